import { describe, expect, it } from 'vitest';
import {
  EMPTY_HISTORY,
  type Heard,
  levelDbOf,
  withLevel,
  withMessage,
} from '../../../src/web/try/view-history.js';

const heardAt = (atMs: number): Heard => ({
  type: 'heard',
  atMs,
  speaking: true,
  agentSpeaking: false,
  levelDeltaDb: 1,
  f0DeltaSemitones: null,
  articulationRate: 4,
  emotion: null,
  mood: 'calm',
});

describe('the history of the live view', () => {
  it('keeps a minute of what was heard, and no more', () => {
    let history = EMPTY_HISTORY;
    for (let atMs = 0; atMs <= 100_000; atMs += 500)
      history = withLevel(withMessage(history, heardAt(atMs)), { atMs, db: -20 });
    expect(history.nowMs).toBe(100_000);
    expect(history.heard[0]?.atMs).toBe(40_000);
    expect(history.levels[0]?.atMs).toBe(40_000);
  });

  it('shows the newest cue first, and keeps the last twenty', () => {
    const cue = (atMs: number) =>
      ({ type: 'cue', atMs, kind: 'breath', reason: { key: 'x', values: {} } }) as const;
    const history = Array.from({ length: 25 }, (_, at) => cue(at)).reduce(withMessage, EMPTY_HISTORY);
    expect(history.cues.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 20 }, (_, at) => 24 - at));
  });

  it('is not changed by what is no part of the picture', () => {
    expect(withMessage(EMPTY_HISTORY, { type: 'ready' })).toBe(EMPTY_HISTORY);
  });
});

describe('the level of one channel', () => {
  it('is 0 dBFS for a full-scale square wave, −6 at half of it, and floored for silence', () => {
    const left = Int16Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 32_767 : 16_384));
    expect(levelDbOf(left, 2, 0)).toBeCloseTo(0, 2);
    expect(levelDbOf(left, 2, 1)).toBeCloseTo(-6.02, 2);
    expect(levelDbOf(new Int16Array(200), 1, 0)).toBe(-80);
  });
});
