import type { Calibration } from '../../core/classifier/calibration.js';
import {
  asCalibration,
  type CalibrationParameters,
  heldLoss,
  type LabelledStretch,
} from './calibration-loss.js';

const ITERATIONS = 300;
const SMALLEST_GAIN = 1e-7;

/**
 * Fits the scale and two biases of a calibration to labelled stretches: least negative log-likelihood, stretches
 * counting alike however long, held towards the calibration that there was. Gradient descent with back-tracking.
 */
export function fitCalibration(stretches: readonly LabelledStretch[], from: Calibration): Calibration {
  const start: CalibrationParameters = [
    Math.log(from.scale),
    from.bias[0] - from.bias[2],
    from.bias[1] - from.bias[2],
  ];
  let at = start;
  let here = heldLoss(stretches, at, start);
  let step = 1;
  for (let i = 0; i < ITERATIONS && step > 1e-6; i++) {
    const next = at.map((x, k) => x - step * here.slope[k]!) as unknown as CalibrationParameters;
    const there = heldLoss(stretches, next, start);
    const gain = here.value - there.value;
    if (gain <= 0) step /= 2;
    else {
      at = next;
      here = there;
      step *= 1.3;
      if (gain < SMALLEST_GAIN) break;
    }
  }
  return asCalibration(at);
}
