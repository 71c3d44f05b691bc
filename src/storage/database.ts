import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Database as SqliteHandle } from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import type pg from 'pg';
import { SqliteDatabase } from './sqlite-driver.js';
import { SqlitePauses } from './sqlite-pauses.js';
import type { StorageTarget } from './storage-target.js';
import type { Tables } from './tables.js';

/** What storage says to the operator: a static message and structured fields; a pino logger fits. */
export type StorageLog = {
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
};

export type Database = Kysely<Tables>;

/** PostgreSQL sends 64-bit integers as text; ours are times and counts far below 2^53. */
const INT8_OID = 20;

/**
 * Opens the database without touching its schema. A new database is one branch here.
 * @param lockWaitMs how long SQLite waits for another process's lock. The wait stops the event loop, and audio with
 * it: the server passes 0 and its writer tries again; only commands wait.
 */
export function openDatabase(target: StorageTarget, log: StorageLog, lockWaitMs: number): Database {
  switch (target.kind) {
    case 'sqlite':
      return new Kysely<Tables>({
        dialect: new SqliteDialect({ database: openSqlite(target.file, lockWaitMs) }),
        plugins: [new SqlitePauses()],
      });
    case 'postgres':
      return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(target, log) }) });
  }
}

function openSqlite(file: string, lockWaitMs: number): SqliteHandle {
  if (file !== ':memory:') keepPrivate(file);
  const database = new SqliteDatabase(file, { timeout: lockWaitMs });
  database.pragma('journal_mode = WAL');
  // FULL, not NORMAL: in WAL only FULL makes an acknowledged commit survive a loss of power
  // (sqlite.org/pragma.html#pragma_synchronous).
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('secure_delete = ON');
  return database;
}

/** What is kept is for the user that Evenkeel runs as: SQLite gives its log the same mode as the file. */
function keepPrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600));
  for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) chmodSync(path, 0o600);
}

/** Loaded when it is needed: a desktop keeps its records in SQLite, and memory there is scarce. */
const require = createRequire(import.meta.url);

function openPool(target: Extract<StorageTarget, { kind: 'postgres' }>, log: StorageLog): pg.Pool {
  const pg = require('pg') as typeof import('pg');
  const types: pg.CustomTypesConfig = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  };
  const pool = new pg.Pool({
    connectionString: target.url,
    max: target.connections,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    keepAlive: true,
    types,
  });
  // A connection that breaks must not end the process, idle (the pool's event) or taken out (the client's own): an
  // error event without a listener would. The query fails by itself, and the next one takes a new connection.
  pool.on('error', (cause) => log.warn({ err: cause }, 'storage connection lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
