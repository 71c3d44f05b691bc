import { describe, expect, it } from 'vitest';
import { codeForTelephone, lineGain } from '../../../src/lab/corpus/telephone-coding.js';

const RATE = 8000;

/** One second of a tone at `hz`, amplitude 0.1. */
function tone(hz: number): Float32Array {
  return Float32Array.from({ length: RATE }, (_, i) => 0.1 * Math.sin((2 * Math.PI * hz * i) / RATE));
}

function rmsDb(samples: Float32Array): number {
  const tail = samples.subarray(RATE / 2);
  return 10 * Math.log10(tail.reduce((sum, x) => sum + x * x, 0) / tail.length);
}

describe('lineGain', () => {
  it('brings the active samples to −23 dBFS RMS', () => {
    const samples = Float32Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 0.5 : 0.001));
    expect(20 * Math.log10(0.5 * lineGain([samples]))).toBeCloseTo(-23, 6);
  });

  it('measures all samples when none is above −40 dBFS, and leaves silence alone', () => {
    expect(20 * Math.log10(0.005 * lineGain([new Float32Array(100).fill(0.005)]))).toBeCloseTo(-23, 4);
    expect(lineGain([new Float32Array(100)])).toBe(1);
  });
});

describe('codeForTelephone', () => {
  it.each(SCIPY_GAINS_DB())('passes %i Hz as scipy.signal.sosfilt does (%f dB)', (hz, gainDb) => {
    // µ-law adds at most about 0.1 dB to a tone at this level.
    expect(rmsDb(codeForTelephone(tone(hz), 1)) - rmsDb(tone(hz))).toBeCloseTo(gainDb, 0);
  });

  it('gives the samples that SciPy and CPython’s audioop give, within one µ-law step', () => {
    const coded = codeForTelephone(tone(1000), 1);
    for (const [i, expected] of SCIPY_TONE_1000) expect(coded[i]).toBeCloseTo(expected, 3);
  });
});

/** Magnitude of `butter(4, [300, 3400], 'bandpass', fs=8000)`, SciPy 1.10. */
function SCIPY_GAINS_DB(): [number, number][] {
  return [
    [150, -24.97],
    [300, -3.01],
    [1000, -0.0],
    [2000, -0.0],
    [3400, -3.01],
    [3700, -25.35],
  ];
}

/** `sosfilt` of the tone, then `audioop.lin2ulaw` and back: sample index, value. */
const SCIPY_TONE_1000: readonly [number, number][] = [
  [5, -0.095581],
  [17, 0.095581],
  [42, 0.087769],
  [100, -0.047729],
  [999, -0.028198],
  [5001, 0.095581],
  [7777, 0.095581],
];
