import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/storage/migrator.js';
import { listOwnCalls } from '../../src/storage/own-records/own-calls.js';
import { listOwnCues, listOwnResets } from '../../src/storage/own-records/own-cues.js';
import { checkIn, listCheckIns, writeNote } from '../../src/storage/own-records/own-notes.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';
import { callRecord, cueRecord, KEY, SUMMARY } from '../support/stored-records.js';

const OWN = { tenant: 'acme', agentId: 'ana' };
const EVER = { from: 0, to: 10_000_000 };

describe.each(DATABASES.filter(({ skip }) => !skip))('storage on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;

  beforeAll(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
  });

  afterAll(async () => {
    await storage.close(1_000);
    await database.dispose();
  });

  it('keeps a call, its cues, verdicts and resets for the agent alone', async () => {
    const outcomes = await Promise.all([
      storage.writer.write(callRecord()),
      storage.writer.write(cueRecord()),
      storage.writer.write(cueRecord({}, 1_060_000, 'cue-2', 'hold-out')),
      storage.writer.write({ type: 'feedback', key: KEY, cueId: 'cue-1', verdict: 'wrong', at: 1_051_000 }),
      storage.writer.write({ type: 'reset', key: KEY, offerId: 'r-1', outcome: 'offered', at: 1_300_000 }),
      storage.writer.write({ type: 'reset', key: KEY, offerId: 'r-1', outcome: 'taken', at: 1_310_000 }),
    ]);
    expect(outcomes).toEqual(Array(6).fill('durable'));

    const [call, ...others] = await listOwnCalls(storage.db, OWN, { limit: 10, before: null });
    expect(others).toEqual([]);
    expect(call).toMatchObject({ callId: 'c-1', startedAt: 1_000_000, endedAt: 1_300_000, hard: true });
    expect(call?.strain).toBe(61.5);
    expect(call?.ownFacts).toEqual(SUMMARY.ownFacts);
    expect(await listOwnCalls(storage.db, { ...OWN, agentId: 'bo' }, { limit: 10, before: null })).toEqual(
      [],
    );

    const cues = await listOwnCues(storage.db, OWN, EVER);
    expect(cues.map(({ cueId, verdicts }) => [cueId, verdicts])).toEqual([['cue-1', ['wrong']]]);
    expect(cues[0]?.reason).toEqual({ key: 'tense', values: { seconds: 8 }, mood: null });
    expect((await listOwnResets(storage.db, OWN, EVER)).map(({ outcome }) => outcome)).toEqual([
      'offered',
      'taken',
    ]);
  });

  it('knows how far a time is ahead of the server, and that a file has no clock', async () => {
    const leadMs = await storage.clockLeadMs(Date.now() + 3_600_000);
    if (database.choice.postgresUrl === null) expect(leadMs).toBeNull();
    else expect(Math.abs((leadMs ?? 0) - 3_600_000)).toBeLessThan(5_000);
  });

  it('takes the same record twice without harm', async () => {
    await storage.writer.write(callRecord());
    await storage.writer.write(callRecord());
    const episodes = await storage.db.selectFrom('episodes').selectAll().orderBy('onset_ms').execute();
    expect(episodes.map(({ recovery_ms }) => recovery_ms)).toEqual([35_000, null]);
  });

  it('keeps a note and a check-in, and lets nobody else write on the call', async () => {
    const [call] = await listOwnCalls(storage.db, OWN, { limit: 1, before: null });
    expect(
      await writeNote(storage.db, { ...OWN, agentId: 'bo' }, call!.id, { text: 'not mine', at: 5 }),
    ).toBe(false);
    expect(await writeNote(storage.db, OWN, call!.id, { text: 'sum up sooner', at: 5 })).toBe(true);
    expect((await listOwnCalls(storage.db, OWN, { limit: 1, before: null }))[0]?.note).toBe('sum up sooner');
    await writeNote(storage.db, OWN, call!.id, { text: '', at: 6 });
    expect((await listOwnCalls(storage.db, OWN, { limit: 1, before: null }))[0]?.note).toBeNull();
    await checkIn(storage.db, OWN, 'drained', 77);
    expect(await listCheckIns(storage.db, OWN, EVER)).toEqual([{ at: 77, feeling: 'drained' }]);
  });

  it('pages from newest to oldest', async () => {
    for (const startedAt of [2_000_000, 3_000_000])
      await storage.writer.write(callRecord({ callId: `c-${startedAt}` }, startedAt));
    const first = await listOwnCalls(storage.db, OWN, { limit: 2, before: null });
    expect(first.map(({ startedAt }) => startedAt)).toEqual([3_000_000, 2_000_000]);
    const second = await listOwnCalls(storage.db, OWN, { limit: 2, before: first[1]!.startedAt });
    expect(second.map(({ startedAt }) => startedAt)).toEqual([1_000_000]);
  });

  it('takes the schema down to nothing and up again', async () => {
    const down = await migrate(storage.db, 'empty');
    expect(down.length).toBeGreaterThan(0);
    expect(down.every(({ direction }) => direction === 'down')).toBe(true);
    const tables = await storage.db.introspection.getTables();
    expect(tables.map(({ name }) => name)).toEqual([]);
    const up = await migrate(storage.db, 'latest');
    expect(up.map(({ name }) => name)).toEqual(down.map(({ name }) => name).reverse());
    expect(await storage.writer.write(callRecord())).toBe('durable');
  });
});
