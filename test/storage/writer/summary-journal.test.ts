import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { purge, RETENTION_CLASSES, type RetentionDays } from '../../../src/storage/retention/retention.js';
import { journalOf, openStorage } from '../../../src/storage/storage.js';
import { journalFolderOf } from '../../../src/storage/storage-target.js';
import type { StoredRecord, SummaryRecord } from '../../../src/storage/stored-record.js';
import { BatchedRecordWriter } from '../../../src/storage/writer/batched-record-writer.js';
import { SummaryJournal } from '../../../src/storage/writer/summary-journal.js';
import { DATABASES, SILENT_LOG, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord, cueRecord } from '../../support/stored-records.js';

const DAY_MS = 86_400_000;
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'evenkeel-journal-')), 'waiting');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const files = () => (existsSync(folder) ? readdirSync(folder) : []);

/** A writer over a database that is away until `back` is called. */
function writerWithJournal(options: Partial<Record<keyof typeof WRITER_OPTIONS, number>> = {}) {
  const kept: StoredRecord[] = [];
  let isAway = true;
  const writer = new BatchedRecordWriter({
    write: async (records) => {
      if (isAway) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      kept.push(...records);
    },
    options: { ...WRITER_OPTIONS, ...options },
    log: SILENT_LOG,
    journal: new SummaryJournal(folder, SILENT_LOG),
  });
  const back = () => {
    isAway = false;
  };
  return { writer, kept, back };
}

describe('the journal of summaries', () => {
  it('makes a summary durable while the database is away, in a file that only its owner reads', async () => {
    const { writer } = writerWithJournal();
    expect(await writer.write(callRecord({ callId: 'c-1' }))).toBe('durable');
    expect(writer.stats()).toMatchObject({ waiting: 1, journalled: 1, failing: true });
    expect(files()).toHaveLength(1);
    expect(statSync(join(folder, files()[0]!)).mode & 0o777).toBe(0o600);
    await writer.close(0);
  });

  it('holds summaries and nothing else', async () => {
    const { writer } = writerWithJournal();
    void writer.write(cueRecord({ callId: 'of-a-cue' }));
    await writer.write(callRecord({ callId: 'of-a-call' }));
    const text = files().map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(text).toHaveLength(1);
    expect(text[0]).toContain('of-a-call');
    expect(text[0]).not.toContain('of-a-cue');
    await writer.close(0);
  });

  it('is empty once the database has everything, and each record is there once', async () => {
    const { writer, kept, back } = writerWithJournal();
    await Promise.all(['a', 'b', 'c'].map((callId) => writer.write(callRecord({ callId }))));
    back();
    await writer.flush(5_000);
    await expect.poll(files).toEqual([]);
    expect(kept.map(({ key }) => key.callId).sort()).toEqual(['a', 'b', 'c']);
    expect(await writer.close(0)).toEqual({ journalled: 0, lost: 0 });
  });

  it('is read at the next start', async () => {
    const first = writerWithJournal();
    await first.writer.write(callRecord({ callId: 'left' }));
    expect(await first.writer.close(0)).toEqual({ journalled: 1, lost: 0 });
    const second = writerWithJournal();
    second.back();
    await second.writer.recover();
    await second.writer.flush(5_000);
    expect(second.kept).toEqual([callRecord({ callId: 'left' })]);
    await expect.poll(files).toEqual([]);
    await second.writer.close(0);
  });

  it('counts what a stop loses: records that are neither in the database nor in the journal', async () => {
    const { writer } = writerWithJournal();
    void writer.write(callRecord({ callId: 'c-1' }));
    void writer.write(cueRecord());
    void writer.write(cueRecord({}, 2));
    expect(await writer.close(0)).toEqual({ journalled: 1, lost: 2 });
  });

  it('lets an erasure reach what it holds', async () => {
    const { writer, kept, back } = writerWithJournal();
    await Promise.all(['gone', 'kept'].map((callId) => writer.write(callRecord({ callId }))));
    await writer.withErased(
      ({ key }) => key.callId === 'gone',
      async () => {},
    );
    expect(files()).toHaveLength(1);
    back();
    await writer.flush(5_000);
    expect(kept.map(({ key }) => key.callId)).toEqual(['kept']);
    await writer.close(0);
  });

  it('keeps nothing longer than the database would', async () => {
    const database = await DATABASES[0].make();
    const storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    const journal = new SummaryJournal(journalFolderOf(database.choice) ?? '', SILENT_LOG);
    await journal.add(callRecord({ callId: 'old' }, 1_000) as SummaryRecord);
    await journal.add(callRecord({ callId: 'new' }, 90 * DAY_MS) as SummaryRecord);
    const days = Object.fromEntries(RETENTION_CLASSES.map((name) => [name, 30])) as RetentionDays;
    const options = { days, now: 100 * DAY_MS, dryRun: false, tenant: null };
    await purge({ db: storage.db, writer: journalOf(database.choice) }, options);
    expect((await journal.read()).map(({ key }) => key.callId)).toEqual(['new']);
    await storage.close(0);
    await database.dispose();
  });

  it('keeps what the full queue has no room for, and writes it when there is', async () => {
    const { writer, kept, back } = writerWithJournal({ queueRecords: 2 });
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const callId of names) expect(await writer.write(callRecord({ callId }))).toBe('durable');
    expect(writer.stats().dropped.call).toBe(0);
    back();
    await expect.poll(() => kept.map(({ key }) => key.callId).sort(), { timeout: 10_000 }).toEqual(names);
    await expect.poll(files).toEqual([]);
    await writer.close(0);
  });

  it('takes out what it cannot read, says so, and reads the rest', async () => {
    const warned: object[] = [];
    const journal = new SummaryJournal(folder, { info() {}, warn: (fields) => warned.push(fields) });
    await journal.add(callRecord({ callId: 'good' }) as SummaryRecord);
    const [name] = files();
    const strange = JSON.parse(readFileSync(join(folder, name!), 'utf8'));
    strange.record.summary.strain = 'high';
    for (const [file, text] of [
      ['a.summary.json', 'not json'],
      ['b.summary.json', JSON.stringify(strange)],
      ['c.summary.json.draft', '{"version":'],
    ] as const)
      writeFileSync(join(folder, file), text);
    expect(await journal.read()).toEqual([callRecord({ callId: 'good' })]);
    expect(warned).toHaveLength(2);
    expect(files()).toEqual([name]);
  });

  it('waits in memory where the disk takes nothing, and then counts as lost', async () => {
    writeFileSync(join(folder, '..', 'waiting'), 'a file where the folder should be');
    const { writer } = writerWithJournal();
    void writer.write(callRecord());
    await expect.poll(() => writer.stats().failing).toBe(true);
    expect(await writer.close(0)).toEqual({ journalled: 0, lost: 1 });
  });
});
