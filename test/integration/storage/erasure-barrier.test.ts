import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordAudit } from '../../../src/storage/audit/audit-trail.js';
import { erase } from '../../../src/storage/erase.js';
import { eraseVoice } from '../../../src/storage/objection.js';
import { writeNote } from '../../../src/storage/own-records/own-notes.js';
import { RecentErasures } from '../../../src/storage/recent-erasures.js';
import { purge } from '../../../src/storage/retention/retention.js';
import { hasCopiedDeadRows } from '../../../src/storage/scrub-files.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import type { StoredRecord } from '../../../src/storage/stored-record.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord, cueRecord, KEY } from '../../support/stored-records.js';

const NOW = 2_000_000;
const DAYS = { calls: 90, cues: 90, resets: 90, bindings: 7, checkIns: 90, published: 90, audit: 365 };
const ADMIN = { actor: 'admin', by: 'root', at: NOW };
const BINDING = { type: 'binding', source: 'announce', state: 'active', at: 1_000_500 } as const;

/** Where the server keeps the database's tables, as far as this machine can see. */
async function filesOf({ db }: Storage): Promise<string> {
  const { rows } = await sql<{
    folder: string;
  }>`select current_setting('data_directory') || '/base/' || oid as folder
    from pg_database where datname = current_database()`.execute(db);
  return rows[0]!.folder;
}

