import { groupBy } from '../storage/group-by.js';
import type { LeadSource } from '../storage/lead-source.js';
import type { Rota } from './rota.js';

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
