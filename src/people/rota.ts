import { groupBy } from '../storage/group-by.js';
import type { LeadSource } from '../storage/lead-source.js';
import type { Span } from '../storage/own-records/own-cues.js';
import { coversHour, type Shift } from './shift-segments.js';
import { hourOfWeek } from './week-calendar.js';

export type Team = {
  readonly teamId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
};

export type Membership = {
  readonly teamId: string;
  readonly agentId: string;
  readonly from: number;
  /** Null = still there. */
  readonly to: number | null;
};

/** Who was in which team when, and when the teams work. */
export type Rota = {
  readonly teams: ReadonlyMap<string, Team>;
  readonly memberships: readonly Membership[];
};

export async function readRota(source: LeadSource, tenant: string): Promise<Rota> {
  const teams = await source.selectFrom('teams').selectAll().where('tenant', '=', tenant).execute();
  const shifts = await source.selectFrom('shifts').selectAll().where('tenant', '=', tenant).execute();
  const shiftsOf = groupBy(shifts, ({ team_id }) => team_id);
  const members = await source.selectFrom('memberships').selectAll().where('tenant', '=', tenant).execute();
  return {
    teams: new Map(
      teams.map((team) => [
        team.team_id,
        {
          teamId: team.team_id,
          name: team.name,
          timeZone: team.time_zone,
          shifts: (shiftsOf.get(team.team_id) ?? []).map((shift) => ({
            shiftId: shift.shift_id,
            name: shift.name,
            weekdays: [...shift.weekdays].map(Number),
            startMinute: shift.start_minute,
            endMinute: shift.end_minute,
          })),
        },
      ]),
    ),
    memberships: members.map((row) => ({
      teamId: row.team_id,
      agentId: row.agent_id,
      from: row.from_at,
      to: row.to_at,
    })),
  };
}

/** Agents who were in the team at any time of the span. */
export function membersDuring(rota: Rota, teamId: string, span: Span): readonly string[] {
  const own = rota.memberships.filter(
    (row) => row.teamId === teamId && row.from < span.to && (row.to === null || row.to > span.from),
  );
  return [...new Set(own.map(({ agentId }) => agentId))];
}

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
