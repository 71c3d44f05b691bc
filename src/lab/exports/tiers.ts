import type { Interval, Tier } from './call-analysis.js';

const ORDER: readonly Tier[] = ['caller', 'agent', 'mixed', 'overlap', 'mood', 'cue'];

/** The intervals by tier, in the order in which people read them; tiers without any are left out. */
export function tiersOf(
  intervals: readonly Interval[],
): ReadonlyArray<{ readonly tier: Tier; readonly intervals: readonly Interval[] }> {
  return ORDER.map((tier) => ({
    tier,
    intervals: intervals.filter((interval) => interval.tier === tier),
  })).filter((row) => row.intervals.length > 0);
}

/** What an interval is called where there is one text: the label, and the reason of a cue. */
export function textOf({ label, reason }: Interval): string {
  return reason === null ? label : `${label}: ${reason}`;
}
