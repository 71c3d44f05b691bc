import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AuditHeadsTable, Tables } from '../tables.js';

export type AuditHead = Selectable<AuditHeadsTable>;

/** The previous hash of the first entry. */
const CHAIN_START = '0'.repeat(64);

/** Where the tenant's chain begins and ends; undefined = it is not recorded. */
export function readAuditHead(db: Kysely<Tables>, tenant: string): Promise<AuditHead | undefined> {
  return db.selectFrom('audit_heads').selectAll().where('tenant', '=', tenant).executeTakeFirst();
}

/** As {@link readAuditHead}; begins the chain where there is none. The caller holds the tenant's salt. */
export async function holdAuditHead(transaction: Transaction<Tables>, tenant: string): Promise<AuditHead> {
  const beginning = {
    tenant,
    first_seq: 1,
    first_previous_hash: CHAIN_START,
    last_seq: 0,
    last_hash: CHAIN_START,
  };
  await transaction
    .insertInto('audit_heads')
    .values(beginning)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await readAuditHead(transaction, tenant)) ?? beginning;
}

/** Moves one end of the chain: its last entry after one was added, its first after a purge. */
export async function moveAuditHead(
  transaction: Transaction<Tables>,
  tenant: string,
  change: Partial<Omit<AuditHead, 'tenant'>>,
): Promise<void> {
  await transaction.updateTable('audit_heads').set(change).where('tenant', '=', tenant).execute();
}
