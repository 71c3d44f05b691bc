import type { Kysely, Migration } from 'kysely';

/** When a call was over, so that a binding that comes after it is applied or refused. */
export const whenACallWasOver: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('calls').addColumn('over_at', 'bigint').execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('calls').dropColumn('over_at').execute();
  },
};
