import { createHash } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { digestOf, saltOf } from '../subject-digest.js';
import type { AuditTrailTable, Tables } from '../tables.js';
import { whenNotLocked } from '../when-not-locked.js';
import { holdAuditHead, moveAuditHead } from './audit-head.js';

/** Something that was done and must be provable later. Identifiers appear only as a salted digest of the subject. */
export type AuditEntry = {
  readonly tenant: string;
  readonly at: number;
  /** Role of who did it, or `retention`. */
  readonly actor: string;
  /** Who of that role, by the name in the token; kept as a digest. Absent = not done by a person. */
  readonly by?: string;
  readonly action: string;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, string | number | boolean>>;
};

export type AuditRow = Selectable<AuditTrailTable>;

/** Adds an entry to the tenant's chain, within the transaction of what it proves; one entry after the other. */
export async function recordAudit(transaction: Transaction<Tables>, entry: AuditEntry): Promise<void> {
  const salt = await saltOf(transaction, entry.tenant, 'and-hold-it');
  const head = await holdAuditHead(transaction, entry.tenant);
  const row = {
    tenant: entry.tenant,
    seq: head.last_seq + 1,
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject === null ? null : digestOf(entry.subject, salt),
    details: JSON.stringify({
      ...entry.details,
      ...(entry.by === undefined ? {} : { by: digestOf(`actor:${entry.by}`, salt) }),
    }),
    previous_hash: head.last_hash,
  };
  const hash = auditHash(row);
  await transaction
    .insertInto('audit_trail')
    .values({ ...row, hash })
    .execute();
  await moveAuditHead(transaction, entry.tenant, { last_seq: row.seq, last_hash: hash });
}

/** Proves a read, in a transaction of its own. Throws where that cannot be kept: then nothing is shown. */
export function recordRead(db: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  return whenNotLocked(() => db.transaction().execute((transaction) => recordAudit(transaction, entry)));
}

/** Covers the entry and the hash of the one before it. */
export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  const { previous_hash, tenant, seq, at, actor, action, subject, details } = row;
  return createHash('sha256')
    .update(JSON.stringify([previous_hash, tenant, seq, at, actor, action, subject, details]))
    .digest('hex');
}
