import type { Database } from '../../storage/database.js';
import { agentName, CENTRE_SHIFTS, type CentrePlan, teamId } from './centre-plan.js';
import { RowBatch } from './row-batch.js';

const DAY_MS = 86_400_000;

const TEAM_NAMES = [
  'Billing',
  'Cards',
  'Claims',
  'Deliveries',
  'Faults',
  'Loans',
  'Meters',
  'Moves',
  'Outages',
  'Tariffs',
];

/** Teams with two shifts each, and agents dealt out to them in turn. */
export async function writeCentrePeople(db: Database, plan: CentrePlan, startMs: number): Promise<void> {
  const { tenant } = plan;
  const rows = new RowBatch();
  for (let team = 0; team < plan.teams; team += 1) {
    const team_id = teamId(team);
    rows.add('teams', { tenant, team_id, name: teamName(team), time_zone: 'UTC', updated_at: startMs });
    for (const { id, name, startHour } of CENTRE_SHIFTS)
      rows.add('shifts', {
        tenant,
        team_id,
        shift_id: id,
        name,
        weekdays: '1234567',
        start_minute: startHour * 60,
        end_minute: (startHour + 8) * 60,
      });
  }
  for (let agent = 0; agent < plan.agents; agent += 1) {
    const agent_id = agentName(plan, agent);
    rows.add('agents', { tenant, agent_id, external_id: null, active: 1, updated_at: startMs });
    const team_id = teamId(agent % plan.teams);
    rows.add('memberships', { tenant, team_id, agent_id, from_at: startMs - DAY_MS, to_at: null });
  }
  await rows.write(db);
}

function teamName(team: number): string {
  const round = Math.floor(team / TEAM_NAMES.length) + 1;
  return `${TEAM_NAMES[team % TEAM_NAMES.length]}${round === 1 ? '' : ` ${round}`}`;
}
