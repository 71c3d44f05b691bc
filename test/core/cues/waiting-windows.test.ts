import { expect, it } from 'vitest';
import { CallCoach } from '../../../src/core/cues/call-coach.js';
import { defaultCoachOptions } from '../../../src/live/coaching-settings.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const VOICE = buzzingVoice({ durationMs: 120_000, startMs: 0, onMs: 900, offMs: 300, f0Hz: 160 });
const CALM = { anger: 0.05, anxiety: 0.05, other: 0.9 };

function speaking(forMs: number): CallCoach {
  const coach = new CallCoach(defaultCoachOptions(['customer'], true));
  const samples = VOICE.subarray(0, forMs * 8);
  coach.push({ type: 'audio', chunk: { role: 'customer', streamTimeMs: 0, sampleRateHz: 8000, samples } });
  return coach;
}

it('a model that does not keep up loses the oldest windows, which are counted and claim nothing', () => {
  const coach = speaking(120_000);
  const dropped = coach.takeDropped();
  expect(dropped).toBeGreaterThan(0);
  expect(coach.takeDropped()).toBe(0);
  const events = coach.settle(coach.take().map(() => CALM));
  const absences = events.flatMap((event) =>
    event.type === 'observation' && event.observation.emotion.kind === 'absent'
      ? [event.observation.emotion.reason]
      : [],
  );
  expect(absences.filter((reason) => reason === 'classifier-unavailable')).toHaveLength(dropped);
});

it('windows may be taken a few at a time: what they say is settled in their order', () => {
  const atOnce = speaking(10_000);
  const expected = atOnce.settle(atOnce.take().map(() => CALM));
  const coach = speaking(10_000);
  const events = [];
  while (coach.hasUntaken) events.push(...coach.settle(coach.take(3).map(() => CALM)));
  expect(events).toEqual(expected);
});

it.each([
  ['half', 0.5],
  ['none', 0],
] as const)('a process that cannot keep up asks the model less: %s', (effort, share) => {
  const asked = (given: 'full' | 'half' | 'none') => {
    const coach = new CallCoach(defaultCoachOptions(['customer'], true));
    coach.push({ type: 'effort', effort: given });
    coach.push({
      type: 'audio',
      chunk: { role: 'customer', streamTimeMs: 0, sampleRateHz: 8000, samples: VOICE.subarray(0, 160_000) },
    });
    return coach.take().length;
  };
  expect(asked('full')).toBeGreaterThan(10);
  expect(Math.abs(asked(effort) - share * asked('full'))).toBeLessThanOrEqual(1);
});

it('what a process gives up comes back with the audio after it', () => {
  const coach = speaking(20_000);
  const before = coach.take().length;
  coach.push({ type: 'effort', effort: 'none' });
  coach.push({ type: 'effort', effort: 'full' });
  const samples = VOICE.subarray(160_000, 320_000);
  coach.push({
    type: 'audio',
    chunk: { role: 'customer', streamTimeMs: 20_000, sampleRateHz: 8000, samples },
  });
  expect(coach.take().length).toBeGreaterThanOrEqual(before - 2);
});
