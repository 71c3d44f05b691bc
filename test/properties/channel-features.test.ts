import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelDbOf } from '../../src/core/features/lld/level.js';
import { PitchCandidates } from '../../src/core/features/lld/pitch-candidates.js';
import { PitchTracker } from '../../src/core/features/lld/pitch-tracker.js';

/** Harmonics of a gliding pitch above 300 Hz, as a line passes them. */
function glide(fromHz: number, toHz: number, length: number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length }, (_, n) => {
    const f0Hz = fromHz + ((toHz - fromHz) * n) / length;
    phase += (2 * Math.PI * f0Hz) / 8000;
    let sum = 0;
    for (let h = Math.ceil(300 / f0Hz); h * f0Hz < 3400; h++) sum += Math.sin(h * phase) / h;
    return 0.1 * sum;
  });
}

function trackOf(samples: Float32Array): number[] {
  const candidates = new PitchCandidates();
  const tracker = new PitchTracker();
  const track: number[] = [];
  for (let at = 0; at + 80 <= samples.length; at += 80) {
    candidates.push(samples.subarray(at, at + 80), true);
    tracker.push(candidates);
    track.push(tracker.f0Hz);
  }
  return track;
}

const f0 = fc.double({ min: 90, max: 450, noNaN: true });

describe('extractors keep to their definitions', () => {
  it('F0 does not depend on the gain', () => {
    fc.assert(
      fc.property(f0, f0, fc.double({ min: 0.05, max: 4, noNaN: true }), (from, to, gain) => {
        const plain = trackOf(glide(from, to, 4000));
        const scaled = trackOf(glide(from, to, 4000).map((x) => gain * x));
        for (let hop = 15; hop < plain.length; hop++) {
          if (plain[hop]! > 0 && scaled[hop]! > 0)
            expect(Math.abs(scaled[hop]! / plain[hop]! - 1)).toBeLessThan(0.02);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('F0 moves with the signal: a delay by whole hops delays the track by as many', () => {
    fc.assert(
      fc.property(f0, fc.integer({ min: 1, max: 20 }), (hz, hops) => {
        const signal = glide(hz, hz * 1.1, 3200);
        const delayed = new Float32Array(hops * 80 + signal.length);
        delayed.set(signal, hops * 80);
        expect(trackOf(delayed).slice(hops + 12)).toEqual(trackOf(signal).slice(12));
      }),
      { numRuns: 25 },
    );
  });

  /** Share of decided hops whose F0 is off by more than 3 %, over one glide. */
  function shareOff(from: number, ratio: number): number {
    const to = from * ratio;
    const decided = trackOf(glide(from, to, 4000))
      .map((hz, hop) => ({ hz, heardAtSample: (hop + 1) * 80 - 54 * 8 }))
      .slice(20)
      .filter(({ hz }) => hz > 0);
    const off = decided.filter(
      ({ hz, heardAtSample }) => Math.abs(hz / (from + ((to - from) * heardAtSample) / 4000) - 1) > 0.03,
    );
    return off.length / decided.length;
  }

  const ratio = fc.double({ min: 0.85, max: 1.18, noNaN: true });

  it('F0 follows a glide of a talking, shouting or child’s voice within 3 %', () => {
    const start = fc.double({ min: 100, max: 430, noNaN: true });
    fc.assert(
      fc.property(start, ratio, (from, by) => {
        expect(shareOff(from, by)).toBeLessThan(0.05);
      }),
      { numRuns: 60 },
    );
  });

  it('level moves by 20 log10 of the gain', () => {
    fc.assert(
      fc.property(
        fc.float32Array({
          minLength: 80,
          maxLength: 80,
          min: Math.fround(-0.5),
          max: Math.fround(0.5),
          noNaN: true,
        }),
        (hop) => {
          const plain = levelDbOf(hop);
          fc.pre(plain > -80);
          expect(levelDbOf(hop.map((x) => 2 * x)) - plain).toBeCloseTo(20 * Math.log10(2), 3);
        },
      ),
    );
  });
});
