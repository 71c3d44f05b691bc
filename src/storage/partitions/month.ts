/** One month of UTC, as a partition holds it; times are milliseconds since the epoch. */
export type Month = {
  /** "2026_11": the end of the partition's name. */
  readonly name: string;
  readonly from: number;
  /** The first moment after it. */
  readonly to: number;
};

/** The month of a moment, or one that many months after it. */
export function monthOf(at: number, later = 0): Month {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + later];
  const from = Date.UTC(year, month);
  return {
    name: new Date(from).toISOString().slice(0, 7).replace('-', '_'),
    from,
    to: Date.UTC(year, month + 1),
  };
}

/** Every month from the one of the first moment to the one of the last. */
export function monthsBetween(first: number, last: number): readonly Month[] {
  const months: Month[] = [];
  for (let month = monthOf(first); month.from <= last; month = monthOf(month.to)) months.push(month);
  return months;
}
