import type { RatioSums } from './measure-sums.js';
import type { Measure } from './measures.js';

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
 * The value of a measure over some published cells. A ratio's standard error is the one of a ratio estimator over
 * clusters, the cells being the clusters (Cochran, Sampling Techniques, 1977, section 6.4): it says how much hours,
 * weeks and teams differ, not how people do.
 */
export function measureValue(measure: Measure, sums: RatioSums): MeasureValue | 'hidden' | 'no-calls' {
  const { cells, top, bottom } = sums;
  if (cells === 0) return 'hidden';
  if (measure.denominator === null) return { value: top, low: null, high: null, cells };
  if (bottom <= 0) return 'no-calls';
  const value = top / bottom;
  if (cells < LEAST_CELLS) return { value, low: null, high: null, cells };
  const squares = sums.topSquares - 2 * value * sums.products + value ** 2 * sums.bottomSquares;
  const error = Math.sqrt((cells / (cells - 1)) * Math.max(0, squares)) / bottom;
  const most = measure.unit === 'share' ? 1 : Number.POSITIVE_INFINITY;
  return {
    value,
    low: Math.max(0, value - Z_95 * error),
    high: Math.min(most, value + Z_95 * error),
    cells,
  };
}
