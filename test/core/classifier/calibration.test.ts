import { describe, expect, it } from 'vitest';
import { calibrated, isSure } from '../../../src/core/classifier/calibration.js';

describe('calibrated', () => {
  it('is the softmax of scaled outputs and biases', () => {
    const p = calibrated([Math.log(0.5), Math.log(0.3), Math.log(0.2)], { scale: 1, bias: [0, 0, 0] });
    expect([p.anger, p.anxiety, p.other]).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(0.3, 12),
      expect.closeTo(0.2, 12),
    ]);
    const biased = calibrated([0, 0, 0], { scale: 2, bias: [Math.log(3), 0, 0] });
    expect(biased.anger).toBeCloseTo(0.6, 12);
  });

  it('does not overflow', () => {
    const p = calibrated([1000, 0, -1000], { scale: 5, bias: [0, 0, 0] });
    expect(p).toEqual({ anger: 1, anxiety: 0, other: 0 });
  });
});

describe('isSure', () => {
  it('is the largest probability against the measured bar', () => {
    expect(isSure({ anger: 0.5, anxiety: 0.3, other: 0.2 }, { minLargest: 0.5 })).toBe(true);
    expect(isSure({ anger: 0.4, anxiety: 0.4, other: 0.2 }, { minLargest: 0.5 })).toBe(false);
  });
});
