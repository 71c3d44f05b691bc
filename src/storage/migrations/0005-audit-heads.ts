import { type Kysely, type Migration, sql } from 'kysely';

/** Where each tenant's audit trail begins and ends, so that an entry taken off either end is missed. */
export const auditHeads: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('audit_heads')
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('first_seq', 'bigint', (c) => c.notNull())
      .addColumn('first_previous_hash', 'text', (c) => c.notNull())
      .addColumn('last_seq', 'bigint', (c) => c.notNull())
      .addColumn('last_hash', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('audit_heads_key', ['tenant'])
      .execute();
    await sql`insert into audit_heads (tenant, first_seq, first_previous_hash, last_seq, last_hash)
      select ends.tenant, ends.first_seq, beginning.previous_hash, ends.last_seq, ending.hash
      from (select tenant, min(seq) as first_seq, max(seq) as last_seq from audit_trail group by tenant) ends
      join audit_trail beginning on beginning.tenant = ends.tenant and beginning.seq = ends.first_seq
      join audit_trail ending on ending.tenant = ends.tenant and ending.seq = ends.last_seq`.execute(db);
    // A tenant that has a salt has a trail; until now a question about a name made a salt as well.
    await sql`insert into audit_heads (tenant, first_seq, first_previous_hash, last_seq, last_hash)
      select tenant, 1, ${NOTHING}, 0, ${NOTHING} from audit_salts
      where tenant not in (select tenant from audit_heads)`.execute(db);
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('audit_heads').execute();
  },
};

/** The previous hash of the first entry. */
const NOTHING = '0'.repeat(64);
