import type { Measure } from './measures.js';
import type { Numbers } from './numbers.js';

/** A measure over some published cells. `low` and `high`: 95 % interval, null where too few cells tell. */
export type MeasureValue = {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Published cells that it rests on. */
  readonly cells: number;
};

/**
 * Why there is no number.
 * - `hidden`: too few people worked, or the number would tell about one of them;
 * - `no-calls`: a published group of k or more worked, and there is nothing to count;
 * - `pending`: not published.
 */
export type Absence = 'hidden' | 'no-calls' | 'pending';
export type Shown = MeasureValue | Absence;

/** The value where there is one. */
export function valueIfShown(shown: Shown | undefined): MeasureValue | null {
  return typeof shown === 'object' ? shown : null;
}

/** Two cells are not enough to say how much cells differ. */
const LEAST_CELLS = 3;
const Z_95 = 1.96;

/**
 * Sums the numbers of the cells in which none is suppressed. A ratio's standard error is the one of a ratio
 * estimator over clusters, the cells being the clusters (Cochran, Sampling Techniques, 1977, section 6.4):
 * it says how much hours, weeks and teams differ, not how people do.
 */
export function measureValue(
  measure: Measure,
  cells: readonly Numbers[],
): MeasureValue | 'hidden' | 'no-calls' {
  const pairs = cells.flatMap((numbers) => {
    const numerator = numbers[measure.numerator] ?? null;
    const denominator = measure.denominator === null ? 1 : (numbers[measure.denominator] ?? null);
    return numerator === null || denominator === null ? [] : [{ numerator, denominator }];
  });
  if (pairs.length === 0) return 'hidden';
  const top = pairs.reduce((sum, { numerator }) => sum + numerator, 0);
  if (measure.denominator === null) return { value: top, low: null, high: null, cells: pairs.length };
  const bottom = pairs.reduce((sum, { denominator }) => sum + denominator, 0);
  if (bottom <= 0) return 'no-calls';
  const value = top / bottom;
  const n = pairs.length;
  if (n < LEAST_CELLS) return { value, low: null, high: null, cells: n };
  const squares = pairs.reduce(
    (sum, { numerator, denominator }) => sum + (numerator - value * denominator) ** 2,
    0,
  );
  const error = Math.sqrt((n / (n - 1)) * squares) / bottom;
  const most = measure.unit === 'share' ? 1 : Number.POSITIVE_INFINITY;
  return {
    value,
    low: Math.max(0, value - Z_95 * error),
    high: Math.min(most, value + Z_95 * error),
    cells: n,
  };
}
