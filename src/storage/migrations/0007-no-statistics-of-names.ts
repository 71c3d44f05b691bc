import { type Kysely, type Migration, SqliteAdapter, sql } from 'kysely';

/** Columns that name a person or a call, by table. */
const NAMES = {
  calls: ['call_id', 'agent_id'],
  cue_log: ['call_id', 'agent_id', 'cue_id'],
  feedback: ['call_id', 'agent_id', 'cue_id'],
  resets: ['call_id', 'agent_id', 'offer_id'],
  bindings: ['call_id', 'agent_id'],
  live_bindings: ['call_id', 'agent_id'],
  notes: ['agent_id', 'text'],
  check_ins: ['agent_id'],
  memberships: ['agent_id'],
  agents: ['agent_id', 'external_id'],
} as const;

/** PostgreSQL copies frequent values into its statistics, out of an erasure's reach: it takes none of names. */
export const noStatisticsOfNames: Migration = {
  up: (db) => setStatistics(db, 0),
  down: (db) => setStatistics(db, -1),
};

async function setStatistics(db: Kysely<unknown>, target: 0 | -1): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return;
  for (const [table, columns] of Object.entries(NAMES))
    for (const column of columns)
      await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set statistics ${sql.lit(target)}`.execute(
        db,
      );
}
