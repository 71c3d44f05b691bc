import type { MyCall } from '../../storage/own-records/my-calls-routes.js';

/** The calls of one local day, newest first. */
export type CallDay = { readonly startMs: number; readonly calls: readonly MyCall[] };

/** Calls that come newest first, by local day: the newest day first. */
export function callsByDay(calls: readonly MyCall[]): readonly CallDay[] {
  const days = new Map<number, MyCall[]>();
  for (const call of calls) {
    const startMs = startOfDay(call.startedAt);
    const day = days.get(startMs);
    if (day === undefined) days.set(startMs, [call]);
    else day.push(call);
  }
  return [...days].map(([startMs, own]) => ({ startMs, calls: own }));
}

/** "2026-11-20" as a date field gives it → where that local day begins and ends; null = no date. */
export function spanOfDay(date: string): { readonly from: number; readonly to: number } | null {
  const [, year, month, day] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  if (year === undefined) return null;
  const from = new Date(Number(year), Number(month) - 1, Number(day));
  const to = new Date(Number(year), Number(month) - 1, Number(day) + 1);
  return { from: from.getTime(), to: to.getTime() };
}

function startOfDay(atMs: number): number {
  const day = new Date(atMs);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}
