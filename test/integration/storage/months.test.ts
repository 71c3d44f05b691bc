import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erase } from '../../../src/storage/erase.js';
import { migrate } from '../../../src/storage/migrator.js';
import { listOwnCalls } from '../../../src/storage/own-records/own-calls.js';
import { writeNote } from '../../../src/storage/own-records/own-notes.js';
import { dropMonthsBefore } from '../../../src/storage/partitions/drop-months.js';
import { makeMonthsAhead } from '../../../src/storage/partitions/make-months.js';
import { monthOf } from '../../../src/storage/partitions/month.js';
import { purge } from '../../../src/storage/retention/retention.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord, cueRecord } from '../../support/stored-records.js';

const DAY_MS = 86_400_000;
const OWN = { tenant: 'acme', agentId: 'ana' };
const POSTGRES = DATABASES[1];
const KEPT = { calls: 30, cues: 30, resets: 30, bindings: 30, checkIns: 30, published: 30, audit: 400 };
const HANGING = ['episodes', 'own_facts', 'notes'] as const;

describe.skipIf(POSTGRES.skip)('months of calls on PostgreSQL', () => {
  let database: TestDatabase;
  let storage: Storage;
  /** The middle of this month and of two months that are over, by the clock of the server. */
  let [now, old, older] = [0, 0, 0];

  beforeEach(async () => {
    database = await POSTGRES.make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    const { rows } = await sql<{
      at: string;
    }>`select extract(epoch from clock_timestamp()) * 1000 as at`.execute(storage.db);
    const at = Number(rows[0]!.at);
    [now, old, older] = [0, -3, -5].map((months) => monthOf(at, months).from + 14 * DAY_MS) as [
      number,
      number,
      number,
    ];
  });

  afterEach(async () => {
    await storage.close(1_000);
    await database.dispose();
  });

  async function keep(callId: string, startedAt: number): Promise<void> {
    await storage.writer.write(callRecord({ callId }, startedAt));
    await storage.writer.write(cueRecord({ callId }, startedAt + 50_000, `cue-${callId}`));
    const call = (await listOwnCalls(storage.db, OWN, { limit: 200, before: null })).find(
      (one) => one.callId === callId,
    );
    await writeNote(storage.db, OWN, call!.id, { text: `of ${callId}`, at: startedAt });
  }

  /** In which partition the rows of a table are, and how many. */
  async function whereRowsAre(table: string): Promise<Record<string, number>> {
    const { rows } = await sql<{ part: string; n: string }>`
      select tableoid::regclass::text as part, count(*) as n from ${sql.table(table)} group by 1`.execute(
      storage.db,
    );
    return Object.fromEntries(rows.map(({ part, n }) => [part, Number(n)]));
  }

  const partOf = (table: string, at: number) => `${table}_${monthOf(at).name}`;

  it('are made ahead, and a record comes into its own', async () => {
    await keep('c-1', now);
    expect(await whereRowsAre('calls')).toEqual({ [partOf('calls', now)]: 1 });
    expect(await whereRowsAre('own_facts')).toEqual({ [partOf('own_facts', now)]: 1 });
    await storage.writer.write(callRecord({ callId: 'next' }, monthOf(now, 2).from));
    expect(await whereRowsAre('calls')).toMatchObject({ [`calls_${monthOf(now, 2).name}`]: 1 });
  });

  it('take what came before they were made, and lose nothing of it', async () => {
    await keep('early', old);
    expect(await whereRowsAre('calls')).toEqual({ calls_rest: 1 });
    const before = await listOwnCalls(storage.db, OWN, { limit: 10, before: null });
    await makeMonthsAhead(storage.db, old);
    expect(await whereRowsAre('calls')).toEqual({ [partOf('calls', old)]: 1 });
    expect(await whereRowsAre('episodes')).toEqual({ [partOf('episodes', old)]: 2 });
    expect(await whereRowsAre('cue_log')).toEqual({ [partOf('cue_log', old)]: 1 });
    expect(await listOwnCalls(storage.db, OWN, { limit: 10, before: null })).toEqual(before);
    expect(before[0]).toMatchObject({ note: 'of early', ownFacts: { agentOverlaps: 3 } });
  });

  it('come with a migration that keeps every row, and go back', async () => {
    await keep('c-1', now);
    await keep('c-2', old);
    const calls = await listOwnCalls(storage.db, OWN, { limit: 10, before: null });
    const counts = async () =>
      Promise.all(
        ['calls', 'episodes', 'own_facts', 'notes', 'cue_log'].map(async (table) =>
          Object.values(await whereRowsAre(table)).reduce((sum, n) => sum + n, 0),
        ),
      );
    const all = await counts();
    await migrate(storage.db, 'one-down');
    expect(await whereRowsAre('calls')).toEqual({ calls: 2 });
    expect(await counts()).toEqual(all);
    await migrate(storage.db, 'latest');
    // The oldest call decides from when on there are months.
    expect(await whereRowsAre('calls')).toEqual({ [partOf('calls', now)]: 1, [partOf('calls', old)]: 1 });
    expect(await counts()).toEqual(all);
    expect(await listOwnCalls(storage.db, OWN, { limit: 10, before: null })).toEqual(calls);
  });

  it('take rows of a node of the version before, and an erasure takes those too', async () => {
    await storage.writer.write(callRecord({ callId: 'c-1' }, now));
    const [call] = await listOwnCalls(storage.db, OWN, { limit: 1, before: null });
    for (const table of HANGING) await sql`delete from ${sql.table(table)}`.execute(storage.db);
    await sql`insert into episodes (call_row, onset_ms, peak_ms, peak)
      values (${call!.id}, 1, 2, 'angry'), (${call!.id}, 5, 6, 'tense') on conflict do nothing`.execute(
      storage.db,
    );
    await sql`insert into own_facts (call_row, agent_overlaps) values (${call!.id}, 7)`.execute(storage.db);
    await sql`insert into notes (call_row, tenant, agent_id, text, at)
      values (${call!.id}, 'acme', 'ana', 'mine', 1)`.execute(storage.db);
    expect(await whereRowsAre('episodes')).toEqual({ [partOf('episodes', now)]: 2 });
    const [again] = await listOwnCalls(storage.db, OWN, { limit: 1, before: null });
    expect(again).toMatchObject({ note: 'mine', ownFacts: { agentOverlaps: 7 } });
    await erase(storage, { what: 'agent', own: OWN }, { actor: 'agent', by: 'ana', at: now + 1 });
    for (const table of ['calls', ...HANGING]) expect(await whereRowsAre(table)).toEqual({});
  });

  it('go whole when they are older than calls are kept; younger rows of others stay', async () => {
    await makeMonthsAhead(storage.db, older);
    await keep('older', older);
    await keep('old', old);
    await keep('new', now);
    const { classes } = await purge(storage, { days: KEPT, now, dryRun: false, tenant: null });
    expect(classes.find((one) => one.class === 'calls')?.rows.calls).toBe(2);
    expect(await whereRowsAre('calls')).toEqual({ [partOf('calls', now)]: 1 });
    for (const table of ['own_facts', 'cue_log'])
      expect(await whereRowsAre(table)).toEqual({ [partOf(table, now)]: 1 });
    const [kept, ...others] = await listOwnCalls(storage.db, OWN, { limit: 10, before: null });
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ callId: 'new', note: 'of new' });
    const { rows } = await sql<{ found: string | null }>`
      select to_regclass(${partOf('calls', old)})::text as found`.execute(storage.db);
    expect(rows[0]?.found).toBeNull();
    const proof = await storage.db
      .selectFrom('audit_trail')
      .select('details')
      .where('action', '=', 'purge')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(proof.details)).toMatchObject({ calls: 2, cue_log: 2 });
  });

  it('are left alone by a purge of one tenant, which takes its own rows and no other', async () => {
    await makeMonthsAhead(storage.db, old);
    // The first row of each partition has the same address within it.
    await keep('old', old);
    await keep('new', now);
    await storage.writer.write(callRecord({ tenant: 'other', callId: 'theirs' }, old));
    await purge(storage, { days: KEPT, now, dryRun: false, tenant: 'acme' });
    expect(await whereRowsAre('calls')).toEqual({ [partOf('calls', old)]: 1, [partOf('calls', now)]: 1 });
    expect((await listOwnCalls(storage.db, OWN, { limit: 10, before: null })).map((c) => c.callId)).toEqual([
      'new',
    ]);
  });

  it('keep no statistics of names either', async () => {
    await makeMonthsAhead(storage.db, old);
    await keep('old', old);
    await keep('new', now);
    await sql`analyze`.execute(storage.db);
    const { rows } = await sql`select tablename, attname from pg_stats where schemaname = 'public'
      and attname in ('call_id', 'agent_id', 'cue_id', 'text', 'external_id')`.execute(storage.db);
    expect(rows).toEqual([]);
  });

  it('of a table without them are none to drop', async () => {
    expect(await dropMonthsBefore(storage.db, 'resets', now)).toEqual(new Map());
  });
});
