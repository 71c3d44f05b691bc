import { type Kysely, SqliteAdapter, sql, type Transaction } from 'kysely';
import { recordAudit } from './audit/audit-trail.js';
import type { Database } from './database.js';
import { raiseBarrier } from './erasure-barrier.js';
import type { Actor, ErasureReport } from './erasure-report.js';
import { scrubAndProve } from './scrub-files.js';
import type { RecordKey, RecordWriter, StoredRecord } from './stored-record.js';
import { digestOf, saltOf } from './subject-digest.js';
import type { Tables } from './tables.js';
import { whenNotLocked } from './when-not-locked.js';

/** The database, and this node's writer. */
export type VoiceStore = { readonly db: Database; readonly writer: Pick<RecordWriter, 'withErased'> };

type Call = { readonly tenant: string; readonly platform: string; readonly callId: string };

/** Why what was inferred of a call goes: its caller objects, or one of its streams says that no notice was given. */
export type VoiceErasure = 'objection' | 'no-notice';

const ERASED_FROM = ['calls', 'episodes', 'cue_log', 'feedback', 'resets'] as const;

/**
 * Keeps a caller's objection, and takes out what was inferred of that call, whenever the call was; the call's facts
 * stay. One transaction with its proof and the barrier; then the files are scrubbed.
 * @throws EvenkeelError `storage.busy`: nothing was kept or erased
 */
export async function eraseVoice(
  { db, writer }: VoiceStore,
  call: Call,
  why: VoiceErasure,
  by: Actor,
): Promise<ErasureReport> {
  const { tenant, platform, callId } = call;
  const action = why === 'objection' ? 'objection' : 'erase.no-notice';
  // A summary that waits is written without what was inferred: the barrier sees to that.
  const isInferred = ({ type, key }: StoredRecord) =>
    type !== 'call' && type !== 'binding' && key.tenant === tenant && isOf(key, call);
  const report = await writer.withErased(isInferred, () =>
    whenNotLocked(() =>
      db.transaction().execute(async (transaction) => {
        await raiseBarrier(transaction, tenant, { of: 'voice', platform, callId }, by.at);
        if (why === 'objection') await keepObjection(transaction, call, by.at);
        const rows = await takeOut(transaction, call, why);
        const subject = `call:${platform}:${callId}`;
        await recordAudit(transaction, { ...by, tenant, action, subject, details: { ...rows } });
        return rows;
      }),
    ),
  );
  const isEmpty = Object.values(report).every((count) => count === 0);
  if (!isEmpty) await scrubAndProve(db, { tenant, after: action, tables: ERASED_FROM }, by);
  return report;
}

function isOf(key: RecordKey, { platform, callId }: Call): boolean {
  return key.platform === platform && key.callId === callId;
}

/** Makes the objection known to every node. */
export async function keepObjection(
  transaction: Transaction<Tables>,
  { tenant, platform, callId }: Call,
  at: number,
): Promise<void> {
  const salt = await saltOf(transaction, tenant, 'only-read');
  await transaction
    .insertInto('objections')
    .values({
      tenant,
      call_digest: digestOf(`call:${platform}:${callId}`, salt),
      at,
      changed_at: databaseClock(transaction),
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'call_digest']).doUpdateSet({ at, changed_at: databaseClock(transaction) }),
    )
    .execute();
}

/** Milliseconds since the epoch by the clock that all nodes share. */
export function databaseClock(db: Kysely<Tables>) {
  return db.getExecutor().adapter instanceof SqliteAdapter
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
}

async function takeOut(
  transaction: Transaction<Tables>,
  { tenant, platform, callId }: Call,
  why: VoiceErasure,
): Promise<ErasureReport> {
  const report: Record<string, number> = {};
  const episodes = await transaction
    .deleteFrom('episodes')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('calls')
          .select('id')
          .whereRef('id', '=', 'episodes.call_row')
          .whereRef('started_at', '=', 'episodes.call_started_at')
          .where('tenant', '=', tenant)
          .where('platform', '=', platform)
          .where('call_id', '=', callId),
      ),
    )
    .executeTakeFirst();
  report.episodes = Number(episodes.numDeletedRows);
  for (const table of ['cue_log', 'feedback', 'resets'] as const) {
    const deleted = await transaction
      .deleteFrom(table)
      .where('tenant', '=', tenant)
      .where('platform', '=', platform)
      .where('call_id', '=', callId)
      .executeTakeFirst();
    report[table] = Number(deleted.numDeletedRows);
  }
  const updated = await transaction
    .updateTable('calls')
    .set({ tense_ms: 0, angry_ms: 0, anxious_ms: 0, strain: 0, hard: 0, coverage: why })
    .where('tenant', '=', tenant)
    .where('platform', '=', platform)
    .where('call_id', '=', callId)
    .where('coverage', '!=', why)
    .executeTakeFirst();
  report.calls = Number(updated.numUpdatedRows);
  return report;
}
