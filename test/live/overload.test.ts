import { beforeEach, describe, expect, it } from 'vitest';
import { type LoadStep, Overload } from '../../src/live/overload.js';

const PERIOD_MS = 100;

describe('what is given up when rounds are late', () => {
  let overload: Overload;
  let steps: LoadStep[];
  let nowMs: number;
  /** Rounds for so many seconds, each so late. */
  const rounds = (seconds: number, lateMs: number) => {
    for (const endMs = nowMs + seconds * 1_000; nowMs < endMs; ) {
      nowMs += PERIOD_MS + lateMs;
      overload.roundEnded(nowMs, PERIOD_MS);
    }
  };

  beforeEach(() => {
    steps = [];
    nowMs = 0;
    overload = new Overload((step) => steps.push(step));
  });

  it('is nothing while rounds come in time, or one stands still', () => {
    rounds(60, 200);
    rounds(5, 5_000);
    rounds(60, 0);
    expect(steps).toEqual([]);
  });

  it('is one thing after another, in the stated order, and no more than there is', () => {
    rounds(120, 400);
    expect(steps).toEqual(['no-new-streams', 'half-model', 'no-coaching']);
  });

  it('comes back by itself, one thing after another, more slowly than it went', () => {
    rounds(9, 400);
    expect(steps).toEqual(['no-new-streams', 'half-model']);
    rounds(9, 0);
    expect(overload.step).toBe('half-model');
    rounds(30, 0);
    expect(steps).toEqual(['no-new-streams', 'half-model', 'no-new-streams', 'normal']);
  });

  it('does not give up more for rounds that are late now and then', () => {
    for (let minute = 0; minute < 10; minute++) {
      rounds(2, 400);
      rounds(1, 0);
    }
    expect(steps).toEqual([]);
  });
});
