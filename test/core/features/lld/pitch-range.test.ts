import { describe, expect, it } from 'vitest';
import { HOP_SAMPLES } from '../../../../src/core/audio/audio-frame.js';
import { PitchCandidates } from '../../../../src/core/features/lld/pitch-candidates.js';
import { PitchTracker } from '../../../../src/core/features/lld/pitch-tracker.js';

const RATE_HZ = 8000;
/** Frames until the window is full. */
const SETTLED = 15;

/** One second of the harmonics of `f0Hz` from `lowestHz` up to `highestHz`. */
function voice(f0Hz: number, lowestHz: number, highestHz: number): Float32Array {
  return Float32Array.from({ length: RATE_HZ }, (_, n) => {
    let sample = 0;
    for (let h = Math.max(1, Math.ceil(lowestHz / f0Hz)); h * f0Hz <= highestHz; h++) {
      sample += Math.sin((2 * Math.PI * h * f0Hz * n) / RATE_HZ) / h;
    }
    return 0.1 * sample;
  });
}

/** The largest distance of any settled frame from `f0Hz`, percent; an unvoiced frame is 100 % off. */
function worstErrorPercent(samples: Float32Array, f0Hz: number): number {
  const candidates = new PitchCandidates();
  const tracker = new PitchTracker();
  let worst = 0;
  for (let hop = 0; (hop + 1) * HOP_SAMPLES <= samples.length; hop++) {
    candidates.push(samples.subarray(hop * HOP_SAMPLES, (hop + 1) * HOP_SAMPLES), true);
    tracker.push(candidates);
    if (hop >= SETTLED) worst = Math.max(worst, (100 * Math.abs(tracker.f0Hz - f0Hz)) / f0Hz);
  }
  return worst;
}

/** Up to what a shouting voice or a child reaches: from 525 to 540 Hz too few harmonics are left below 2 kHz. */
const pitches = Array.from({ length: 22 }, (_, i) => 90 + 20 * i);

describe('pitch over the whole range', () => {
  it.each(pitches)('finds %i Hz with the fundamental and filtered out by the line', (f0Hz) => {
    expect(worstErrorPercent(voice(f0Hz, 0, 3400), f0Hz)).toBeLessThan(2);
    expect(worstErrorPercent(voice(f0Hz, 300, 3400), f0Hz)).toBeLessThan(2);
  });

  it.each(pitches.filter((f0Hz) => f0Hz > 300))('finds a pure tone of %i Hz', (f0Hz) => {
    expect(worstErrorPercent(voice(f0Hz, f0Hz, f0Hz), f0Hz)).toBeLessThan(2);
  });
});
