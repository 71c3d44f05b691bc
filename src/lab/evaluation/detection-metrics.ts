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
