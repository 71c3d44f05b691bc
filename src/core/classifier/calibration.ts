import type { EmotionProbabilities } from './classifier.js';

/**
 * How the network's three outputs become probabilities: vector scaling (Guo et al. 2017, "On calibration of modern
 * neural networks"), softmax(scale · output + bias), fitted on people that the network never heard.
 * The order is anger, anxiety, other.
 */
export type Calibration = {
  readonly scale: number;
  readonly bias: readonly [number, number, number];
};

/** Applies a calibration to one row of outputs (natural-log odds up to a constant). */
export function calibrated(
  outputs: readonly [number, number, number],
  { scale, bias }: Calibration,
): EmotionProbabilities {
  const scores = outputs.map((value, i) => scale * value + bias[i]!) as [number, number, number];
  const top = Math.max(...scores);
  const [anger, anxiety, other] = scores.map((score) => Math.exp(score - top)) as [number, number, number];
  const sum = anger + anxiety + other;
  return { anger: anger / sum, anxiety: anxiety / sum, other: other / sum };
}

/**
 * The rule for "not sure", measured on people not trained on: below this largest probability the answer is wrong
 * too often to be told.
 */
export type SureRule = { readonly minLargest: number };

export function isSure({ anger, anxiety, other }: EmotionProbabilities, rule: SureRule): boolean {
  return Math.max(anger, anxiety, other) >= rule.minLargest;
}
