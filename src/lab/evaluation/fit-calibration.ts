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
const ITERATIONS = 300;
const SMALLEST_GAIN = 1e-7;

type Parameters = readonly [logScale: number, anger: number, anxiety: number];

/**
 * Fits the scale and two biases of a calibration to labelled stretches: least negative log-likelihood, stretches
 * counting alike however long, held towards the calibration that there was. Gradient descent with back-tracking.
 */
export function fitCalibration(stretches: readonly LabelledStretch[], from: Calibration): Calibration {
  const start: Parameters = [Math.log(from.scale), from.bias[0] - from.bias[2], from.bias[1] - from.bias[2]];
  let at = start;
  let here = objective(stretches, at, start);
  let step = 1;
  for (let i = 0; i < ITERATIONS && step > 1e-6; i++) {
    const next = at.map((x, k) => x - step * here.slope[k]!) as unknown as Parameters;
    const there = objective(stretches, next, start);
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

function asCalibration([logScale, anger, anxiety]: Parameters): Calibration {
  return { scale: Math.exp(logScale), bias: [anger, anxiety, 0] };
}

/** Value and slope of what is to be least. */
function objective(stretches: readonly LabelledStretch[], at: Parameters, start: Parameters) {
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
