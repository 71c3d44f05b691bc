import { setTimeout as pause } from 'node:timers/promises';
import { SqliteAdapter, sql } from 'kysely';
import { recordAudit } from './audit/audit-trail.js';
import type { Database } from './database.js';
import type { Actor } from './erasure-report.js';
import type { Tables } from './tables.js';
import { whenNotLocked } from './when-not-locked.js';

const TRIES = 40;
const PAUSE_MS = 50;
/** Five seconds: on a busy server a short transaction takes some. */
const TRIES_FOR_OTHERS = 100;
/** A larger table is left to the next purge, which rewrites whatever its size: it takes seconds and holds the table. */
const REWRITTEN_AT_ONCE_BYTES = 256 * 1024 * 1024;
const LOCK_WAIT = '5s';
/** Of one table, where dead rows were taken along. */
const REWRITES = 8;

/**
 * Takes what was deleted out of the database's files. SQLite: `secure_delete` has overwritten the pages; the copies in
 * the write-ahead log go by a checkpoint that cuts it to nothing, which needs a moment without readers. PostgreSQL:
 * tables and their indexes are rewritten, since a plain vacuum leaves the bytes of dead rows in
 * their pages; its write-ahead log and its backups are the site's own.
 * @returns whether it was done; a later scrub makes up for one that was not
 */
export async function scrubFiles(
  db: Database,
  tables: readonly (keyof Tables)[],
  mostBytes = REWRITTEN_AT_ONCE_BYTES,
): Promise<boolean> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return cutWriteAheadLog(db);
  let isComplete = await isSeenByNobody(db);
  for (const table of tables) {
    const parts = await partsOf(db, table).catch(() => null);
    if (parts === null) isComplete = false;
    let bytesLeft = mostBytes;
    for (const part of parts ?? []) {
      bytesLeft -= part.bytes;
      isComplete =
        (await rewrite(db, part.name, { isSmall: bytesLeft >= 0, isSeen: !isComplete })) && isComplete;
    }
  }
  return isComplete;
}

/**
 * Whether no transaction of the database is old enough to see what was deleted before: a rewrite copies such rows as
 * well. Waits for those that end soon.
 */
async function isSeenByNobody(db: Database): Promise<boolean> {
  try {
    const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::xid::text as xid`.execute(db);
    for (let tries = 0; tries < TRIES_FOR_OTHERS; tries++) {
      if (tries > 0) await pause(PAUSE_MS);
      const older = await sql`select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and greatest(age(backend_xid), age(backend_xmin)) > age(${rows[0]!.xid}::xid) limit 1`.execute(db);
      if (older.rows.length === 0) return true;
    }
  } catch {
    // Not known is not proven.
  }
  return false;
}

type Part = { readonly name: string; readonly bytes: number };

/**
 * The table, or its partitions that ever held a row (an index that never did is one page): the latest first, which is
 * where most of what goes has been.
 */
async function partsOf(db: Database, table: keyof Tables): Promise<readonly Part[]> {
  const { rows } = await sql<Part>`
    select relname as name, pg_total_relation_size(oid) as bytes from pg_class
    where relkind = 'r' and (oid = to_regclass(${table})
      or oid in (select inhrelid from pg_inherits where inhparent = to_regclass(${table})))
      and (pg_relation_size(oid) > 0 or pg_indexes_size(oid) >
        8192 * (select count(*) from pg_index where indrelid = pg_class.oid))
    order by relname like '%rest', relname desc`.execute(db);
  return rows.map(({ name, bytes }) => ({ name, bytes: Number(bytes) }));
}

type Rewriting = {
  /** Small enough to be rewritten at once. */
  readonly isSmall: boolean;
  /** Something stands in the way already, so that no further try would help. */
  readonly isSeen: boolean;
};

/** Whether the table's files hold live rows alone. */
async function rewrite(db: Database, table: string, { isSmall, isSeen }: Rewriting): Promise<boolean> {
  try {
    if (!isSmall) {
      await sql`vacuum ${sql.table(table)}`.execute(db);
      return false;
    }
    for (let tries = 1; ; tries++) {
      await rewriteOnce(db, table);
      if (!(await hasCopiedDeadRows(db, table))) return true;
      if (isSeen || tries === REWRITES) return false;
      await pause(PAUSE_MS * tries);
    }
  } catch {
    return false;
  }
}

async function rewriteOnce(db: Database, table: string): Promise<void> {
  await db.connection().execute(async (connection) => {
    // Whoever reads or writes the table waits meanwhile; whoever holds it is not waited for long.
    await sql`set lock_timeout = ${sql.lit(LOCK_WAIT)}`.execute(connection);
    try {
      await sql`vacuum (full) ${sql.table(table)}`.execute(connection);
    } finally {
      await sql`reset lock_timeout`.execute(connection);
    }
  });
}

/**
 * Whether the last rewrite of a table took deleted rows along, since somebody could still see them: a connection that is
 * being opened counts, and no view shows it. A rewrite notes how many rows it copied (`reltuples`), and each index how
 * many it was made of, which is more where some are dead; rows deleted since are taken for such.
 */
export async function hasCopiedDeadRows(db: Database, table: string): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`
    select max(reltuples) > (select count(*) from ${sql.table(table)}) as more from pg_class
    where oid = to_regclass(${table}) or oid in
      (select indexrelid from pg_index where indrelid = to_regclass(${table}) and indpred is null)`.execute(
    db,
  );
  return rows[0]?.more ?? true;
}

/** What was scrubbed after, and whether it could be done. */
type ScrubProof = { readonly tenant: string; readonly after: string; readonly complete: boolean };

/** Says in the audit trail whether the files were scrubbed. */
export async function proveScrub(
  db: Database,
  { tenant, after, complete }: ScrubProof,
  by: Actor,
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
  by: Actor,
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
