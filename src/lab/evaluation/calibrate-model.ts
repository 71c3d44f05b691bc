import type { Calibration, SureRule } from '../../core/classifier/calibration.js';
import { EvenkeelError } from '../../errors.js';
import { EMOTION_CLASSES } from '../corpus/emotion-label.js';
import { type LabelledStretch, logLoss } from './calibration-loss.js';
import { fitCalibration } from './fit-calibration.js';
import { sureRule } from './sure-rule.js';

/** Less than this says more about chance than about the site. */
const LEAST = { calls: 5, ofEachClass: 20 };

export type SiteCalibration = {
  readonly calibration: Calibration;
  readonly sure: SureRule;
  readonly calls: number;
  readonly stretches: number;
  /** Mean negative log-likelihood in nats on calls left out of the fit, with the old calibration and the new one. */
  readonly logLossBefore: number;
  readonly logLossAfter: number;
};

/**
 * Re-fits calibration and the bar for "not sure" on a site's own labelled stretches; the network stays as it is.
 * Errors: `calibration.too-little-data`, and `calibration.no-better` where calls left out of the fit are judged worse
 * than before.
 */
export function calibrateOn(stretches: readonly LabelledStretch[], from: Calibration): SiteCalibration {
  const calls = [...new Set(stretches.map(({ call }) => call))];
  const counts = EMOTION_CLASSES.map((_, k) => stretches.filter(({ truth }) => truth === k).length);
  if (calls.length < LEAST.calls || counts.some((count) => count < LEAST.ofEachClass)) {
    const found = EMOTION_CLASSES.map((name, k) => `${counts[k]} of ${name}`).join(', ');
    throw new EvenkeelError('calibration.too-little-data', `Found ${found}, in ${calls.length} calls.`);
  }
  let before = 0;
  let after = 0;
  for (const call of calls) {
    const held = stretches.filter((stretch) => stretch.call === call);
    const rest = stretches.filter((stretch) => stretch.call !== call);
    before += logLoss(held, from) * held.length;
    after += logLoss(held, fitCalibration(rest, from)) * held.length;
  }
  const judged = { logLossBefore: before / stretches.length, logLossAfter: after / stretches.length };
  if (judged.logLossAfter >= judged.logLossBefore) {
    const found = `${judged.logLossBefore.toFixed(3)} before, ${judged.logLossAfter.toFixed(3)} after.`;
    throw new EvenkeelError('calibration.no-better', found);
  }
  const calibration = fitCalibration(stretches, from);
  return {
    calibration,
    sure: sureRule(stretches, calibration),
    calls: calls.length,
    stretches: stretches.length,
    ...judged,
  };
}
