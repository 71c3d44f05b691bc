import type { Kysely, Migration } from 'kysely';

/** Tables of which the purge takes the oldest rows of a tenant, and the column that says how old. */
const BY_TIME = [
  ['cue_log', 'decided_at'],
  ['feedback', 'at'],
  ['resets', 'at'],
  ['bindings', 'at'],
  ['check_ins', 'at'],
] as const;

/** A team's id at the identity provider, and what lets a purge find old rows without reading the others. */
export const teamExternalIdsAndTimes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('teams').addColumn('external_id', 'text').execute();
    for (const [table, column] of BY_TIME)
      await db.schema.createIndex(`${table}_by_time`).on(table).columns(['tenant', column]).execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    for (const [table] of BY_TIME) await db.schema.dropIndex(`${table}_by_time`).execute();
    await db.schema.alterTable('teams').dropColumn('external_id').execute();
  },
};
