import type { OwnMeasure } from '../../i18n/texts/my-calls-texts.js';
import type { MyCall } from '../../storage/own-records/my-calls-routes.js';

/** A week of one's own calls: the local Monday it begins on, and the median of each measure. */
export type OwnWeek = {
  readonly mondayMs: number;
  readonly medians: Readonly<Record<OwnMeasure, number | null>>;
};

/** What each measure reads from a call, in the unit that is shown; null = not measured there. */
const MEASURES: Readonly<Record<OwnMeasure, (call: MyCall) => number | null>> = {
  strain: ({ strain }) => strain,
  talkShare: ({ ownFacts }) => percent(ownFacts?.talkShare ?? null),
  overlaps: ({ ownFacts }) => ownFacts?.agentOverlaps ?? null,
  latency: ({ ownFacts }) => seconds(ownFacts?.medianResponseLatencyMs ?? null),
};

/** Calls by local week, oldest first; weeks without calls are not made up. */
export function weeklyTrend(calls: readonly MyCall[]): readonly OwnWeek[] {
  const weeks = new Map<number, MyCall[]>();
  for (const call of calls) {
    const monday = mondayOf(call.startedAt);
    weeks.set(monday, [...(weeks.get(monday) ?? []), call]);
  }
  return [...weeks]
    .sort(([one], [other]) => one - other)
    .map(([mondayMs, own]) => ({
      mondayMs,
      medians: {
        strain: medianOf(own, 'strain'),
        talkShare: medianOf(own, 'talkShare'),
        overlaps: medianOf(own, 'overlaps'),
        latency: medianOf(own, 'latency'),
      },
    }));
}

/** Start of the local Monday of that week. */
export function mondayOf(atMs: number): number {
  const day = new Date(atMs);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return day.getTime();
}

function medianOf(calls: readonly MyCall[], measure: OwnMeasure): number | null {
  const values = calls.flatMap((call) => MEASURES[measure](call) ?? []).sort((one, other) => one - other);
  const middle = Math.floor(values.length / 2);
  const upper = values[middle];
  if (upper === undefined) return null;
  return values.length % 2 === 1 ? upper : (upper + values[middle - 1]!) / 2;
}

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}
