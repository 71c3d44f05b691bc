import { HOURS_A_WEEK } from '../../people/week-calendar.js';
import { groupBy } from '../../storage/group-by.js';
import type { Piece } from './disclosure.js';
import type { SlotTrait, WeekUniverse } from './numbers.js';
import type { HourlyPieces } from './slots.js';

/** One call as exposure counts it: the caller's side and the line alone. */
export type ExposureCall = {
  readonly agentId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Local hour of the week in which it began, and the local day as a number that only compares. */
  readonly hour: number;
  readonly day: number;
  /** False where the emotion in the caller's voice could not be heard: no notice, objection, mixed channel. */
  readonly heard: boolean;
  readonly customerSpeechMs: number;
  readonly tenseMs: number;
  readonly deadAirMs: number;
  readonly hard: boolean;
  /** Recovery of each tense stretch in milliseconds; null = the call ended first. */
  readonly recoveriesMs: readonly (number | null)[];
};

export type ExposureReset = {
  readonly agentId: string;
  readonly answer: 'taken' | 'skipped' | 'unanswered';
};

/** A break is at least this long without a call after a hard one; the end of the working day is one too. */
export const BREAK_MS = 3 * 60_000;

const MINUTE_MS = 60_000;

/** Caller speech by hour of the week, tense and other. */
export function speechByHour(calls: readonly ExposureCall[]): HourlyPieces<SlotTrait> {
  const hourly: Piece<SlotTrait>[][] = Array.from({ length: HOURS_A_WEEK }, () => []);
  for (const { agentId, hour, heard, customerSpeechMs, tenseMs } of calls) {
    if (!heard) continue;
    const tense = Math.min(tenseMs, customerSpeechMs);
    hourly[hour]?.push(
      { agentId, amount: tense / MINUTE_MS, traits: ['tense'] },
      { agentId, amount: (customerSpeechMs - tense) / MINUTE_MS, traits: [] },
    );
  }
  return hourly;
}

/** The pieces of a team's week, by universe. */
export function weekPieces(
  calls: readonly ExposureCall[],
  resets: readonly ExposureReset[],
): Readonly<Record<WeekUniverse, readonly Piece<string>[]>> {
  const heard = calls.filter((call) => call.heard);
  const stretches = heard.flatMap(({ agentId, recoveriesMs }) =>
    recoveriesMs.map((recoveryMs) => ({ agentId, recoveryMs })),
  );
  return {
    calls: callPieces(calls),
    time: heard.flatMap(({ agentId, startedAt, endedAt, deadAirMs }) => {
      const quiet = Math.min(deadAirMs, endedAt - startedAt);
      return [
        { agentId, amount: quiet / MINUTE_MS, traits: ['quiet'] },
        { agentId, amount: (endedAt - startedAt - quiet) / MINUTE_MS, traits: [] },
      ];
    }),
    episodes: stretches.map(({ agentId, recoveryMs }) => ({
      agentId,
      amount: 1,
      traits: recoveryMs === null ? [] : ['recovered'],
    })),
    recovery: stretches.flatMap(({ agentId, recoveryMs }) =>
      recoveryMs === null ? [] : [{ agentId, amount: recoveryMs / MINUTE_MS, traits: [] }],
    ),
    resets: resets.map(({ agentId, answer }) => ({ agentId, amount: 1, traits: [answer] })),
  };
}

/** Every heard call, marked by what came before and after it on the same agent's same day. */
function callPieces(calls: readonly ExposureCall[]): readonly Piece<string>[] {
  const days = groupBy(calls, ({ agentId, day }) => `${day}:${agentId}`);
  return [...days.values()].flatMap((day) => {
    const inOrder = [...day].sort((a, b) => a.startedAt - b.startedAt);
    return inOrder.flatMap((call, index) => {
      if (!call.heard) return [];
      const traits: string[] = [];
      const next = inOrder[index + 1];
      if (call.hard) traits.push('hard');
      if (call.hard && (next === undefined || next.startedAt - call.endedAt >= BREAK_MS))
        traits.push('hard-with-break');
      if (call.hard && inOrder[index - 1]?.hard === true) traits.push('hard-after-hard');
      return [{ agentId: call.agentId, amount: 1, traits }];
    });
  });
}
