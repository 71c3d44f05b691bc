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
