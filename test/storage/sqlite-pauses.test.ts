import { afterAll, beforeAll, expect, it } from 'vitest';
import { importPeople } from '../../src/people/import-people.js';
import { readPeopleCsv } from '../../src/people/people-csv.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';

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
