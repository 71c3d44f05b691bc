import { expect, it } from 'vitest';
import type { MyCall } from '../../../src/storage/own-records/my-calls-routes.js';
import { mondayOf, weeklyTrend } from '../../../src/web/my-calls/weekly-trend.js';

function call(startedAt: number, strain: number, talkShare: number | null): MyCall {
  const ownFacts =
    talkShare === null ? null : { talkShare, agentOverlaps: 2, medianResponseLatencyMs: 1_500 };
  return { startedAt, strain, ownFacts, cues: [], resets: [] } as unknown as MyCall;
}

const monday = new Date(2026, 9, 19).getTime();

it('gives the median of each local week, oldest first', () => {
  const weeks = weeklyTrend([
    call(new Date(2026, 9, 26, 9).getTime(), 50, null),
    call(new Date(2026, 9, 25, 23, 59).getTime(), 10, 0.5),
    call(monday, 20, 0.4),
    call(new Date(2026, 9, 21).getTime(), 90, 0.7),
  ]);
  expect(weeks.map(({ mondayMs }) => mondayMs)).toEqual([monday, new Date(2026, 9, 26).getTime()]);
  expect(weeks[0]?.medians).toEqual({ strain: 20, talkShare: 50, overlaps: 2, latency: 1.5 });
  expect(weeks[1]?.medians).toEqual({ strain: 50, talkShare: null, overlaps: null, latency: null });
});

it('takes the mean of the two in the middle of an even number', () => {
  expect(weeklyTrend([call(monday, 20, null), call(monday, 30, null)])[0]?.medians.strain).toBe(25);
});

it('begins weeks on the local Monday, also where the clocks change', () => {
  for (let day = 19; day <= 25; day++) {
    expect(mondayOf(new Date(2026, 9, day, 13).getTime())).toBe(monday);
  }
});
