import { type Calibration, calibrated } from '../../core/classifier/calibration.js';
import { EMOTION_CLASSES } from '../corpus/emotion-label.js';

/** One labelled stretch: the network's outputs for its windows, and which class it is (0 anger, 1 anxiety, 2 other). */
export type LabelledStretch = {
  readonly call: string;
  readonly truth: 0 | 1 | 2;
  readonly outputs: readonly (readonly [number, number, number])[];
};

/** How strongly the fit is held to the shipped calibration: as if that many stretches had agreed with it. */
const HELD_BY_STRETCHES = 4;

/** What is fitted: the logarithm of the scale, and the biases of anger and anxiety; the third bias is 0. */
export type CalibrationParameters = readonly [logScale: number, anger: number, anxiety: number];

/** Mean negative log-likelihood of stretches under a calibration, in nats. */
export function logLoss(stretches: readonly LabelledStretch[], calibration: Calibration): number {
  let sum = 0;
  for (const { truth, outputs } of stretches) {
    let mean = 0;
    for (const row of outputs) mean += calibrated(row, calibration)[EMOTION_CLASSES[truth]] / outputs.length;
    sum -= Math.log(Math.max(mean, 1e-12));
  }
  return sum / stretches.length;
}

export function asCalibration([logScale, anger, anxiety]: CalibrationParameters): Calibration {
  return { scale: Math.exp(logScale), bias: [anger, anxiety, 0] };
}

/** The loss that the fit makes least, and its slope: log-likelihood, and the distance from where it started. */
export function heldLoss(
  stretches: readonly LabelledStretch[],
  at: CalibrationParameters,
  start: CalibrationParameters,
) {
  const { scale, bias } = asCalibration(at);
  const hold = HELD_BY_STRETCHES / stretches.length;
  const slope = at.map((x, k) => hold * (x - start[k]!));
  let value = at.reduce((sum, x, k) => sum + 0.5 * hold * (x - start[k]!) ** 2, 0);
  for (const { truth, outputs } of stretches) {
    const share = 1 / (stretches.length * outputs.length);
    for (const row of outputs) {
      const p = Object.values(calibrated(row, { scale, bias }));
      value -= share * Math.log(Math.max(p[truth]!, 1e-12));
      for (let k = 0; k < 3; k++) {
        const off = share * (p[k]! - (k === truth ? 1 : 0));
        slope[0]! += off * scale * row[k]!;
        if (k < 2) slope[k + 1]! += off;
      }
    }
  }
  return { value, slope };
}
