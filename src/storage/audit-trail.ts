import { createHash } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { digestOf, saltOf } from './subject-digest.js';
import type { AuditTrailTable, Tables } from './tables.js';

/** Something that was done and must be provable later. Identifiers appear only as a salted digest of the subject. */
export type AuditEntry = {
  readonly tenant: string;
  readonly at: number;
  /** Role of who did it, or `retention`. */
  readonly actor: string;
  /** Who of that role, by the name in the token; kept as a digest. Absent = nobody's own act. */
  readonly by?: string;
  readonly action: string;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, string | number | boolean>>;
};

export type AuditRow = Selectable<AuditTrailTable>;

const CHAIN_START = '0'.repeat(64);

/** Adds an entry to the tenant's chain, within the transaction of what it proves; one entry after the other. */
export async function recordAudit(transaction: Transaction<Tables>, entry: AuditEntry): Promise<void> {
  const salt = await saltOf(transaction, entry.tenant, 'and-hold-it');
  const last = await transaction
    .selectFrom('audit_trail')
    .select(['seq', 'hash'])
    .where('tenant', '=', entry.tenant)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = {
    tenant: entry.tenant,
    seq: (last?.seq ?? 0) + 1,
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject === null ? null : digestOf(entry.subject, salt),
    details: JSON.stringify({
      ...entry.details,
      ...(entry.by === undefined ? {} : { by: digestOf(`actor:${entry.by}`, salt) }),
    }),
    previous_hash: last?.hash ?? CHAIN_START,
  };
  await transaction
    .insertInto('audit_trail')
    .values({ ...row, hash: chainHash(row) })
    .execute();
}

/** The digest under which the trail knows a subject: lets "was this agent erased?" be answered without naming them. */
export async function subjectDigest(db: Kysely<Tables>, tenant: string, subject: string): Promise<string> {
  return digestOf(subject, await saltOf(db, tenant, 'only-read'));
}

export type AuditPage = { readonly afterSeq: number; readonly limit: number };

export async function readAuditTrail(
  db: Kysely<Tables>,
  tenant: string,
  page: AuditPage,
): Promise<readonly AuditRow[]> {
  return db
    .selectFrom('audit_trail')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('seq', '>', page.afterSeq)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
}

/** The first row that was changed, or taken away from before; null when the whole chain holds. */
export function brokenAuditRow(rows: readonly AuditRow[]): number | null {
  let previous = rows[0]?.seq === 1 ? CHAIN_START : rows[0]?.previous_hash;
  for (const row of rows) {
    if (row.previous_hash !== previous || row.hash !== chainHash(row)) return row.seq;
    previous = row.hash;
  }
  return null;
}

function chainHash(row: Omit<AuditRow, 'hash'>): string {
  const { previous_hash, tenant, seq, at, actor, action, subject, details } = row;
  return createHash('sha256')
    .update(JSON.stringify([previous_hash, tenant, seq, at, actor, action, subject, details]))
    .digest('hex');
}
