import type { EmotionProbabilities } from './classifier.js';

const FLOOR = 1e-6;

/** Mean of the logarithms of two opinions, brought back to a sum of one: where both are sure, so is the mean. */
export function fused(first: EmotionProbabilities, second: EmotionProbabilities): EmotionProbabilities {
  const mean = (name: keyof EmotionProbabilities) =>
    Math.sqrt(Math.max(FLOOR, first[name]) * Math.max(FLOOR, second[name]));
  const [anger, anxiety, other] = [mean('anger'), mean('anxiety'), mean('other')];
  const sum = anger + anxiety + other;
  return { anger: anger / sum, anxiety: anxiety / sum, other: other / sum };
}
