import { describe, expect, it } from 'vitest';
import { DEFAULT_MOOD_OPTIONS, withThresholds } from '../../../src/core/call/mood-options.js';
import type { Observation } from '../../../src/core/call/observation.js';
import { calibrateCues, type JudgedCall } from '../../../src/lab/evaluation/calibrate-cues.js';
import { QUIET_TURNS } from '../../support/quiet-turns.js';

/** A minute calm, with `outburstS` of no tension that sounds tense in it, then 20 s tense; twice. */
function labelledCall(call: string, angerWhenTense: number, outburstS: number): JudgedCall {
  const tense = (atMs: number) => atMs % 80_000 > 60_000;
  const outburst = (atMs: number) => atMs % 80_000 > 30_000 && atMs % 80_000 <= 30_000 + outburstS * 1000;
  const observations: Observation[] = Array.from({ length: 320 }, (_, i) => {
    const atMs = (i + 1) * 500;
    const anger = tense(atMs) ? angerWhenTense : outburst(atMs) ? 0.7 : 0.08;
    const probabilities = { anger, anxiety: 0.02, other: 0.98 - anger };
    return {
      atMs,
      customer: null,
      agent: null,
      turns: QUIET_TURNS,
      emotion: { kind: 'heard', probabilities },
    };
  });
  const stretches = [0, 80_000].flatMap((fromMs) => [
    { fromMs, toMs: fromMs + 60_000, tense: false },
    { fromMs: fromMs + 60_000, toMs: fromMs + 80_000, tense: true },
  ]);
  return { call, observations, stretches };
}

/** Calls of a site where anger sounds milder than where the thresholds come from. */
const calls = Array.from({ length: 6 }, (_, i) => labelledCall(`call-${i}`, 0.7, 0));
/** A site with a threshold of anger that a tense stretch of 20 s never reaches; two fifths of it is reached in time. */
const deaf = withThresholds(DEFAULT_MOOD_OPTIONS, { angerAtNats: 2.4, anxietyAtNats: 2.4 });

describe('Calibrating cues on a site’s calls', () => {
  it('moves the thresholds to where tense stretches are raised, and says so for calls left out as well', () => {
    const found = calibrateCues(calls, deaf);
    expect(found.before).toMatchObject({ tenseStretches: 12, raised: 0, falseAlarms: 0 });
    expect(found.after).toMatchObject({ raised: 12, falseAlarms: 0 });
    expect(found.leftOut.tenseStretches).toBe(12);
    expect(found.leftOut.raised).toBe(found.after.raised);
    expect(found.helps).toBe(true);
    expect(found.mood.angerAtNats).toBeLessThan(2.4);
  });

  it('keeps what is right already', () => {
    const found = calibrateCues(calls, DEFAULT_MOOD_OPTIONS);
    expect(found.before).toMatchObject({ raised: 12, falseAlarms: 0 });
    expect(found.mood).toEqual({
      angerAtNats: DEFAULT_MOOD_OPTIONS.anger.atNats,
      anxietyAtNats: DEFAULT_MOOD_OPTIONS.anxiety.atNats,
    });
  });

  it('keeps the thresholds of before where calls left out of the fit fare worse', () => {
    // One odd call has false alarms, which only thresholds take away that are deaf to all the others.
    const found = calibrateCues([...calls.slice(0, 4), labelledCall('odd', 0.95, 10)], DEFAULT_MOOD_OPTIONS);
    expect(found.before).toMatchObject({ raised: 10, falseAlarms: 2 });
    expect(found.after).toMatchObject({ raised: 2, falseAlarms: 0 });
    expect(found.leftOut).toMatchObject({ raised: 2, falseAlarms: 2 });
    expect(found.helps).toBe(false);
    expect(found.mood).toEqual({
      angerAtNats: DEFAULT_MOOD_OPTIONS.anger.atNats,
      anxietyAtNats: DEFAULT_MOOD_OPTIONS.anxiety.atNats,
    });
  });

  it('refuses too little data with what is missing', () => {
    expect(() => calibrateCues(calls.slice(0, 3), deaf)).toThrow(/3 calls/);
  });
});
