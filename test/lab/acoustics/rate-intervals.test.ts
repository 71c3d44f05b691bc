import { describe, expect, it } from 'vitest';
import { poissonInterval, wilsonInterval } from '../../../src/lab/acoustics/rate-intervals.js';

describe('Wilson interval', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i agrees with the published table', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials)!;
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('is unknown without trials', () => expect(wilsonInterval(0, 0)).toBeNull());
});

describe('Exact Poisson interval', () => {
  // Garwood's limits as tabulated in Ulm, American Journal of Epidemiology 131 (1990).
  it.each([
    [0, 0, 3.689],
    [1, 0.025, 5.572],
    [5, 1.623, 11.668],
    [10, 4.795, 18.39],
  ])('of %i events agrees with the published table', (events, low, high) => {
    const interval = poissonInterval(events, 1)!;
    expect(interval.low).toBeCloseTo(low, 2);
    expect(interval.high).toBeCloseTo(high, 2);
  });

  it('scales with the hours', () => {
    expect(poissonInterval(5, 10)!.high).toBeCloseTo(1.1668, 3);
    expect(poissonInterval(5, 0)).toBeNull();
  });
});
