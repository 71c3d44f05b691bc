import { setTimeout as pause } from 'node:timers/promises';
import { SqliteAdapter, sql } from 'kysely';
import { recordAudit } from './audit/audit-trail.js';
import type { Database } from './database.js';
import type { Tables } from './tables.js';
import { whenNotLocked } from './when-not-locked.js';

const TRIES = 40;
const PAUSE_MS = 50;
/** A larger table is left to the next purge, which rewrites whatever its size: it takes seconds and holds the table. */
const REWRITTEN_AT_ONCE_BYTES = 256 * 1024 * 1024;
const LOCK_WAIT = '5s';

/**
 * Takes what was deleted out of the database's files. SQLite: `secure_delete` has overwritten the pages; the copies in
 * the write-ahead log go by a checkpoint that cuts it to nothing, which needs a moment without readers. PostgreSQL:
 * tables and their indexes are rewritten, since a plain vacuum leaves the bytes of dead rows in
 * their pages; its write-ahead log and its backups are the site's own.
 * @returns whether it was done; a later one makes good for one that was not
 */
export async function scrubFiles(
  db: Database,
  tables: readonly (keyof Tables)[],
  mostBytes = REWRITTEN_AT_ONCE_BYTES,
): Promise<boolean> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return cutWriteAheadLog(db);
  let isComplete = true;
  for (const table of tables) isComplete = (await rewrite(db, table, mostBytes)) && isComplete;
  return isComplete;
}

/** Whether the table's files hold live rows alone. */
async function rewrite(db: Database, table: keyof Tables, mostBytes: number): Promise<boolean> {
  try {
    const { rows } = await sql<{ bytes: number }>`select pg_total_relation_size(${table}) as bytes`.execute(
      db,
    );
    if (Number(rows[0]!.bytes) > mostBytes) {
      await sql`vacuum ${sql.table(table)}`.execute(db);
      return false;
    }
    return await db.connection().execute(async (connection) => {
      // Whoever reads or writes the table waits meanwhile; whoever holds it is not waited for long.
      await sql`set lock_timeout = ${sql.lit(LOCK_WAIT)}`.execute(connection);
      try {
        await sql`vacuum (full) ${sql.table(table)}`.execute(connection);
        return true;
      } finally {
        await sql`reset lock_timeout`.execute(connection);
      }
    });
  } catch {
    return false;
  }
}

type By = { readonly actor: string; readonly by?: string; readonly at: number };

/** What was scrubbed after, and whether it could be done. */
type ScrubProof = { readonly tenant: string; readonly after: string; readonly complete: boolean };

/** Says in the audit trail whether the files were scrubbed. */
export async function proveScrub(
  db: Database,
  { tenant, after, complete }: ScrubProof,
  by: By,
): Promise<void> {
  const entry = { tenant, action: 'scrub', subject: null, details: { after, complete } };
  await whenNotLocked(() =>
    db.transaction().execute((transaction) => recordAudit(transaction, { ...by, ...entry })),
  );
}

/** Scrubs after an action of a tenant, and proves it. */
export async function scrubAndProve(
  db: Database,
  { tenant, after, tables }: { tenant: string; after: string; tables: readonly (keyof Tables)[] },
  by: By,
): Promise<void> {
  const complete = await scrubFiles(db, tables);
  await proveScrub(db, { tenant, after, complete }, by);
}

async function cutWriteAheadLog(db: Database): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await pause(PAUSE_MS);
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`
      .execute(db)
      .catch(() => ({ rows: [] }));
    if (rows[0]?.busy === 0) return true;
  }
  return false;
}
