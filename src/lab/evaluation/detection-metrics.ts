/** Area under the ROC curve: the chance that a positive scores above a negative, ties counting half. null without both. */
export function areaUnderCurve(scores: readonly number[], positive: readonly boolean[]): number | null {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const positives = positive.filter(Boolean).length;
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let rankSum = 0;
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && scores[order[end]!] === scores[order[i]!]) end++;
    const rank = (i + 1 + end) / 2;
    for (; i < end; i++) if (positive[order[i]!]) rankSum += rank;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * Expected calibration error of a binary probability: the mean distance of what was said from what was so, over
 * bins of equal mass (Naeini et al. 2015; Nguyen & O'Connor 2015). null for no clips.
 */
export function calibrationError(
  probabilities: readonly number[],
  positive: readonly boolean[],
  bins = 10,
): number | null {
  const count = probabilities.length;
  if (count === 0) return null;
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[a]! - probabilities[b]!);
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const members = order.slice(Math.floor((bin * count) / bins), Math.floor(((bin + 1) * count) / bins));
    let gap = 0;
    for (const i of members) gap += probabilities[i]! - (positive[i] ? 1 : 0);
    error += Math.abs(gap);
  }
  return error / count;
}

/** Multi-class Brier score: mean squared distance of the probabilities from the truth, 0 … 2. null for no clips. */
export function brierScore(
  probabilities: readonly (readonly number[])[],
  truth: readonly number[],
): number | null {
  if (truth.length === 0) return null;
  let sum = 0;
  for (const [i, row] of probabilities.entries()) {
    for (const [k, p] of row.entries()) sum += (p - (truth[i] === k ? 1 : 0)) ** 2;
  }
  return sum / truth.length;
}

/** Mean over classes of the share of their clips that were recognised; null where a class is missing. */
export function unweightedAverageRecall(
  decided: readonly number[],
  truth: readonly number[],
  classes: number,
): number | null {
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    const members = truth.flatMap((label, i) => (label === k ? [i] : []));
    if (members.length === 0) return null;
    sum += members.filter((i) => decided[i] === k).length / members.length;
  }
  return sum / classes;
}

/** Mean of what is known; null where nothing is. */
export function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
