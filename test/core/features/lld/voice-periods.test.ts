import { describe, expect, it } from 'vitest';
import { VoicePeriods } from '../../../../src/core/features/lld/voice-periods.js';
import { seededRandom } from '../../../../src/lab/random/seeded-random.js';

const RATE_HZ = 8000;

/** Three seconds of a damped 700 Hz resonance, struck once a period; alternate periods are longer and stronger. */
function pulses(f0Hz: number, periodChange: number, amplitudeChange: number): Float32Array {
  const samples = new Float32Array(3 * RATE_HZ);
  let at = 20;
  for (let pulse = 0; at < samples.length; pulse++) {
    const sign = pulse % 2 === 0 ? 0.5 : -0.5;
    const strength = 0.3 * (1 + sign * amplitudeChange);
    for (let n = Math.ceil(at); n < Math.min(samples.length, at + 200); n++) {
      const seconds = (n - at) / RATE_HZ;
      samples[n]! += strength * Math.exp(-600 * seconds) * Math.sin(2 * Math.PI * 700 * seconds);
    }
    at += (RATE_HZ / f0Hz) * (1 + sign * periodChange);
  }
  return samples;
}

function perturbationOf(samples: Float32Array, f0Hz: number) {
  const periods = new VoicePeriods();
  for (let at = 0; at + 80 <= samples.length; at += 80) periods.push(samples.subarray(at, at + 80), f0Hz);
  return periods.perturbation!;
}

describe('VoicePeriods', () => {
  it.each([110, 180, 240])('measures alternating periods of %d Hz as they were made', (f0Hz) => {
    const steady = perturbationOf(pulses(f0Hz, 0, 0), f0Hz);
    expect(steady.jitterPercent).toBeLessThan(0.3);
    expect(steady.shimmerPercent).toBeLessThan(2);
    const uneven = perturbationOf(pulses(f0Hz, 0.02, 0.1), f0Hz);
    expect(uneven.jitterPercent).toBeGreaterThan(1.5);
    expect(uneven.jitterPercent).toBeLessThan(2.5);
    expect(uneven.shimmerPercent).toBeGreaterThan(7);
    expect(uneven.shimmerPercent).toBeLessThan(13);
  });

  it('compares nothing without a voice, and is not upset by noise', () => {
    const random = seededRandom(3);
    const noise = Float32Array.from({ length: RATE_HZ }, () => random() - 0.5);
    const silent = new VoicePeriods();
    silent.push(noise.subarray(0, 80), 0);
    expect(silent.perturbation).toBeNull();
    const heard = perturbationOf(noise, 150);
    expect(heard === undefined || heard === null || Number.isFinite(heard.jitterPercent)).toBe(true);
  });
});
