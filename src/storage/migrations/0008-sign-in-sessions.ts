import type { Kysely, Migration } from 'kysely';

/** Who is signed in, on every node: nothing in it can be read without the credential that the browser holds. */
export const signInSessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('sign_in_sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('person_digest', 'text', (c) => c.notNull())
      .addColumn('provider_digest', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('rechecking_until', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('sign_in_credentials')
      .addColumn('digest', 'text', (c) => c.primaryKey())
      .addColumn('session_id', 'text', (c) =>
        c.notNull().references('sign_in_sessions.id').onDelete('cascade'),
      )
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('sealed_key', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('sign_in_used')
      .addColumn('digest', 'text', (c) => c.primaryKey())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    for (const [table, column] of INDEXES)
      await db.schema.createIndex(`${table}_by_${column}`).on(table).columns([column]).execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    for (const table of ['sign_in_used', 'sign_in_credentials', 'sign_in_sessions'])
      await db.schema.dropTable(table).execute();
  },
};

const INDEXES = [
  ['sign_in_sessions', 'person_digest'],
  ['sign_in_sessions', 'provider_digest'],
  ['sign_in_sessions', 'expires_at'],
  ['sign_in_credentials', 'session_id'],
] as const;
