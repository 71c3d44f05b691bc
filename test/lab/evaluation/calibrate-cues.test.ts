import { describe, expect, it } from 'vitest';
import { DEFAULT_MOOD_OPTIONS, withThresholds } from '../../../src/core/call/mood-options.js';
import type { Observation } from '../../../src/core/call/observation.js';
import { calibrateCues, type JudgedCall } from '../../../src/lab/evaluation/calibrate-cues.js';

const TURNS = {
  floor: 'customer',
  overlapMs: 0,
  overlapStartedBy: null,
  recentAgentOverlaps: 0,
  deadAirMs: 0,
  agentResponseLatencyMs: null,
  agentTalkShare: null,
  agentTurnMs: 0,
  agentTurnEnded: false,
  onHold: false,
} as const;

/** A call of a site where anger sounds milder than where the thresholds come from: a minute calm, 20 s tense, twice. */
function mildCall(call: string): JudgedCall {
  const tense = (atMs: number) => atMs % 80_000 > 60_000;
  const observations: Observation[] = Array.from({ length: 320 }, (_, i) => {
    const atMs = (i + 1) * 500;
    const anger = tense(atMs) ? 0.7 : 0.08;
    const probabilities = { anger, anxiety: 0.02, other: 0.98 - anger };
    return {
      atMs,
      customer: null,
      agent: null,
      turns: TURNS,
      emotion: { kind: 'heard', probabilities },
    };
  });
  const stretches = [0, 80_000].flatMap((fromMs) => [
    { fromMs, toMs: fromMs + 60_000, tense: false },
    { fromMs: fromMs + 60_000, toMs: fromMs + 80_000, tense: true },
  ]);
  return { call, observations, stretches };
}

const calls = Array.from({ length: 6 }, (_, i) => mildCall(`call-${i}`));
/** A site with a threshold of anger that a tense stretch of 20 s never reaches; two fifths of it is reached in time. */
const deaf = withThresholds(DEFAULT_MOOD_OPTIONS, { angerAtNats: 2.4, anxietyAtNats: 2.4 });

describe('Calibrating cues on a site’s calls', () => {
  it('moves the thresholds to where tense stretches are raised, and says so for calls left out as well', () => {
    const found = calibrateCues(calls, deaf);
    expect(found.before).toMatchObject({ tenseStretches: 12, raised: 0, falseAlarms: 0 });
    expect(found.after).toMatchObject({ raised: 12, falseAlarms: 0 });
    expect(found.leftOut.tenseStretches).toBe(12);
    expect(found.leftOut.raised).toBe(found.after.raised);
  });

  it('keeps what is right already', () => {
    const found = calibrateCues(calls, DEFAULT_MOOD_OPTIONS);
    expect(found.before).toMatchObject({ raised: 12, falseAlarms: 0 });
    expect(found.mood).toEqual({
      angerAtNats: DEFAULT_MOOD_OPTIONS.anger.atNats,
      anxietyAtNats: DEFAULT_MOOD_OPTIONS.anxiety.atNats,
    });
  });

  it('refuses too little data with what is missing', () => {
    expect(() => calibrateCues(calls.slice(0, 3), deaf)).toThrow(/3 calls/);
  });
});
