import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { StorageChoice } from '../../src/storage/storage-target.js';
import { lacks } from './requirements.js';

/** A database of its own for one suite, and its disposer. */
export type TestDatabase = { readonly choice: StorageChoice; dispose(): Promise<void> };

async function sqliteFile(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-storage-'));
  return {
    choice: { sqliteFile: join(folder, 'evenkeel.sqlite'), postgresUrl: null, postgresConnections: 2 },
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresDatabase(): Promise<TestDatabase> {
  const name = `evenkeel_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = new URL(process.env.EVENKEEL_POSTGRES_URL ?? '');
  url.pathname = `/${name}`;
  return {
    choice: { sqliteFile: null, postgresUrl: url.href, postgresConnections: 2 },
    dispose: () => onServer(`drop database ${name} with (force)`),
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.EVENKEEL_POSTGRES_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Both databases, for `describe.each`; PostgreSQL is real or skipped with a sentence. */
export const DATABASES = [
  { name: 'SQLite', skip: false, make: sqliteFile },
  { name: 'PostgreSQL', skip: lacks('postgres'), make: postgresDatabase },
] as const;

export const WRITER_OPTIONS = {
  batchRecords: 50,
  queueRecords: 1_000,
  gatherMs: 1,
  retryMs: 5,
  retryLimitMs: 50,
} as const;

/** Says nothing; tests look at outcomes. */
export const SILENT_LOG = { warn() {}, info() {} };

/** The writer of a process that writes nothing itself: nothing waits to be erased. */
export const NOTHING_WAITS = {
  withErased: <T>(_erased: unknown, work: (taken: number) => Promise<T>) => work(0),
};
