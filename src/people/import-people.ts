import type { Transaction } from 'kysely';
import { recordAudit } from '../storage/audit/audit-trail.js';
import type { Database } from '../storage/database.js';
import { groupBy } from '../storage/group-by.js';
import type { Tables } from '../storage/tables.js';
import type { MembershipLine, ShiftLine } from './people-csv.js';

export type PeopleImport = {
  readonly tenant: string;
  /** Who asked for it; absent = whoever has the database. */
  readonly by?: string;
  readonly people: readonly MembershipLine[];
  readonly shifts: readonly ShiftLine[];
};

/** What an import did, or would do. */
export type ImportReport = {
  readonly dryRun: boolean;
  readonly teams: number;
  readonly agents: number;
  readonly joined: number;
  readonly left: number;
  readonly shifts: number;
};

class DryRun extends Error {
  constructor(readonly report: ImportReport) {
    super('dry run');
  }
}

/**
 * Adds and updates; people who are not in the file stay unchanged. Weeks that are published already do not change.
 * All lines or none: a dry run does the same work and rolls it back.
 */
export async function importPeople(
  db: Database,
  wanted: PeopleImport,
  now: number,
  dryRun: boolean,
): Promise<ImportReport> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const report = { ...(await importLines(transaction, wanted, now)), dryRun };
      if (dryRun) throw new DryRun(report);
      const { dryRun: _, ...details } = report;
      await recordAudit(transaction, {
        tenant: wanted.tenant,
        at: now,
        actor: 'admin',
        ...(wanted.by !== undefined && { by: wanted.by }),
        action: 'people.import',
        subject: null,
        details,
      });
      return report;
    });
  } catch (cause) {
    if (cause instanceof DryRun) return cause.report;
    throw cause;
  }
}

async function importLines(
  transaction: Transaction<Tables>,
  { tenant, people, shifts }: PeopleImport,
  now: number,
): Promise<Omit<ImportReport, 'dryRun'>> {
  const teams = groupBy(people, ({ teamId }) => teamId);
  for (const [team_id, lines] of teams) {
    const { teamName: name, timeZone: time_zone } = lines.at(-1)!;
    await transaction
      .insertInto('teams')
      .values({ tenant, team_id, name, time_zone, updated_at: now })
      .onConflict((conflict) =>
        conflict.columns(['tenant', 'team_id']).doUpdateSet({ name, time_zone, updated_at: now }),
      )
      .execute();
  }
  const agents = groupBy(people, ({ agentId }) => agentId);
  for (const agent_id of agents.keys())
    await transaction
      .insertInto('agents')
      .values({ tenant, agent_id, external_id: null, active: 1, updated_at: now })
      .onConflict((conflict) =>
        conflict.columns(['tenant', 'agent_id']).doUpdateSet({ active: 1, updated_at: now }),
      )
      .execute();
  let [joined, left] = [0, 0];
  for (const line of people) {
    const change = await importMembership(transaction, tenant, line, now);
    joined += change === 'joined' ? 1 : 0;
    left += change === 'left' ? 1 : 0;
  }
  for (const [team_id, lines] of groupBy(shifts, ({ teamId }) => teamId)) {
    await transaction
      .deleteFrom('shifts')
      .where('tenant', '=', tenant)
      .where('team_id', '=', team_id)
      .execute();
    await transaction
      .insertInto('shifts')
      .values(
        lines.map((line) => ({
          tenant,
          team_id,
          shift_id: line.shiftId,
          name: line.name,
          weekdays: line.weekdays,
          start_minute: line.startMinute,
          end_minute: line.endMinute,
        })),
      )
      .execute();
  }
  return { teams: teams.size, agents: agents.size, joined, left, shifts: shifts.length };
}

async function importMembership(
  transaction: Transaction<Tables>,
  tenant: string,
  line: MembershipLine,
  now: number,
): Promise<'joined' | 'left' | 'same'> {
  const key = { tenant, team_id: line.teamId, agent_id: line.agentId };
  const known = await transaction
    .selectFrom('memberships')
    .select(['from_at', 'to_at'])
    .where((where) => where.and(key))
    .execute();
  const open = known.find(({ to_at }) => to_at === null);
  const from = line.from ?? open?.from_at ?? now;
  const same = known.find(({ from_at }) => from_at === from);
  if (same === undefined && open !== undefined && open.from_at < from) return 'same';
  if (same === undefined) {
    await transaction
      .insertInto('memberships')
      .values({ ...key, from_at: from, to_at: line.to })
      .execute();
    return 'joined';
  }
  if (same.to_at === line.to) return 'same';
  await transaction
    .updateTable('memberships')
    .set({ to_at: line.to })
    .where((where) => where.and({ ...key, from_at: from }))
    .execute();
  return line.to === null ? 'joined' : 'left';
}
