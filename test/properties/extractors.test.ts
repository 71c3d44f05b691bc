import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FadingHistogram } from '../../src/core/features/fading-histogram.js';
import { SyllableDetector } from '../../src/core/features/functionals/syllable-detector.js';
import { defaultKernels } from '../../src/core/features/kernels/default-kernels.js';
import { LineGain } from '../../src/core/features/line-gain.js';
import { NoiseFloor } from '../../src/core/features/lld/noise-floor.js';
import { PitchCandidates } from '../../src/core/features/lld/pitch-candidates.js';
import { SPECTRAL_NAMES, SpectralFrame } from '../../src/core/features/lld/spectral-frame.js';
import { VoiceActivityDetector } from '../../src/core/features/lld/voice-activity.js';
import { VoicePeriods } from '../../src/core/features/lld/voice-periods.js';
import { SpeakerBaseline } from '../../src/core/features/speaker-baseline.js';

const RUNS = { numRuns: 25 };
const f0 = fc.double({ min: 90, max: 400, noNaN: true });
const gain = fc.double({ min: 0.3, max: 3, noNaN: true });
const levels = fc.array(fc.double({ min: -60, max: -15, noNaN: true }), { minLength: 50, maxLength: 300 });

/** Harmonics of a steady pitch, as a line passes them, under a slow swell; about −30 dBFS. */
function voice(f0Hz: number, length: number, scale = 1): Float32Array {
  return Float32Array.from({ length }, (_, n) => {
    let sum = 0;
    for (let h = Math.ceil(300 / f0Hz); h * f0Hz < 3400; h++)
      sum += Math.sin((2 * Math.PI * h * f0Hz * n) / 8000) / h;
    return scale * 0.08 * (1 + 0.3 * Math.sin(n / 700)) * sum;
  });
}

function* hopsOf(samples: Float32Array) {
  for (let at = 0; at + 80 <= samples.length; at += 80) yield samples.subarray(at, at + 80);
}

function spectrumOf(samples: Float32Array): Float32Array {
  const frame = new SpectralFrame(defaultKernels);
  for (const hop of hopsOf(samples)) frame.push(hop);
  const row = new Float32Array(SPECTRAL_NAMES.length);
  frame.write(row, 0);
  frame.writeVoicedMfcc(row, 0);
  return row;
}

describe('every extractor, scaled', () => {
  it('spectral shape and cepstrum stay, log mel bands move by the gain, loudness by its 0.6th power', () => {
    fc.assert(
      fc.property(f0, gain, (hz, by) => {
        const plain = spectrumOf(voice(hz, 800));
        const scaled = spectrumOf(voice(hz, 800, by));
        const db = 20 * Math.log10(by);
        SPECTRAL_NAMES.forEach((name, i) => {
          const change = scaled[i]! - plain[i]!;
          if (name === 'loudness') expect(scaled[i]! / plain[i]!).toBeCloseTo(by ** 0.6, 2);
          else if (name.startsWith('logMel'))
            expect(Math.abs(change - (plain[i]! > 25 ? db : change))).toBeLessThan(0.5);
          else if (name === 'centroidHz' || name === 'spreadHz') expect(Math.abs(change)).toBeLessThan(15);
          else if (name === 'alphaRatioDb') expect(Math.abs(change)).toBeLessThan(0.2);
        });
      }),
      RUNS,
    );
  });

  it('harmonics-to-noise ratio, jitter and shimmer do not depend on the gain', () => {
    const measure = (samples: Float32Array, hz: number) => {
      const candidates = new PitchCandidates();
      const periods = new VoicePeriods();
      for (const hop of hopsOf(samples)) {
        candidates.push(hop, true);
        periods.push(hop, hz);
      }
      return [
        candidates.harmonicsToNoiseDb(),
        periods.perturbation!.jitterPercent,
        periods.perturbation!.shimmerPercent,
      ];
    };
    fc.assert(
      fc.property(f0, gain, (hz, by) => {
        const plain = measure(voice(hz, 4000), hz);
        measure(voice(hz, 4000, by), hz).forEach((value, i) => {
          expect(value).toBeCloseTo(plain[i]!, 1);
        });
      }),
      RUNS,
    );
  });

  it('noise floor, baseline and syllables move with the level', () => {
    const hear = (heard: readonly number[], by: number) => {
      const floor = new NoiseFloor();
      const baseline = new SpeakerBaseline();
      const syllables = new SyllableDetector();
      for (const level of heard) {
        floor.push(level + by, 0);
        baseline.addVoiced(30, level + by, 10);
        syllables.push(level + by, true);
      }
      return { floorDb: floor.levelDb, baselineDb: baseline.levelDb, syllables: syllables.total };
    };
    fc.assert(
      fc.property(levels, fc.integer({ min: -10, max: 10 }), (heard, by) => {
        const plain = hear(heard, 0);
        const moved = hear(heard, by);
        expect(moved.baselineDb).toBeCloseTo(plain.baselineDb + by, 3);
        expect(moved.syllables).toBe(plain.syllables);
        if (plain.floorDb < -60 || moved.floorDb < -60) return;
        expect(moved.floorDb).toBeLessThanOrEqual(Math.max(-60, plain.floorDb + by) + 0.001);
      }),
      RUNS,
    );
  });

  it('a constant gain is no step of the gain', () => {
    fc.assert(
      fc.property(levels, fc.double({ min: -10, max: 10, noNaN: true }), (heard, by) => {
        const totalOf = (shift: number) => {
          const line = new LineGain();
          for (const level of heard)
            line.push(level + shift - line.totalDb, 36, -2, -50 + shift - line.totalDb);
          return line.totalDb;
        };
        expect(totalOf(by)).toBeCloseTo(totalOf(0), 6);
      }),
      RUNS,
    );
  });
});

