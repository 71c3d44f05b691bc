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

function startOfDay(atMs: number): number {
  const day = new Date(atMs);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}
