import { afterAll, beforeAll, expect, it } from 'vitest';
import { importPeople } from '../../../src/people/import-people.js';
import { readPeopleCsv } from '../../../src/people/people-csv.js';
import { erase } from '../../../src/storage/erase.js';
import { listEveryOwnCall } from '../../../src/storage/own-records/own-calls.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord } from '../../support/stored-records.js';

let database: TestDatabase;
let storage: Storage;
beforeAll(async () => {
  database = await DATABASES.find(({ name }) => name === 'SQLite')!.make();
  storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
});
afterAll(async () => {
  await storage.close(1_000);
  await database.dispose();
});

/** How often the loop has its turn while the work is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let next = setImmediate(count);
  function count() {
    turns += 1;
    next = setImmediate(count);
  }
  await work();
  clearImmediate(next);
  return turns;
}

it('thousands of statements in one transaction leave the loop its turns between them', async () => {
  const people = Array.from({ length: 3_000 }, (_, line) => ({
    agentId: `agent-${line}`,
    teamId: 'billing',
    teamName: 'Billing',
    timeZone: 'UTC',
    from: null,
    to: null,
  }));
  const wanted = { tenant: 'acme', people, shifts: [] };
  const turns = await turnsDuring(() => importPeople(storage.db, wanted, 1, false));
  expect(turns).toBeGreaterThan(5);
  expect(await storage.db.selectFrom('memberships').selectAll().execute()).toHaveLength(3_000);
});

it('a file of thousands of lines is read with turns between them, and every line of it', async () => {
  const head = 'agent_id,team_id,team_name,time_zone,from,to';
  const lines = Array.from({ length: 10_000 }, (_, n) => `ägent-${n},team,,Europe/Berlin,2026-01-05,`);
  let read: readonly { readonly agentId: string }[] = [];
  const turns = await turnsDuring(async () => {
    read = await readPeopleCsv([head, ...lines].join('\n'));
  });
  expect(turns).toBeGreaterThan(5);
  expect(read.map(({ agentId }) => agentId)).toEqual(lines.map((line) => line.split(',')[0]));
});

it('a file of empty lines is refused with turns between them', async () => {
  const turns = await turnsDuring(() =>
    expect(readPeopleCsv('\n'.repeat(5_000_000))).rejects.toThrow('The first line must name'),
  );
  expect(turns).toBeGreaterThan(5);
});

it.each([
  ['a first line of commas', ','.repeat(60_000)],
  ['a field without end', `agent_id,team_id\n"${'x'.repeat(60_000)}`],
])('%s is refused before it is taken apart', async (_what, text) => {
  await expect(readPeopleCsv(text)).rejects.toThrow(/16384/);
});

it('a year of calls is read, and erased, in several turns, and every call once', async () => {
  const own = { tenant: 'acme', agentId: 'ann' };
  const started = Array.from({ length: 750 }, (_, call) => Math.floor(call / 3) * 60_000);
  await Promise.all(
    started.map((at, call) => storage.writer.write(callRecord({ callId: `c${call}`, agentId: 'ann' }, at))),
  );
  await storage.writer.flush(30_000);
  const calls = await listEveryOwnCall(storage.db, own);
  expect(new Set(calls.map(({ callId }) => callId)).size).toBe(750);
  expect(calls.map(({ startedAt }) => startedAt)).toEqual(started.toReversed());
  const by = { actor: 'agent', by: 'ann', at: 1 };
  const turns = await turnsDuring(async () => {
    expect(await erase(storage, { what: 'agent', own }, by)).toMatchObject({ calls: 750 });
  });
  expect(turns).toBeGreaterThan(1);
  expect(await listEveryOwnCall(storage.db, own)).toEqual([]);
});

it('what another asks meanwhile is answered after the transaction, which stays whole', async () => {
  const seen: number[] = [];
  const isolated = storage.db.transaction().execute(async (transaction) => {
    for (let team = 0; team < 500; team++)
      await transaction
        .insertInto('teams')
        .values({ tenant: 'other', team_id: `t${team}`, name: 'x', time_zone: 'UTC', updated_at: 1 })
        .execute();
  });
  const asked = storage.db
    .selectFrom('teams')
    .selectAll()
    .where('tenant', '=', 'other')
    .execute()
    .then((rows) => seen.push(rows.length));
  await Promise.all([isolated, asked]);
  expect(seen).toEqual([500]);
});
