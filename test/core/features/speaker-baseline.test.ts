import { describe, expect, it } from 'vitest';
import { SpeakerBaseline } from '../../../src/core/features/speaker-baseline.js';

/** Seconds of voiced speech around a pitch and a level. */
function speak(baseline: SpeakerBaseline, seconds: number, f0Semitones: number, levelDb: number): void {
  for (let hop = 0; hop < seconds * 100; hop++) {
    const swing = Math.sin(hop / 7);
    baseline.addVoiced(f0Semitones + swing, levelDb + 2 * swing, 10);
  }
}

describe('SpeakerBaseline', () => {
  it('says how sure it is', () => {
    const baseline = new SpeakerBaseline();
    expect(baseline.confidence).toBe(0);
    speak(baseline, 3, 30, -30);
    expect(baseline.confidence).toBeCloseTo(0.5);
    speak(baseline, 57, 30, -30);
    expect(baseline.confidence).toBeGreaterThan(0.9);
    expect(baseline.f0Semitones).toBeCloseTo(30, 0);
  });

  it('comes down when a caller who began shouting calms', () => {
    const baseline = new SpeakerBaseline();
    speak(baseline, 15, 42, -15);
    speak(baseline, 20, 34, -27);
    expect(baseline.levelDb).toBeLessThan(-23);
    expect(baseline.f0Semitones).toBeLessThan(37);
  });

  it('does not take one who heats up for normal', () => {
    const baseline = new SpeakerBaseline();
    speak(baseline, 30, 34, -27);
    speak(baseline, 60, 42, -15);
    expect(baseline.levelDb).toBeLessThan(-23);
    expect(baseline.f0Semitones).toBeLessThan(37);
  });
});
