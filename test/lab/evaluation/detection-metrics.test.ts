import { describe, expect, it } from 'vitest';
import { brierScore, calibrationError } from '../../../src/lab/evaluation/calibration-error.js';
import { areaUnderCurve, unweightedAverageRecall } from '../../../src/lab/evaluation/detection-metrics.js';

describe('areaUnderCurve', () => {
  it('is the share of pairs in the right order, ties half (counted by hand)', () => {
    // Positives .9 .4, negatives .4 .1: pairs (.9>.4) (.9>.1) (.4=.4) (.4>.1) = 3.5 of 4.
    expect(areaUnderCurve([0.9, 0.4, 0.4, 0.1], [true, true, false, false])).toBe(0.875);
  });

  it('is one half for a constant and not known without both kinds', () => {
    expect(areaUnderCurve([1, 1, 1], [true, false, false])).toBe(0.5);
    expect(areaUnderCurve([1, 2], [true, true])).toBeNull();
  });
});

describe('calibrationError', () => {
  it('is the distance of what was said from what was so (by hand)', () => {
    // Two bins of two: said .1 .3 (mean .2), so 1 of 2; said .6 .8 (mean .7), so 2 of 2: (.3 + .3) / 2.
    expect(calibrationError([0.8, 0.1, 0.6, 0.3], [true, false, true, true], 2)).toBeCloseTo(0.3, 12);
  });

  it('is zero where the share of every bin is what was said', () => {
    expect(calibrationError([0.5, 0.5, 1, 1], [true, false, true, true], 2)).toBeCloseTo(0, 12);
  });
});

describe('brierScore', () => {
  it('is 0 for certainty that is right, 2 for certainty that is wrong', () => {
    expect(brierScore([[1, 0, 0]], [0])).toBe(0);
    expect(brierScore([[1, 0, 0]], [1])).toBe(2);
    expect(brierScore([[1 / 3, 1 / 3, 1 / 3]], [2])).toBeCloseTo(2 / 3, 12);
  });
});

describe('unweightedAverageRecall', () => {
  it('counts classes alike however many clips they have', () => {
    expect(unweightedAverageRecall([0, 0, 0, 1, 0], [0, 0, 0, 1, 1], 2)).toBe(0.75);
    expect(unweightedAverageRecall([0, 0], [0, 0], 2)).toBeNull();
  });
});
