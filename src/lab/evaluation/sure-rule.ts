import { type Calibration, calibrated, type SureRule } from '../../core/classifier/calibration.js';
import { EMOTION_CLASSES } from '../corpus/emotion-label.js';
import type { LabelledStretch } from './calibration-loss.js';

/** "Not sure" below the largest probability from which the answer is right this often. */
const WANTED_RIGHT = 0.8;
/** A bar that keeps fewer stretches is not judged. */
const LEAST_KEPT = 20;

/** The lowest bar above which answers are right often enough. */
export function sureRule(stretches: readonly LabelledStretch[], calibration: Calibration): SureRule {
  const judged = stretches.map(({ truth, outputs }) => {
    const rows = outputs.map((row) => calibrated(row, calibration));
    const means = EMOTION_CLASSES.map((name) => rows.reduce((sum, row) => sum + row[name], 0) / rows.length);
    const largest = Math.max(...means);
    return { largest, right: means.indexOf(largest) === truth };
  });
  for (let bar = 0.34; bar < 0.95; bar += 0.01) {
    const kept = judged.filter(({ largest }) => largest >= bar);
    if (kept.length >= LEAST_KEPT && kept.filter(({ right }) => right).length >= WANTED_RIGHT * kept.length) {
      return { minLargest: Number(bar.toFixed(2)) };
    }
  }
  return { minLargest: 0.95 };
}
