import type { Kysely, Migration } from 'kysely';

/** What stands about calls on every node (bindings, objections), and what may never be written again. */
export const standingAndErasures: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const ofTenant = (table: string) =>
      db.schema.createTable(table).addColumn('tenant', 'text', (c) => c.notNull());
    await ofTenant('objections')
      .addColumn('call_digest', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('objections_key', ['tenant', 'call_digest'])
      .execute();
    await ofTenant('live_bindings')
      .addColumn('platform', 'text', (c) => c.notNull())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('agent_id', 'text', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('live_bindings_key', ['tenant', 'platform', 'call_id'])
      .execute();
    await ofTenant('erasures')
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('erasures_key', ['tenant', 'subject'])
      .execute();
    for (const table of ['objections', 'live_bindings'])
      await db.schema.createIndex(`${table}_by_change`).on(table).columns(['changed_at']).execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    for (const table of ['erasures', 'live_bindings', 'objections'])
      await db.schema.dropTable(table).execute();
  },
};
