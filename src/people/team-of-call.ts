import type { Membership, Rota } from './rota.js';
import { coversHour } from './shift-segments.js';
import { hourOfWeek } from './week-calendar.js';

/**
 * The one team in which a call of this agent counts. An agent in two teams counts where a shift is on at that hour;
 * where both or neither are on, in the team they have been in longest. So no call is in two teams' numbers, and the
 * difference of two teams is never one person.
 */
export function teamOfCall(rota: Rota): (agentId: string, at: number) => string | null {
  const byAgent = new Map<string, Membership[]>();
  for (const row of rota.memberships) {
    const known = byAgent.get(row.agentId);
    if (known === undefined) byAgent.set(row.agentId, [row]);
    else known.push(row);
  }
  for (const rows of byAgent.values()) rows.sort((a, b) => a.from - b.from || (a.teamId < b.teamId ? -1 : 1));
  return (agentId, at) => {
    const current = (byAgent.get(agentId) ?? []).filter(
      (row) => row.from <= at && (row.to === null || row.to > at),
    );
    if (current.length < 2) return current[0]?.teamId ?? null;
    const onShift = current.filter(({ teamId }) => {
      const team = rota.teams.get(teamId);
      if (team === undefined) return false;
      const hour = hourOfWeek(at, team.timeZone);
      return team.shifts.some((shift) => coversHour(shift, hour));
    });
    return (onShift[0] ?? current[0])?.teamId ?? null;
  };
}
