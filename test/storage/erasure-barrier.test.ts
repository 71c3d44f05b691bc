import { readFileSync, statSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erase } from '../../src/storage/erase.js';
import { eraseVoice } from '../../src/storage/objection.js';
import { purge } from '../../src/storage/retention/retention.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';
import { callRecord, cueRecord, KEY } from '../support/stored-records.js';

const NOW = 2_000_000;
const ADMIN = { actor: 'admin', by: 'root', at: NOW };
const BINDING = { type: 'binding', source: 'announce', state: 'active', at: 1_000_500 } as const;

describe.each(DATABASES.filter(({ skip }) => !skip))('what was erased, on $name', ({ name, make }) => {
  let database: TestDatabase;
  let storage: Storage;
  /** Another node with the same database. */
  let other: Storage;

  beforeEach(async () => {
    database = await make();
    const open = () => openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    storage = await open();
    other = await open();
  });
  afterEach(async () => {
    await storage.close(1_000);
    await other.close(1_000);
    await database.dispose();
  });

  const calls = () => storage.db.selectFrom('calls').selectAll().execute();
  const cues = () => storage.db.selectFrom('cue_log').selectAll().execute();
  const auditOf = (action: string) =>
    storage.db.selectFrom('audit_trail').selectAll().where('action', '=', action).execute();

  it('is not written again by a writer that still held it, on any node', async () => {
    await storage.writer.write(callRecord());
    await erase(storage, { what: 'agent', own: { tenant: 'acme', agentId: 'ana' } }, ADMIN);
    for (const { writer } of [storage, other]) {
      await writer.write(callRecord({ callId: 'late' }));
      await writer.write(cueRecord({ callId: 'late' }));
      await writer.write({ ...BINDING, key: { ...KEY, callId: 'late' } });
    }
    expect([await calls(), await cues()]).toEqual([[], []]);
    expect(await storage.db.selectFrom('bindings').selectAll().execute()).toEqual([]);
    await storage.writer.write(callRecord({ callId: 'after' }, NOW + 1));
    await storage.writer.write(callRecord({ agentId: 'bo' }));
    expect((await calls()).map(({ agent_id }) => agent_id).sort()).toEqual(['ana', 'bo']);
  });

  it('stays away when one call is erased by its agent, or by an objection with all that is kept of it', async () => {
    await storage.writer.write(callRecord());
    const [row] = await calls();
    const own = { tenant: 'acme', agentId: 'ana' };
    await erase(storage, { what: 'own-call', own, callRow: row!.id }, { actor: 'agent', at: NOW });
    await other.writer.write(callRecord());
    await other.writer.write(callRecord({ agentId: 'bo' }));
    expect((await calls()).map(({ agent_id }) => agent_id)).toEqual(['bo']);
    await erase(storage, { what: 'objection', tenant: 'acme', platform: 'native', callId: 'c-1' }, ADMIN);
    await other.writer.write(callRecord({ agentId: 'bo' }, NOW + 5));
    expect(await calls()).toEqual([]);
  });

  it('an objection after the call takes out what was inferred, says so, and keeps the facts', async () => {
    await storage.writer.write(callRecord());
    await storage.writer.write(cueRecord());
    const call = { tenant: 'acme', platform: 'native', callId: 'c-1' };
    const erased = await eraseVoice(storage, call, 'objection', ADMIN);
    expect(erased).toEqual({ episodes: 2, cue_log: 1, feedback: 0, resets: 0, calls: 1 });
    await other.writer.write(cueRecord({}, 1_060_000, 'cue-2'));
    await other.writer.write(callRecord({ agentId: 'bo' }));
    for (const row of await calls())
      expect(row).toMatchObject({ tense_ms: 0, strain: 0, hard: 0, coverage: 'objection', hold_ms: 10_000 });
    expect(await cues()).toEqual([]);
    expect(await storage.db.selectFrom('episodes').selectAll().execute()).toEqual([]);
    expect(await eraseVoice(storage, call, 'objection', ADMIN)).toMatchObject({ episodes: 0, calls: 0 });
    expect(await auditOf('objection')).toHaveLength(2);
    expect(JSON.parse((await auditOf('scrub'))[0]!.details)).toMatchObject({
      after: 'objection',
      complete: true,
    });
  });

  it.runIf(name === 'SQLite')('is in none of the files, while they are open', async () => {
    const file = database.choice.sqliteFile!;
    const readable = (text: string) =>
      ['', '-wal'].some((suffix) => readFileSync(`${file}${suffix}`).includes(text));
    await storage.writer.write(callRecord({ agentId: 'agent-to-forget', callId: 'call-to-forget' }));
    await storage.writer.write(callRecord({ agentId: 'old-agent', callId: 'old-call' }, 1));
    expect([readable('agent-to-forget'), readable('old-call')]).toEqual([true, true]);
    await erase(storage, { what: 'agent', own: { tenant: 'acme', agentId: 'agent-to-forget' } }, ADMIN);
    expect([readable('agent-to-forget'), readable('call-to-forget')]).toEqual([false, false]);
    const days = { calls: 90, cues: 90, resets: 90, bindings: 7, checkIns: 90, published: 90, audit: 365 };
    await purge(storage, { days, now: 400 * 86_400_000, dryRun: false, tenant: null });
    expect([readable('old-agent'), readable('old-call')]).toEqual([false, false]);
    for (const suffix of ['', '-wal', '-shm'])
      expect(statSync(`${file}${suffix}`).mode & 0o777, suffix).toBe(0o600);
  });

  it.runIf(name === 'SQLite')(
    'is refused, not half done, while another process holds the database',
    async () => {
      await storage.writer.write(callRecord());
      const lock = new BetterSqlite(database.choice.sqliteFile!);
      lock.exec('begin immediate');
      const erasing = erase(storage, { what: 'agent', own: { tenant: 'acme', agentId: 'ana' } }, ADMIN);
      await expect(erasing).rejects.toMatchObject({ code: 'storage.busy' });
      expect(await calls()).toHaveLength(1);
      lock.exec('rollback');
      lock.close();
      await erase(storage, { what: 'agent', own: { tenant: 'acme', agentId: 'ana' } }, ADMIN);
      expect(await calls()).toEqual([]);
    },
  );
});
