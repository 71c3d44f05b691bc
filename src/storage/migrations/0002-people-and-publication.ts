import type { Kysely, Migration } from 'kysely';

/**
 * Who works where and when, what a lead may see of it (frozen), and the audit trail.
 * One list, in the order of creation: it is data, and frozen since it was released.
 */
export const peopleAndPublication: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const ofTenant = (table: string) =>
      db.schema.createTable(table).addColumn('tenant', 'text', (c) => c.notNull());

    await ofTenant('agents')
      .addColumn('agent_id', 'text', (c) => c.notNull())
      .addColumn('external_id', 'text')
      .addColumn('active', 'integer', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('agents_key', ['tenant', 'agent_id'])
      .execute();
    await ofTenant('teams')
      .addColumn('team_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('time_zone', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('teams_key', ['tenant', 'team_id'])
      .execute();
    await ofTenant('memberships')
      .addColumn('team_id', 'text', (c) => c.notNull())
      .addColumn('agent_id', 'text', (c) => c.notNull())
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('to_at', 'bigint')
      .addPrimaryKeyConstraint('memberships_key', ['tenant', 'team_id', 'agent_id', 'from_at'])
      .execute();
    await ofTenant('shifts')
      .addColumn('team_id', 'text', (c) => c.notNull())
      .addColumn('shift_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('weekdays', 'text', (c) => c.notNull())
      .addColumn('start_minute', 'integer', (c) => c.notNull())
      .addColumn('end_minute', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('shifts_key', ['tenant', 'team_id', 'shift_id'])
      .execute();

    await ofTenant('published_cells')
      .addColumn('team_id', 'text', (c) => c.notNull())
      .addColumn('week', 'text', (c) => c.notNull())
      .addColumn('grain', 'text', (c) => c.notNull())
      .addColumn('part', 'integer', (c) => c.notNull())
      .addColumn('hours', 'text', (c) => c.notNull())
      .addColumn('agents_at_least', 'integer', (c) => c.notNull())
      .addColumn('numbers', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('published_cells_key', ['tenant', 'week', 'team_id', 'grain', 'part'])
      .execute();
    await ofTenant('publications')
      .addColumn('team_id', 'text', (c) => c.notNull())
      .addColumn('week', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('published_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('publications_key', ['tenant', 'week', 'team_id'])
      .execute();
    await ofTenant('alerts')
      .addColumn('team_id', 'text', (c) => c.notNull())
      .addColumn('shift_id', 'text', (c) => c.notNull())
      .addColumn('shift_date', 'text', (c) => c.notNull())
      .addColumn('decided_at', 'bigint', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('alerts_key', ['tenant', 'team_id', 'shift_id', 'shift_date'])
      .execute();

    await ofTenant('audit_trail')
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('subject', 'text')
      .addColumn('details', 'text', (c) => c.notNull())
      .addColumn('previous_hash', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('audit_trail_key', ['tenant', 'seq'])
      .execute();
    await ofTenant('audit_salts')
      .addColumn('salt', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('audit_salts_key', ['tenant'])
      .execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    const tables = [
      'audit_salts',
      'audit_trail',
      'alerts',
      'publications',
      'published_cells',
      'shifts',
      'memberships',
      'teams',
      'agents',
    ];
    for (const table of tables) await db.schema.dropTable(table).execute();
  },
};
