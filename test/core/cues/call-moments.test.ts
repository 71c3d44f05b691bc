import { describe, expect, it } from 'vitest';
import { type CallerMood, INITIAL_CALL_STATE } from '../../../src/core/call/call-state.js';
import { addMoment, NO_MOMENTS } from '../../../src/core/cues/call-moments.js';
import { DEFAULT_POLICY_OPTIONS } from '../../../src/core/cues/coaching-options.js';
import { CUSTOMER_SPEAKS, stateAt } from '../../support/made-up-moment.js';

/** When the caller last escalated, after moods that follow one another every ten seconds. */
function escalatedAfter(moods: readonly CallerMood[]): number | null {
  let moments = NO_MOMENTS;
  let before = INITIAL_CALL_STATE;
  moods.forEach((mood, index) => {
    const state = stateAt((index + 1) * 10_000, mood, CUSTOMER_SPEAKS);
    moments = addMoment(moments, before, state, DEFAULT_POLICY_OPTIONS.limits);
    before = state;
  });
  return moments.escalatedMs;
}

describe('An escalation', () => {
  it('is a new stretch, or an emotion that is named well into one', () => {
    expect(escalatedAfter(['calm', 'tense'])).toBe(20_000);
    expect(escalatedAfter(['calm', 'tense', 'angry'])).toBe(30_000);
    expect(escalatedAfter(['tense', 'angry', 'calm', 'tense'])).toBe(40_000);
  });

  it('is not the same name again in the same stretch', () => {
    expect(escalatedAfter(['calm', 'angry', 'tense', 'angry'])).toBe(20_000);
    expect(escalatedAfter(['tense', 'anxious', 'tense', 'anxious', 'tense', 'anxious'])).toBe(20_000);
    expect(escalatedAfter(['tense', 'anxious', 'tense', 'angry'])).toBe(40_000);
  });
});
