import { type Kysely, SqliteAdapter, sql, type Transaction } from 'kysely';
import type { CallSummary } from '../core/call/call-summary.js';
import type { RecordKey, StoredRecord } from './stored-record.js';
import { digestOf, type Subject, saltIfAny, saltOf, subjectText } from './subject-digest.js';
import type { Tables } from './tables.js';

/** Any number that nothing else on the server locks. */
const LOCK = 7_263_041;

/**
 * No record is written while something is being erased: writers share this lock, an erasure has it alone. SQLite has
 * one writer at a time anyway.
 */
export async function holdBarrier(db: Kysely<Tables>, how: 'shared' | 'alone'): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return;
  if (how === 'alone') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
  else await sql`select pg_advisory_xact_lock_shared(${LOCK})`.execute(db);
}

/** From here on nothing about the subject that is older than `at` can be written, on any node. First of its transaction. */
export async function raiseBarrier(
  transaction: Transaction<Tables>,
  tenant: string,
  subject: Subject,
  at: number,
): Promise<void> {
  await holdBarrier(transaction, 'alone');
  const digest = digestOf(subjectText(subject), await saltOf(transaction, tenant, 'only-read'));
  await transaction
    .insertInto('erasures')
    .values({ tenant, subject: digest, at })
    .onConflict((conflict) => conflict.columns(['tenant', 'subject']).doUpdateSet({ at }))
    .execute();
}

/** What of these records may still be written. First of its transaction. */
export async function passBarrier(
  transaction: Transaction<Tables>,
  records: readonly StoredRecord[],
): Promise<readonly StoredRecord[]> {
  await holdBarrier(transaction, 'shared');
  const erased = await erasedAmong(transaction, records);
  if (erased.size === 0) return records;
  return records.flatMap((record) => {
    const { key } = record;
    const atOf = (subject: Subject) => erased.get(markOf(key.tenant, subject)) ?? Number.NEGATIVE_INFINITY;
    if (erased.has(markOf(key.tenant, { of: 'call', ...key }))) return [];
    const timeOf = record.type === 'call' ? record.startedAt : timeOfEntry(record);
    const { agentId } = key;
    if (agentId !== null && timeOf <= atOf({ of: 'agent', agentId })) return [];
    if (agentId !== null && timeOf <= atOf({ of: 'own-call', ...key, agentId })) return [];
    if (timeOf > atOf({ of: 'voice', ...key })) return [record];
    if (record.type === 'binding') return [record];
    return record.type === 'call' ? [{ ...record, summary: withoutVoice(record.summary) }] : [];
  });
}

/** A summary of which nothing is left that came of the caller's voice. */
function withoutVoice(summary: CallSummary): CallSummary {
  if (summary.coverage === 'objection' || summary.coverage === 'no-notice') return summary;
  const nothing = { tenseMs: 0, angryMs: 0, anxiousMs: 0, episodes: [], strain: 0, hard: false };
  return { ...summary, ...nothing, coverage: 'objection' };
}

function timeOfEntry(record: Exclude<StoredRecord, { type: 'call' }>): number {
  return record.type === 'cue' ? record.decidedAt : record.at;
}

function subjectsOf(key: RecordKey): readonly Subject[] {
  const { agentId } = key;
  const ofCall: Subject[] = [
    { of: 'call', ...key },
    { of: 'voice', ...key },
  ];
  return agentId === null
    ? ofCall
    : [...ofCall, { of: 'agent', agentId }, { of: 'own-call', ...key, agentId }];
}

const markOf = (tenant: string, subject: Subject) => JSON.stringify([tenant, subjectText(subject)]);

/** Which subjects of these records were erased, and until when. */
async function erasedAmong(
  db: Kysely<Tables>,
  records: readonly StoredRecord[],
): Promise<ReadonlyMap<string, number>> {
  const erased = new Map<string, number>();
  for (const tenant of new Set(records.map(({ key }) => key.tenant))) {
    const salt = await saltIfAny(db, tenant);
    if (salt === null) continue;
    const marks = new Map<string, string>();
    for (const { key } of records)
      if (key.tenant === tenant)
        for (const subject of subjectsOf(key))
          marks.set(digestOf(subjectText(subject), salt), markOf(tenant, subject));
    const rows = await db
      .selectFrom('erasures')
      .select(['subject', 'at'])
      .where('tenant', '=', tenant)
      .where('subject', 'in', [...marks.keys()])
      .execute();
    for (const { subject, at } of rows) erased.set(marks.get(subject)!, at);
  }
  return erased;
}
