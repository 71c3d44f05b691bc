import { describe, expect, it } from 'vitest';
import { calibrateOn } from '../../../src/lab/evaluation/calibrate-model.js';
import { type LabelledStretch, logLoss } from '../../../src/lab/evaluation/calibration-loss.js';
import { fitCalibration } from '../../../src/lab/evaluation/fit-calibration.js';
import { seededRandom } from '../../../src/lab/random/seeded-random.js';

const PLAIN = { scale: 1, bias: [0, 0, 0] } as const;

/**
 * Stretches whose truth is drawn from softmax(scale · outputs + bias): a fit must find that scale and bias again.
 */
function drawn(count: number, scale: number, bias: readonly [number, number, number]): LabelledStretch[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, i) => {
    const outputs = [4 * random() - 2, 4 * random() - 2, 4 * random() - 2] as const;
    const odds = outputs.map((value, k) => Math.exp(scale * value + bias[k]!));
    let draw = random() * odds.reduce((sum, odd) => sum + odd, 0);
    let truth = 0;
    for (; truth < 2 && draw > odds[truth]!; truth++) draw -= odds[truth]!;
    return { call: `call-${i % 8}`, truth: truth as 0 | 1 | 2, outputs: [outputs] };
  });
}

describe('fitCalibration', () => {
  it('finds the scale and the biases that the truth was drawn with', () => {
    const fitted = fitCalibration(drawn(6000, 2, [-1, 0.5, 0]), PLAIN);
    expect(fitted.scale).toBeGreaterThan(1.85);
    expect(fitted.scale).toBeLessThan(2.15);
    expect(fitted.bias[0]).toBeCloseTo(-1, 0);
    expect(fitted.bias[1]).toBeCloseTo(0.5, 0);
  });

  it('lowers the loss, and leaves what is right alone', () => {
    const off = drawn(300, 0.4, [0.8, 0, 0]);
    expect(logLoss(off, fitCalibration(off, PLAIN))).toBeLessThan(logLoss(off, PLAIN));
    expect(fitCalibration(drawn(6000, 1, [0, 0, 0]), PLAIN).scale).toBeCloseTo(1, 1);
  });
});

describe('calibrateOn', () => {
  it('improves on calls left out of the fit', () => {
    const result = calibrateOn(drawn(400, 0.4, [0.8, -0.5, 0]), PLAIN);
    expect(result.logLossAfter).toBeLessThan(result.logLossBefore);
    expect(result.calls).toBe(8);
  });

  it('refuses too little data, saying what it found', () => {
    expect(() => calibrateOn(drawn(30, 1, [0, 0, 0]), PLAIN)).toThrow(/of anger, \d+ of anxiety/);
  });

  it('refuses a fit that is no better', () => {
    // Each call is of one class and the network says nothing: whatever the others teach is wrong for the one left out.
    const stretches = Array.from({ length: 120 }, (_, i) => ({
      call: `call-${i % 6}`,
      truth: (i % 3) as 0 | 1 | 2,
      outputs: [[0, 0, 0] as const],
    }));
    expect(() => calibrateOn(stretches, PLAIN)).toThrow(/no better than before/);
  });
});
