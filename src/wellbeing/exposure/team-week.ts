import { groupBy } from '../../storage/group-by.js';
import type { Piece } from './disclosure.js';
import type { ExposureCall, ExposureReset } from './exposure-call.js';
import type { WeekUniverse } from './numbers.js';

/** A break is at least this long without a call after a hard one; the end of the working day is one too. */
export const BREAK_MS = 3 * 60_000;

export const MINUTE_MS = 60_000;

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
