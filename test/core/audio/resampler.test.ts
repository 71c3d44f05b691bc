import { describe, expect, it } from 'vitest';
import { Resampler, SOURCE_RATES_HZ } from '../../../src/core/audio/resampler.js';

const sine = (hz: number, rateHz: number, length: number) =>
  Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / rateHz));

function resampleInPieces(signal: Float32Array, rateHz: number, pieces: readonly number[]): Float32Array {
  const resampler = new Resampler(rateHz);
  const out: number[] = [];
  for (let at = 0, i = 0; at < signal.length; i++) {
    const length = pieces[i % pieces.length]!;
    out.push(...resampler.push(signal.subarray(at, at + length)));
    at += length;
  }
  out.push(...resampler.flush());
  return Float32Array.from(out);
}

describe('Resampler', () => {
  it.each(SOURCE_RATES_HZ)('keeps a 1 kHz tone in place on the timeline at %d Hz', (rateHz) => {
    const output = resampleInPieces(sine(1000, rateHz, rateHz), rateHz, [160, 33, 1, 700]);
    const wanted = sine(1000, 8000, 8000);
    expect(output.length).toBe(8000);
    for (let n = 100; n < 7900; n++) expect(Math.abs(output[n]! - wanted[n]!)).toBeLessThan(2e-3);
  });

  it('removes what 8 kHz cannot hold by more than 60 dB', () => {
    const output = resampleInPieces(sine(5000, 16000, 16000), 16000, [320]);
    const peak = output.subarray(100, 7900).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(peak).toBeLessThan(0.5e-3);
  });

  it('refuses an unknown rate with a stable code', () => {
    expect(() => new Resampler(12345)).toThrow(
      expect.objectContaining({ code: 'audio.sample-rate-unknown' }),
    );
  });
});