/** Nothing, where the server has removed the file meanwhile. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw cause;
  }
}

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

  it('nothing of the voice comes after an objection, whatever clock says when it was: a cue, an answer, a reset', async () => {
    const call = { tenant: 'acme', platform: 'native', callId: 'c-1' };
    await eraseVoice(storage, call, 'objection', ADMIN);
    // Decided by a node that did not know yet, or whose clock is ahead.
    const at = NOW + 10_000;
    await other.writer.write(cueRecord({}, at, 'mood'));
    const silence = { ...cueRecord({}, at, 'silence'), kind: 'dead-air' } as StoredRecord;
    await other.writer.write(silence);
    await other.writer.write({ type: 'feedback', key: KEY, cueId: 'mood', verdict: 'helped', at });
    await other.writer.write({ type: 'reset', key: KEY, offerId: 'o', outcome: 'taken', at });
    await other.writer.write(callRecord({}, at));
    await other.writer.write(cueRecord({ callId: 'of-another' }, at, 'of-another'));
    expect((await cues()).map(({ cue_id }) => cue_id).sort()).toEqual(['of-another', 'silence']);
    for (const table of ['feedback', 'resets', 'episodes'] as const)
      expect(await storage.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
    expect(await calls()).toMatchObject([{ tense_ms: 0, strain: 0, hard: 0, coverage: 'objection' }]);
  });

  it('a notice that was withdrawn and given again takes out only what came before it', async () => {
    const call = { tenant: 'acme', platform: 'native', callId: 'c-1' };
    await eraseVoice(storage, call, 'no-notice', ADMIN);
    await other.writer.write(cueRecord({}, NOW - 1, 'before'));
    await other.writer.write(cueRecord({}, NOW + 1, 'after'));
    await other.writer.write(callRecord({}, NOW - 1));
    expect((await cues()).map(({ cue_id }) => cue_id)).toEqual(['after']);
    expect(await calls()).toMatchObject([{ tense_ms: 0, coverage: 'no-notice' }]);
  });

  it('takes with it the row by which nodes learnt that a call of theirs has ended', async () => {
    await storage.writer.write({ ...BINDING, key: KEY });
    const ended = {
      tenant: 'acme',
      platform: 'native',
      agent_id: '',
      source: 'announce',
      state: 'ended',
      changed_at: 1,
    };
    await storage.db
      .insertInto('live_bindings')
      .values([
        { ...ended, call_id: KEY.callId },
        { ...ended, call_id: 'of-another' },
      ])
      .execute();
    await erase(storage, { what: 'agent', own: { tenant: 'acme', agentId: 'ana' } }, ADMIN);
    expect(await storage.db.selectFrom('live_bindings').select('call_id').execute()).toEqual([
      { call_id: 'of-another' },
    ]);
  });

  it('is told of once, so that nodes forget it too', async () => {
    const recent = new RecentErasures(other.db);
    expect(await recent.next(NOW)).toBeNull();
    await erase(storage, { what: 'agent', own: { tenant: 'acme', agentId: 'ana' } }, ADMIN);
    const erased = await recent.next(NOW);
    expect(erased?.agent({ tenant: 'acme', agentId: 'ana' })).toBe(true);
    expect(erased?.agent({ tenant: 'globex', agentId: 'ana' })).toBe(false);
    expect(erased?.call(KEY, 'ana')).toBe(false);
    expect(await recent.next(NOW)).toBeNull();
  });

  it.runIf(name === 'PostgreSQL')('is in none of the files that the server holds', async (context) => {
    await storage.writer.write(callRecord({ agentId: 'agent-to-forget', callId: 'call-to-forget' }));
    await storage.writer.write(cueRecord({ agentId: 'agent-to-forget', callId: 'call-to-forget' }));
    const folder = await filesOf(storage);
    if (!existsSync(folder)) return context.skip();
    const readable = (text: string) =>
      readdirSync(folder).some((file) => bytesOf(join(folder, file)).includes(text));
    await sql`checkpoint`.execute(storage.db);
    expect([readable('agent-to-forget'), readable('call-to-forget')]).toEqual([true, true]);
    await erase(storage, { what: 'agent', own: { tenant: 'acme', agentId: 'agent-to-forget' } }, ADMIN);
    await sql`checkpoint`.execute(storage.db);
    expect([readable('agent-to-forget'), readable('call-to-forget')]).toEqual([false, false]);
    expect(JSON.parse((await auditOf('scrub')).at(-1)!.details)).toMatchObject({ complete: true });
  });

  it.runIf(name === 'PostgreSQL')(
    'is in none of the files after a purge, notes and facts included',
    async (context) => {
      await storage.writer.write(callRecord({ agentId: 'old-agent', callId: 'old-call' }, 1));
      const folder = await filesOf(storage);
      if (!existsSync(folder)) return context.skip();
      const { id } = await storage.db.selectFrom('calls').select('id').executeTakeFirstOrThrow();
      const own = { tenant: 'acme', agentId: 'old-agent' };
      await writeNote(storage.db, own, id, { text: 'a-note-to-forget', at: 2 });
      const readable = () =>
        ['old-agent', 'old-call', 'a-note-to-forget'].filter((text) =>
          readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(text)),
        );
      await sql`checkpoint`.execute(storage.db);
      expect(readable()).toHaveLength(3);
      await purge(storage, { days: DAYS, now: 400 * 86_400_000, dryRun: false, tenant: null });
      await sql`checkpoint`.execute(storage.db);
      expect(readable()).toEqual([]);
    },
  );

  it.runIf(name === 'PostgreSQL')(
    'is not said to be out of the files while an older transaction can still see it',
    async () => {
      await storage.writer.write(callRecord());
      await other.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (reader) => {
          await sql`select 1`.execute(reader);
          await erase(storage, { what: 'agent', own: { tenant: 'acme', agentId: 'ana' } }, ADMIN);
        });
      await purge(storage, { days: DAYS, now: NOW, dryRun: false, tenant: null });
      const scrubs = (await auditOf('scrub')).map(({ details }) => JSON.parse(details) as object);
      expect(scrubs).toMatchObject([{ complete: false }, { after: 'purge', complete: true }]);
    },
  );

  it.runIf(name === 'PostgreSQL')(
    'is found where a rewrite took it along, whoever could see it',
    async () => {
      const { db } = storage;
      await storage.writer.write(cueRecord());
      const { rows } = await sql<{
        part: string;
      }>`select tableoid::regclass::text as part from cue_log`.execute(db);
      const { part } = rows[0]!;
      const rewrite = () => sql`vacuum (full) ${sql.table(part)}`.execute(db);
      await other.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (reader) => {
          await sql`select 1`.execute(reader);
          await db.deleteFrom('cue_log').execute();
          await rewrite();
          expect(await hasCopiedDeadRows(db, part)).toBe(true);
        });
      await rewrite();
      expect(await hasCopiedDeadRows(db, part)).toBe(false);
    },
  );

  it('is scrubbed by the next purge where an earlier scrub was left to it, once', async () => {
    const owed = {
      tenant: 'acme',
      action: 'scrub',
      subject: null,
      details: { after: 'erase.agent', complete: false },
    };
    await storage.db.transaction().execute((on) => recordAudit(on, { ...ADMIN, ...owed }));
    for (const _again of ['once', 'twice'])
      await purge(storage, { days: DAYS, now: NOW, dryRun: false, tenant: null });
    const scrubs = (await auditOf('scrub')).map(({ details }) => JSON.parse(details) as object);
    expect(scrubs).toMatchObject([owed.details, { after: 'purge', complete: true }]);
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
    await purge(storage, { days: DAYS, now: 400 * 86_400_000, dryRun: false, tenant: null });
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
