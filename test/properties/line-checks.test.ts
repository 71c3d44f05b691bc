import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WINDOW_HOPS } from '../../src/core/features/feature-schema.js';
import { LineFaults } from '../../src/core/features/line-faults.js';
import { LineOffset } from '../../src/core/features/line-offset.js';
import type { PitchCandidates } from '../../src/core/features/lld/pitch-candidates.js';
import { SampleRateCheck } from '../../src/core/features/sample-rate-check.js';

const HOP = 80;

/** A buzz cut off at a level, one hop after the other; `level` 1 cuts nothing. */
function* cutBuzz(hops: number, level: number, scale: number): Generator<Float32Array> {
  for (let hop = 0; hop < hops; hop++) {
    yield Float32Array.from({ length: HOP }, (_, n) => {
      const at = hop * HOP + n;
      const wave = Math.sin(at / 9.7) * (0.6 + 0.4 * Math.sin(at / 4001));
      return scale * Math.max(-level, Math.min(level, wave));
    });
  }
}

const levelDb = (hop: Float32Array) => 10 * Math.log10(hop.reduce((sum, x) => sum + x * x, 0) / HOP);

function clippedShare(hops: Iterable<Float32Array>): number {
  const faults = new LineFaults();
  for (const hop of hops) faults.push(hop, levelDb(hop), false);
  return faults.clippedShare;
}

describe('line faults keep to their definitions', () => {
  const scale = fc.double({ min: 0.2, max: 1, noNaN: true });

  it('what is cut off is found at any gain, and the same share of it', () => {
    fc.assert(
      fc.property(scale, fc.double({ min: 0.3, max: 0.8, noNaN: true }), (by, level) => {
        const share = clippedShare(cutBuzz(600, level, by));
        expect(share).toBeGreaterThan(0.005);
        expect(share).toBeCloseTo(clippedShare(cutBuzz(600, level, 1)), 3);
      }),
      { numRuns: 25 },
    );
  });

  it('what is not cut off has none', () => {
    fc.assert(
      fc.property(scale, (by) => {
        expect(clippedShare(cutBuzz(600, 1, by))).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  it('the share of gaps is that of the window, and a gap that has left it is forgotten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), (every) => {
        const faults = new LineFaults();
        const silence = new Float32Array(HOP);
        for (let hop = 0; hop < 3000; hop++) faults.push(silence, -100, hop % every === 0);
        expect(faults.gapShare).toBeCloseTo(1 / every, 2);
        for (let hop = 0; hop < WINDOW_HOPS; hop++) faults.push(silence, -100, false);
        expect(faults.gapShare).toBe(0);
      }),
    );
  });

  it('an offset is taken off where it is large, and an ordinary signal is left alone', () => {
    const after = (offset: number) => {
      const line = new LineOffset();
      let taken = 0;
      for (const hop of cutBuzz(600, 1, 0.3)) taken = line.push(hop.map((x) => x + offset));
      return taken;
    };
    fc.assert(
      fc.property(fc.double({ min: -0.6, max: 0.6, noNaN: true }), (offset) => {
        const taken = after(offset);
        if (Math.abs(offset) > 0.012) expect(taken).toBeCloseTo(offset, 2);
        else if (Math.abs(offset) < 0.008) expect(taken).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('an offset learns nothing from what is no number or beyond full scale', () => {
    fc.assert(
      fc.property(fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e30), fc.nat(79), (bad, at) => {
        const line = new LineOffset();
        for (const hop of cutBuzz(300, 1, 0.3)) {
          const damaged = hop.slice();
          damaged[at] = bad;
          expect(line.push(damaged)).toBe(0);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('the check of the sample rate keeps to its definition', () => {
  type Voice = { f0Semitones: number; lowBandDb: number; hissDb: number; rate: number };
  const verdictOf = (hops: number, voices: readonly Voice[]) => {
    const check = new SampleRateCheck();
    for (let hop = 0; hop < hops; hop++) {
      const { f0Semitones, lowBandDb, hissDb, rate } = voices[hop % voices.length]!;
      check.addVoiced(f0Semitones, { lowBandDb, hissDb } as PitchCandidates);
      if (hop % 100 === 99) check.addRate(rate);
    }
    return check.verdict;
  };
  const voice = fc.record({
    f0Semitones: fc.double({ min: 20, max: 45, noNaN: true }),
    lowBandDb: fc.double({ min: -20, max: -0.5, noNaN: true }),
    hissDb: fc.double({ min: 0, max: 3, noNaN: true }),
    rate: fc.double({ min: 1, max: 8, noNaN: true }),
  });

  it('says nothing before eight seconds of voice', () => {
    fc.assert(
      fc.property(voice, fc.nat(799), (one, hops) => {
        expect(verdictOf(hops, [one])).toBe('plausible');
      }),
    );
  });

  it('is the same however long a steady voice goes on', () => {
    fc.assert(
      fc.property(voice, fc.integer({ min: 900, max: 4000 }), (one, hops) => {
        // On a threshold the rounding of a running mean may fall to either side.
        const near = (value: number, limits: readonly number[]) =>
          limits.some((limit) => Math.abs(value - limit) < 1e-6);
        fc.pre(!near(one.f0Semitones, [24, 34.4, 35.6]) && !near(one.lowBandDb, [-11]));
        fc.pre(!near(one.hissDb, [0.085]) && !near(one.rate, [2.7, 3.5]));
        expect(verdictOf(hops, [one])).toBe(verdictOf(900, [one]));
      }),
    );
  });

  it('a fast voice is high and thin, a slow one low', () => {
    fc.assert(
      fc.property(voice, (one) => {
        const verdict = verdictOf(900, [one]);
        if (verdict === 'too-fast') expect(one.f0Semitones > 34 && one.lowBandDb < -10).toBe(true);
        if (verdict === 'too-slow') expect(one.f0Semitones < 36 && one.rate < 3.6).toBe(true);
      }),
    );
  });
});
