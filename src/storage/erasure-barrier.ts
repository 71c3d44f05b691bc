import { type Kysely, SqliteAdapter, sql, type Transaction } from 'kysely';
import type { CallSummary } from '../core/call/call-summary.js';
import type { CueKind } from '../core/cues/cue.js';
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

/** Cues that rest on nothing of the caller's voice; every other one tells how it sounded. */
export const VOICELESS_CUES: readonly CueKind[] = ['dead-air'];

/** What of these records may still be written. First of its transaction. */
export async function passBarrier(
  transaction: Transaction<Tables>,
  records: readonly StoredRecord[],
): Promise<readonly StoredRecord[]> {
  await holdBarrier(transaction, 'shared');
  const { erased, objected } = await whatStandsOf(transaction, records);
  if (erased.size === 0 && objected.size === 0) return records;
  return records.flatMap((record) => {
    const { key } = record;
    const atOf = (subject: Subject) => erased.get(markOf(key.tenant, subject)) ?? Number.NEGATIVE_INFINITY;
    const call: Subject = { of: 'call', ...key };
    if (erased.has(markOf(key.tenant, call))) return [];
    const timeOf = record.type === 'call' ? record.startedAt : timeOfEntry(record);
    const { agentId } = key;
    if (agentId !== null && timeOf <= atOf({ of: 'agent', agentId })) return [];
    if (agentId !== null && timeOf <= atOf({ of: 'own-call', ...key, agentId })) return [];
    const isBefore = timeOf <= atOf({ of: 'voice', ...key });
    const isObjected = objected.has(markOf(key.tenant, call));
    return isBefore || isObjected ? withoutVoice(record, { isBefore, isObjected }) : [record];
  });
}

/**
 * What may be written of a call whose caller objected, whenever it was decided: another node may not have known yet,
 * a round may have been under way, and an agent answers later still. Before the objection, no cue at all; nor before
 * a notice was withdrawn.
 */
function withoutVoice(
  record: StoredRecord,
  { isBefore, isObjected }: { readonly isBefore: boolean; readonly isObjected: boolean },
): readonly StoredRecord[] {
  switch (record.type) {
    case 'call':
      return [{ ...record, summary: voiceless(record.summary, isObjected ? 'objection' : 'no-notice') }];
    case 'binding':
      return [record];
    case 'cue':
      return !isBefore && VOICELESS_CUES.includes(record.kind) ? [record] : [];
    case 'feedback':
    case 'reset':
      return [];
  }
}

/** A summary of which nothing is left that came of the caller's voice. */
function voiceless(summary: CallSummary, coverage: CallSummary['coverage']): CallSummary {
  if (summary.coverage === 'objection' || summary.coverage === 'no-notice') return summary;
  const nothing = { tenseMs: 0, angryMs: 0, anxiousMs: 0, episodes: [], strain: 0, hard: false };
  return { ...summary, ...nothing, coverage };
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

type Standing = {
  /** Which subjects were erased, and until when. */
  readonly erased: ReadonlyMap<string, number>;
  /** The calls whose caller objected. */
  readonly objected: ReadonlySet<string>;
};

async function whatStandsOf(db: Kysely<Tables>, records: readonly StoredRecord[]): Promise<Standing> {
  const erased = new Map<string, number>();
  const objected = new Set<string>();
  for (const tenant of new Set(records.map(({ key }) => key.tenant))) {
    const salt = await saltIfAny(db, tenant);
    if (salt === null) continue;
    const marks = new Map<string, string>();
    for (const { key } of records)
      if (key.tenant === tenant)
        for (const subject of subjectsOf(key))
          marks.set(digestOf(subjectText(subject), salt), markOf(tenant, subject));
    const digests = [...marks.keys()];
    const rows = await db
      .selectFrom('erasures')
      .select(['subject', 'at'])
      .where('tenant', '=', tenant)
      .where('subject', 'in', digests)
      .execute();
    for (const { subject, at } of rows) erased.set(marks.get(subject)!, at);
    const objections = await db
      .selectFrom('objections')
      .select('call_digest')
      .where('tenant', '=', tenant)
      .where('call_digest', 'in', digests)
      .execute();
    for (const { call_digest } of objections) objected.add(marks.get(call_digest)!);
  }
  return { erased, objected };
}
