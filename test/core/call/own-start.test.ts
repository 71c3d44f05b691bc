import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MOOD_OPTIONS } from '../../../src/core/call/mood-options.js';
import { NO_START, type OwnStart, spreadsAbove, withWindow } from '../../../src/core/call/own-start.js';

const OPTIONS = DEFAULT_MOOD_OPTIONS.start;
const voice = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 200 });

function startOf(values: readonly number[], options = OPTIONS): OwnStart {
  return values.reduce<OwnStart>((start, value) => withWindow(start, value, options), NO_START);
}

describe('A caller’s own start', () => {
  it('is the prior before anything has been heard', () => {
    expect(spreadsAbove(NO_START, OPTIONS.priorMeanNats, OPTIONS)).toBe(0);
    expect(spreadsAbove(NO_START, OPTIONS.priorMeanNats + OPTIONS.priorSpreadNats, OPTIONS)).toBeCloseTo(1);
  });

  it('comes to the mean and the deviation of what was heard, where nothing is forgotten or limited', () => {
    const endless = {
      ...OPTIONS,
      mostSpreads: 1e9,
      priorWindows: 1e-9,
      memoryWindows: 1e9,
      limitNats: 1e9,
      leastSpreadNats: 1,
    };
    fc.assert(
      fc.property(voice, (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        const start = startOf(values, endless)!;
        expect(start.mean).toBeCloseTo(mean, 6);
        expect(start.variance).toBeCloseTo(variance, 6);
      }),
    );
  });

  it('never rises above where anger would begin, and no voice is held to be steadier than the least spread', () => {
    fc.assert(
      fc.property(voice, (values) => {
        const start = startOf(values)!;
        expect(start.mean).toBeLessThanOrEqual(OPTIONS.limitNats + 1e-9);
        expect(start.windows).toBeLessThanOrEqual(OPTIONS.memoryWindows);
        const above = spreadsAbove(start, start.mean + OPTIONS.leastSpreadNats, OPTIONS);
        expect(above).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('makes the same rise count for more in a steady voice than in a lively one', () => {
    const around = (swing: number) =>
      startOf(Array.from({ length: 40 }, (_, i) => -3 + (i % 2 ? swing : -swing)));
    expect(spreadsAbove(around(0.6), -1, OPTIONS)).toBeGreaterThan(spreadsAbove(around(1.4), -1, OPTIONS));
  });
});
