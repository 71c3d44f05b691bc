import { type MoodOptions, withThresholds } from '../../core/call/mood-options.js';
import type { PolicyOptions } from '../../core/cues/coaching-options.js';
import { cueFigures, type ObservedScenario, unrestrained } from './cue-figures.js';

/** Recall against false cues at one threshold. */
export type OperatingPoint = {
  /** Multiple of the shipped thresholds of anger and of anxiety. */
  readonly scale: number;
  readonly angerRecall: number | null;
  readonly anxietyRecall: number | null;
  readonly calmPerHour: number | null;
  readonly happyPerHour: number | null;
  readonly shipped: boolean;
};

/** Multiples of the shipped thresholds. */
const SCALES = [0.25, 0.35, 0.5, 0.65, 0.8, 1, 1.25, 1.5, 2, 3, 4];

/** The operating curve over the thresholds of tension, all else as shipped. */
export function operatingCurve(
  scenarios: readonly ObservedScenario[],
  mood: MoodOptions,
  policy: PolicyOptions,
): readonly OperatingPoint[] {
  return SCALES.map((scale) => {
    const at = withThresholds(mood, {
      angerAtNats: mood.anger.atNats * scale,
      anxietyAtNats: mood.anxiety.atNats * scale,
    });
    const raised = cueFigures(scenarios, at, policy);
    const free = cueFigures(scenarios, at, unrestrained(policy));
    return {
      scale,
      angerRecall: raised.anger.recall,
      anxietyRecall: raised.anxiety.recall,
      calmPerHour: free.calm.perHour,
      happyPerHour: free.happy.perHour,
      shipped: scale === 1,
    };
  });
}