describe('every extractor, shifted and concatenated', () => {
  it('voice activity after silence is as late as the silence was long', () => {
    const startOf = (silentHops: number, hz: number) => {
      const candidates = new PitchCandidates();
      const detector = new VoiceActivityDetector();
      const quiet = new Float32Array(80);
      for (let hop = 0; hop < silentHops; hop++) {
        candidates.push(quiet, false);
        detector.push(-100, candidates, false);
      }
      let at = silentHops;
      for (const hop of hopsOf(voice(hz, 8000))) {
        candidates.push(hop, true);
        detector.push(-25, candidates, false);
        if (detector.isSpeaking) return at - silentHops;
        at += 1;
      }
      return -1;
    };
    fc.assert(
      fc.property(f0, fc.integer({ min: 100, max: 400 }), (hz, hops) => {
        expect(Math.abs(startOf(hops, hz) - startOf(100, hz))).toBeLessThanOrEqual(2);
      }),
      RUNS,
    );
  });

  it('syllables of two stretches with silence between are the sum of both', () => {
    const quiet = new Array<number>(60).fill(-75);
    const count = (heard: readonly number[]) => {
      const detector = new SyllableDetector();
      for (const level of [...quiet, ...heard, ...quiet]) detector.push(level, level > -70);
      return detector.total;
    };
    fc.assert(
      fc.property(levels, levels, (one, other) => {
        expect(count([...one, ...quiet, ...other])).toBe(count(one) + count(other));
      }),
      RUNS,
    );
  });

  it('a histogram moved by whole bins has its quantiles moved by as much', () => {
    fc.assert(
      fc.property(levels, fc.integer({ min: -10, max: 10 }), (heard, by) => {
        const plain = new FadingHistogram(-100, 20, 1);
        for (const level of heard) plain.add(level);
        const before = plain.quantile(0.5);
        plain.shift(by);
        expect(plain.quantile(0.5)).toBeCloseTo(before + by, 4);
      }),
      RUNS,
    );
  });

  it('the spectrum of the last 32 ms knows nothing of what came before', () => {
    fc.assert(
      fc.property(f0, f0, (hz, other) => {
        const tail = voice(hz, 320);
        const after = new Float32Array(1120);
        after.set(voice(other, 800));
        after.set(tail, 800);
        expect([...spectrumOf(after)]).toEqual([...spectrumOf(tail)]);
      }),
      RUNS,
    );
  });
});
