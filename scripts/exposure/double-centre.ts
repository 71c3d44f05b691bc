import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../src/storage/database.js';
import type { CentrePlan } from '../../src/wellbeing/made-up-centre/centre-plan.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Columns that name somebody or something of the first centre: a copy has names of its own. */
const NAMED = new Set(['id', 'call_id', 'agent_id', 'team_id', 'call_row']);

const PEOPLE = {
  teams: ['tenant', 'team_id', 'name', 'time_zone', 'updated_at'],
  shifts: ['tenant', 'team_id', 'shift_id', 'name', 'weekdays', 'start_minute', 'end_minute'],
  agents: ['tenant', 'agent_id', 'external_id', 'active', 'updated_at'],
  memberships: ['tenant', 'team_id', 'agent_id', 'from_at', 'to_at'],
} as const;

const KEY = ['tenant', 'platform', 'call_id', 'agent_id'] as const;

/** `slice`: what one statement repeats. Of many rows a day takes longer than one may; without an index by time, hours cost more. */
const CALLS = {
  calls: {
    time: 'started_at',
    slice: HOUR_MS,
    columns: [
      ...['id', ...KEY, 'started_at', 'ended_at', 'customer_speech_ms', 'tense_ms', 'angry_ms', 'anxious_ms'],
      ...['strain', 'hard', 'hold_ms', 'dead_air_ms', 'coverage'],
    ],
  },
  episodes: {
    time: 'call_started_at',
    slice: DAY_MS,
    columns: ['call_row', 'call_started_at', 'onset_ms', 'peak_ms', 'peak', 'end_ms', 'recovery_ms'],
  },
  cue_log: {
    time: 'decided_at',
    slice: HOUR_MS,
    columns: [...KEY, 'cue_id', 'kind', 'reason', 'decided_at', 'outcome'],
  },
  feedback: { time: 'at', slice: HOUR_MS, columns: [...KEY, 'cue_id', 'verdict', 'at'] },
  resets: { time: 'at', slice: DAY_MS, columns: [...KEY, 'offer_id', 'outcome', 'at'] },
} as const;

/** As many people, teams and calls once more, under other names: made by the database from the rows that it has. */
export async function doubleCentre(db: Database, plan: CentrePlan, round: number): Promise<void> {
  const prefix = `x${round}-`;
  // What this round has written already is not taken again.
  const isBefore = (column: string) => sql`${sql.ref(column)} not like ${`${prefix}%`}`;
  const ofTenant = sql`tenant = ${plan.tenant}`;
  for (const [table, columns] of Object.entries(PEOPLE)) {
    const where = sql`${ofTenant} and ${isBefore(table === 'agents' ? 'agent_id' : 'team_id')}`;
    await repeat(db, { table, columns, prefix, where });
  }
  const first = plan.endMs - (plan.days + 1) * DAY_MS;
  for (const [table, { time, slice, columns }] of Object.entries(CALLS))
    for (let from = first; from < plan.endMs + DAY_MS; from += slice) {
      const span = sql`${sql.ref(time)} >= ${from} and ${sql.ref(time)} < ${from + slice}`;
      const own = table === 'episodes' ? isBefore('call_row') : sql`${ofTenant} and ${isBefore('agent_id')}`;
      await repeat(db, { table, columns, prefix, where: sql`${span} and ${own}` });
    }
}

type Repeated = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly prefix: string;
  readonly where: RawBuilder<unknown>;
};

async function repeat(db: Database, { table, columns, prefix, where }: Repeated): Promise<void> {
  const values = columns.map((column) =>
    NAMED.has(column) ? sql`${prefix}::text || ${sql.ref(column)}` : sql.ref(column),
  );
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    select ${sql.join(values)} from ${sql.table(table)} where ${where}`.execute(db);
}
