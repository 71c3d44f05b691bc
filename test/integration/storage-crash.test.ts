import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import type { StorageChoice } from '../../src/storage/storage-target.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';
import { callRecord } from '../support/stored-records.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const [SQLITE, POSTGRES] = DATABASES;
let database: TestDatabase | undefined;
let storage: Storage | undefined;

afterEach(async () => {
  await storage?.close(100).catch(() => undefined);
  await database?.dispose();
  [storage, database] = [undefined, undefined];
});

async function open(choice: StorageChoice): Promise<Storage> {
  storage = await openStorage({ ...choice, ...WRITER_OPTIONS }, SILENT_LOG);
  return storage;
}

async function storedCalls(of: Storage): Promise<ReadonlySet<string>> {
  const rows = await of.db.selectFrom('calls').select('call_id').execute();
  return new Set(rows.map(({ call_id }) => call_id));
}

/** Starts a writer of its own, kills it without warning after so many acknowledgements, and returns those. */
async function killedWhileWriting(choice: StorageChoice, after: number): Promise<readonly string[]> {
  const script = new URL('../support/storage-writer-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(choice)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    acknowledged.push(line);
    if (acknowledged.length === after) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return acknowledged;
}

describe.each(DATABASES.filter(({ skip }) => !skip))('kill -9 while writing to $name', ({ make }) => {
  it('loses no acknowledged summary, and the database opens as if nothing had been', async () => {
    database = await make();
    for (const after of [40, 150]) {
      const acknowledged = await killedWhileWriting(database.choice, after);
      expect(acknowledged.length).toBeGreaterThanOrEqual(after);
      const reopened = await open(database.choice);
      const stored = await storedCalls(reopened);
      expect(acknowledged.filter((callId) => !stored.has(callId))).toEqual([]);
      const halves = await reopened.db
        .selectFrom('calls')
        .leftJoin('own_facts', 'own_facts.call_row', 'calls.id')
        .select('calls.id')
        .where('own_facts.call_row', 'is', null)
        .execute();
      expect(halves).toEqual([]);
      await reopened.close(100);
    }
  }, 120_000);
});

describe('SQLite in trouble', () => {
  it('waits while the disk is full, and writes everything once there is room', async () => {
    database = await SQLITE.make();
    const { db, writer } = await open(database.choice);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 4)}`.execute(db);
    const outcomes = Array.from({ length: 300 }, (_, n) => writer.write(callRecord({ callId: `c-${n}` }, n)));
    await expect.poll(() => writer.stats().failing, { timeout: 10_000 }).toBe(true);
    expect(writer.stats().waiting).toBeGreaterThan(0);
    await sql`pragma max_page_count = 1000000`.execute(db);
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['durable']));
    expect((await storedCalls(storage!)).size).toBe(300);
    const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    expect(check.rows).toEqual([{ integrity_check: 'ok' }]);
  }, 60_000);

  it('does not stop the event loop while another process holds the lock', async () => {
    database = await SQLITE.make();
    const { writer } = await open(database.choice);
    const other = new SqliteDatabase(database.choice.sqliteFile ?? '');
    other.exec('begin immediate');
    const outcome = writer.write(callRecord());
    await expect.poll(() => writer.stats().failing, { timeout: 10_000 }).toBe(true);
    const started = process.hrtime.bigint();
    await new Promise((resolve) => setImmediate(resolve));
    // Far below better-sqlite3's usual wait of five seconds; the bound is about waiting, not about speed.
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2_000);
    other.exec('rollback');
    other.close();
    expect(await outcome).toBe('durable');
  }, 60_000);
});

describe.skipIf(POSTGRES.skip)('PostgreSQL away for a while', () => {
  /** A database whose line can be cut and mended. */
  async function behindProxy() {
    database = await POSTGRES.make();
    const url = new URL(database.choice.postgresUrl ?? '');
    const proxy = new TcpProxy(url.hostname, Number(url.port || 5432));
    url.hostname = '127.0.0.1';
    url.port = String(await proxy.listen());
    return { proxy, choice: { ...database.choice, postgresUrl: url.href } };
  }

  it('keeps what comes meanwhile, and writes it when the server is back', async () => {
    const { proxy, choice } = await behindProxy();
    const { writer } = await open(choice);
    expect(await writer.write(callRecord({ callId: 'before' }, 1))).toBe('durable');

    proxy.cut();
    const outcomes = Array.from({ length: 120 }, (_, n) => writer.write(callRecord({ callId: `c-${n}` }, n)));
    await expect.poll(() => writer.stats().failing, { timeout: 20_000 }).toBe(true);
    expect(await storage!.healthy()).toBe(false);
    proxy.mend();
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['durable']));
    expect((await storedCalls(storage!)).size).toBe(121);
    await storage!.close(1_000);
    await proxy.close();
  }, 60_000);

  it('starts without the server, and brings the schema up when it comes', async () => {
    const { proxy, choice } = await behindProxy();
    proxy.cut();
    const { writer } = await open(choice);
    const outcome = writer.write(callRecord());
    await expect.poll(() => writer.stats().failing, { timeout: 20_000 }).toBe(true);
    proxy.mend();
    expect(await outcome).toBe('durable');
    await storage!.close(1_000);
    await proxy.close();
  }, 60_000);

  it('is healthy once the server is there, before anything is written', async () => {
    const { proxy, choice } = await behindProxy();
    proxy.cut();
    await open(choice);
    expect([await storage!.healthy(), await storage!.clockLeadMs(Date.now())]).toEqual([false, null]);
    proxy.mend();
    await expect.poll(() => storage!.healthy(), { timeout: 20_000 }).toBe(true);
    await storage!.close(1_000);
    await proxy.close();
  }, 60_000);
});
