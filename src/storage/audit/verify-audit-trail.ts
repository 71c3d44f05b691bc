import { setImmediate as yieldToAudio } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { saltIfAny } from '../subject-digest.js';
import type { Tables } from '../tables.js';
import { type AuditHead, readAuditHead } from './audit-head.js';
import { type AuditRow, auditHash } from './audit-trail.js';
import { readAuditTrail } from './read-audit-trail.js';

/** The part of the chain that is verified: entries after `afterSeq`, up to `upTo`; without `upTo` its end as well. */
export type AuditSpan = { readonly afterSeq: number; readonly upTo?: number };

export type AuditVerdict = {
  /** The first entry that was changed or is missing; null = this part of the chain holds. */
  readonly brokenAt: number | null;
  /** How many entries were verified. */
  readonly checked: number;
  /** The chain's last entry. Kept elsewhere, it proves later that the trail was not rewritten. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
};

/** Entries read at a time: SQLite stops the event loop for that long. */
const ROWS_A_TIME = 250;
/** A purge in between moves the beginning. */
const TRIES = 3;

/**
 * Verifies that the entries follow one another unchanged, that the first is where retention left it, and that the last
 * is the one that was written last.
 */
export async function verifyAuditTrail(
  db: Kysely<Tables>,
  tenant: string,
  span: AuditSpan = { afterSeq: 0 },
): Promise<AuditVerdict> {
  for (let tries = 1; ; tries++) {
    const head = await readAuditHead(db, tenant);
    if (head === undefined) return withoutHead(db, tenant);
    const verdict = await verifyBelow(db, head, span);
    if (verdict.brokenAt === null || tries === TRIES || !(await hasMoved(db, head))) return verdict;
  }
}

async function hasMoved(db: Kysely<Tables>, { tenant, first_seq, last_seq }: AuditHead): Promise<boolean> {
  const now = await readAuditHead(db, tenant);
  return now?.first_seq !== first_seq || now.last_seq !== last_seq;
}

/** A tenant that has a salt has a trail. */
async function withoutHead(db: Kysely<Tables>, tenant: string): Promise<AuditVerdict> {
  const [first] = await readAuditTrail(db, tenant, { afterSeq: 0, limit: 1 });
  const isNew = first === undefined && (await saltIfAny(db, tenant)) === null;
  return { brokenAt: isNew ? null : (first?.seq ?? 1), checked: 0, head: null };
}

async function verifyBelow(db: Kysely<Tables>, head: AuditHead, span: AuditSpan): Promise<AuditVerdict> {
  const { tenant } = head;
  const afterSeq = Math.min(span.afterSeq, head.last_seq);
  const isFromStart = afterSeq < head.first_seq;
  const [before] = isFromStart ? [] : await readAuditTrail(db, tenant, { afterSeq: afterSeq - 1, limit: 1 });
  let [previous, expected, checked] = [before?.hash, afterSeq + 1, 0];
  if (isFromStart) {
    [previous, expected] = [head.first_previous_hash, head.first_seq];
    const [first] = await readAuditTrail(db, tenant, { afterSeq: 0, limit: 1 });
    if (first !== undefined && first.seq < expected) return told(head, first.seq, checked);
  }
  const upTo = Math.min(span.upTo ?? head.last_seq, head.last_seq);
  while (expected <= upTo) {
    const limit = Math.min(ROWS_A_TIME, upTo - expected + 1);
    const rows = await readAuditTrail(db, tenant, { afterSeq: expected - 1, limit });
    for (const row of rows) {
      if (!follows(row, expected, previous)) return told(head, expected, checked);
      [previous, expected, checked] = [row.hash, expected + 1, checked + 1];
    }
    if (rows.length < limit) return told(head, expected, checked);
    await yieldToAudio();
  }
  if (span.upTo !== undefined) return told(head, null, checked);
  const [beyond] = await readAuditTrail(db, tenant, { afterSeq: head.last_seq, limit: 1 });
  if (beyond !== undefined) return told(head, beyond.seq, checked);
  return told(head, previous === head.last_hash ? null : head.last_seq, checked);
}

function follows(row: AuditRow, seq: number, previous: string | undefined): boolean {
  return row.seq === seq && row.previous_hash === previous && row.hash === auditHash(row);
}

function told(head: AuditHead, brokenAt: number | null, checked: number): AuditVerdict {
  return { brokenAt, checked, head: { seq: head.last_seq, hash: head.last_hash } };
}
