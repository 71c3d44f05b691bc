import { describe, expect, it } from 'vitest';
import {
  type CallState,
  INITIAL_CALL_STATE,
  isTense,
  reduceCallState,
} from '../../../src/core/call/call-state.js';
import { isDoubtful } from '../../../src/core/call/doubt.js';
import { DEFAULT_MOOD_OPTIONS } from '../../../src/core/call/mood-options.js';
import { CUSTOMER_SPEAKS, observationAt } from '../../support/made-up-moment.js';

const CALM = { anger: 0.03, anxiety: 0.03, other: 0.94 };
const ANGRY = { anger: 0.9, anxiety: 0.04, other: 0.06 };
const STEP_MS = 500;

type Stretch = readonly [seconds: number, first: typeof CALM, second: typeof CALM | null];

/** Plays a caller whose windows the second network answers wherever it is asked; times of the questions. */
function played(stretches: readonly Stretch[]) {
  let state: CallState = INITIAL_CALL_STATE;
  const askedMs: number[] = [];
  const tenseMs: number[] = [];
  let atMs = 0;
  for (const [seconds, probabilities, answer] of stretches)
    for (let step = 0; step < (seconds * 1000) / STEP_MS; step++) {
      atMs += STEP_MS;
      const moment = observationAt(atMs, {
        ...CUSTOMER_SPEAKS,
        customer: { totalSpeechMs: atMs, speakingMs: atMs },
      });
      const heard = { ...moment, emotion: { kind: 'heard', probabilities } } as const;
      const doubtful = isDoubtful(state, heard, DEFAULT_MOOD_OPTIONS);
      if (doubtful) askedMs.push(atMs);
      const second = doubtful ? answer : null;
      const emotion = { kind: 'heard', probabilities, second } as const;
      state = reduceCallState(state, { ...heard, emotion }, DEFAULT_MOOD_OPTIONS);
      if (isTense(state.mood)) tenseMs.push(atMs);
    }
  return { askedMs, tenseMs };
}

describe('A second opinion', () => {
  it('is never wanted about a calm voice', () => {
    expect(played([[60, CALM, CALM]]).askedMs).toEqual([]);
  });

  it('is wanted at most once a second while an alarm draws near, and seldom once it stands', () => {
    const { askedMs, tenseMs } = played([
      [20, CALM, CALM],
      [20, ANGRY, ANGRY],
    ]);
    expect(askedMs.length).toBeGreaterThan(0);
    const { everyMs, whileTenseEveryMs } = DEFAULT_MOOD_OPTIONS.doubt;
    for (const [at, ms] of askedMs.slice(1).entries())
      expect(ms - askedMs[at]!).toBeGreaterThanOrEqual(ms > tenseMs[0]! ? whileTenseEveryMs : everyMs);
  });

  it('keeps the alarm back where it says no, and lets it come where it agrees or has no answer', () => {
    const turned = (answer: typeof CALM | null) =>
      played([
        [20, CALM, CALM],
        [12, ANGRY, answer],
      ]).tenseMs.length;
    expect(turned(ANGRY)).toBeGreaterThan(0);
    expect(turned(null)).toBeGreaterThan(0);
    expect(turned({ anger: 0.002, anxiety: 0.002, other: 0.996 })).toBeLessThan(turned(ANGRY));
  });
});
