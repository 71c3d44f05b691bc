import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import type { Span } from '../storage/own-records/own-cues.js';

/** An ISO week of a team's own time zone, "2026-W12": Monday 00:00 to Monday 00:00, local. */
export type Week = string;

export const HOURS_A_WEEK = 168;

export function weekOf(atMs: number, timeZone: string): Week {
  return DateTime.fromMillis(atMs, { zone: timeZone }).toFormat("kkkk-'W'WW");
}

/** The week as a stretch of real time: 167 or 169 hours long where the clocks change. */
export function weekSpan(week: Week, timeZone: string): Span {
  const start = DateTime.fromISO(week, { zone: timeZone });
  return { from: start.toMillis(), to: start.plus({ weeks: 1 }).toMillis() };
}

export function nextWeek(week: Week, by = 1): Week {
  return DateTime.fromISO(week, { zone: 'utc' }).plus({ weeks: by }).toFormat("kkkk-'W'WW");
}

/** Local hour since Monday 00:00, 0..167. The hour that clocks repeat in autumn is one hour here. */
export function hourOfWeek(atMs: number, timeZone: string): number {
  const at = DateTime.fromMillis(atMs, { zone: timeZone });
  return (at.weekday - 1) * 24 + at.hour;
}

/** Weeks in fours, for what is too rare for one week; W53 belongs to the last four. "2026-B03" = W09 to W12. */
export function blockOf(week: Week): string {
  const [year, number] = week.split('-W');
  const block = Math.min(13, Math.ceil(Number(number) / 4));
  return `${year}-B${String(block).padStart(2, '0')}`;
}

export function weeksOfBlock(block: string): readonly Week[] {
  const [year, number] = block.split('-B');
  const first = (Number(number) - 1) * 4 + 1;
  const last = Number(number) === 13 ? weeksInYear(Number(year)) : first + 3;
  return Array.from(
    { length: last - first + 1 },
    (_, index) => `${year}-W${String(first + index).padStart(2, '0')}`,
  );
}

/** The month of a week, "2026-03": where its Thursday falls, so that a month is whole weeks (ISO 8601's rule for years). */
export function monthOf(week: Week): string {
  return DateTime.fromISO(week, { zone: 'utc' }).plus({ days: 3 }).toFormat('yyyy-MM');
}

/** Names that a file repeats on every line; asking the calendar for one costs as much as reading ten lines. */
const knownZones = new LRUCache<string, boolean>({ max: 1_000 });

export function isTimeZone(name: string): boolean {
  let known = knownZones.get(name);
  if (known === undefined) {
    known = DateTime.local({ zone: name }).isValid;
    knownZones.set(name, known);
  }
  return known;
}

function weeksInYear(year: number): number {
  return DateTime.utc(year, 7).weeksInWeekYear;
}
