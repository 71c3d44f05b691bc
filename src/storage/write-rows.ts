import type { Database } from './database.js';
import { passBarrier } from './erasure-barrier.js';
import { applyBinding, holdCall } from './late-binding.js';
import { type RecordRows, recordRows } from './record-rows.js';
import type { RecordKey, StoredRecord } from './stored-record.js';
import type { Tables } from './tables.js';

/** Order that satisfies the references between tables. */
const TABLE_ORDER: readonly (keyof Tables)[] = [
  'calls',
  'episodes',
  'own_facts',
  'cue_log',
  'feedback',
  'resets',
  'bindings',
];

/** Parameters of one statement stay far below both databases' limits (SQLite 32,766, PostgreSQL 65,535). */
const ROWS_PER_STATEMENT = 200;

/** Writes records in one transaction, except what was erased; existing rows stay unchanged. */
export async function writeRecords(db: Database, records: readonly StoredRecord[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const kept = await passBarrier(transaction, records);
    const ended = unboundEnds(kept);
    for (const { key } of ended) await holdCall(transaction, key);
    const rows = kept.flatMap(recordRows);
    for (const table of TABLE_ORDER) {
      const own = rows.filter((row): row is RecordRows[number] => row.table === table).map(({ row }) => row);
      for (let from = 0; from < own.length; from += ROWS_PER_STATEMENT) {
        await transaction
          .insertInto(table)
          .values(own.slice(from, from + ROWS_PER_STATEMENT) as never)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    }
    for (const { key, overAt } of ended) await applyBinding(transaction, key, overAt);
  });
}

/** Calls that ended with nobody on them, as far as their node knew; in the order of their keys. */
function unboundEnds(
  records: readonly StoredRecord[],
): readonly { readonly key: RecordKey; readonly overAt: number }[] {
  return records
    .flatMap((record) =>
      record.type === 'call' && record.overAt !== undefined && record.key.agentId === null
        ? [{ key: record.key, overAt: record.overAt, text: JSON.stringify(record.key) }]
        : [],
    )
    .sort((a, b) => (a.text < b.text ? -1 : 1));
}

/**
 * Whether trying again can never help: the database refused the values themselves. Everything else (a lock, a full
 * disk, a lost server) may pass. Codes: sqlite.org/rescode.html; SQLSTATE classes 22 and 23.
 */
export function isRefusal(cause: unknown): boolean {
  const code = (cause as { code?: unknown } | null)?.code;
  if (cause instanceof TypeError || cause instanceof RangeError) return true;
  if (typeof code !== 'string') return false;
  return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(code) || /^2[23][0-9A-Z]{3}$/.test(code);
}
