import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../../src/storage/stored-record.js';
import { BatchedRecordWriter, type WriteBatch } from '../../../src/storage/writer/batched-record-writer.js';
import { NOBODY, type WriterObserver } from '../../../src/storage/writer/writer-observer.js';
import { SILENT_LOG, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord, cueRecord } from '../../support/stored-records.js';

function failing(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function writerOver(
  write: WriteBatch,
  options: Partial<typeof WRITER_OPTIONS> = {},
  observer?: WriterObserver,
) {
  return new BatchedRecordWriter({
    write,
    options: { ...WRITER_OPTIONS, ...options } as never,
    log: SILENT_LOG,
    observer: observer ?? NOBODY,
  });
}

describe('batched record writer', () => {
  it('writes in batches of the given size, in order', async () => {
    const batches: string[][] = [];
    const writer = writerOver(
      async (records) => void batches.push(records.map((record) => record.key.callId)),
      { batchRecords: 2 as never },
    );
    await Promise.all(['a', 'b', 'c'].map((callId) => writer.write(callRecord({ callId }))));
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });

  it('tries again while the disk is full or the database locked, and loses nothing', async () => {
    const faults = ['SQLITE_FULL', 'SQLITE_BUSY', 'ECONNREFUSED', '57P01'].map(failing);
    const kept: StoredRecord[] = [];
    const before: object[] = [];
    const writer: BatchedRecordWriter = writerOver(async (records) => {
      const { failing, waiting } = writer.stats();
      before.push({ failing, waiting });
      const fault = faults.shift();
      if (fault !== undefined) throw fault;
      kept.push(...records);
    });
    expect(await writer.write(callRecord())).toBe('durable');
    expect(before).toEqual([
      { failing: false, waiting: 1 },
      ...Array<object>(4).fill({ failing: true, waiting: 1 }),
    ]);
    expect(kept).toHaveLength(1);
    expect(writer.stats()).toMatchObject({ failing: false, waiting: 0, written: 1 });
  });

  it('tells whoever counts: what waits, what failed, what was written and what was given up', async () => {
    const faults = ['ECONNREFUSED', 'ECONNREFUSED', '23502'].map(failing);
    const heard: (string | number)[] = [];
    const writer = writerOver(
      async () => {
        const fault = faults.shift();
        if (fault !== undefined) throw fault;
      },
      {},
      {
        waiting: (records) => heard.push(records),
        written: (type) => heard.push(`written ${type}`),
        dropped: (type) => heard.push(`dropped ${type}`),
        failed: () => heard.push('failed'),
        journalled: () => {},
        journalFailed: () => {},
      },
    );
    // The third try is refused permanently, and its records are written one by one.
    const outcomes = [writer.write(callRecord()), writer.write(callRecord({ callId: 'c-2' }))];
    expect(await Promise.all(outcomes)).toEqual(['durable', 'durable']);
    await writer.flush(1_000);
    const failures = ['failed', 2, 'failed', 2];
    expect(heard).toEqual([1, 2, ...failures, 2, 'written call', 1, 'written call', 0]);
    await writer.close(10);
    await writer.write(cueRecord());
    expect(heard.at(-1)).toBe('dropped cue');
  });

  it('gives up only the record that the database refuses for good', async () => {
    const kept: string[] = [];
    const writer = writerOver(async (records) => {
      if (records.some(({ key }) => key.callId === 'bad')) throw failing('23502');
      kept.push(...records.map(({ key }) => key.callId));
    });
    const outcomes = await Promise.all(
      ['a', 'bad', 'c'].map((callId) => writer.write(callRecord({ callId }))),
    );
    expect(outcomes).toEqual(['durable', 'dropped', 'durable']);
    expect(kept).toEqual(['a', 'c']);
    expect(writer.stats().dropped.call).toBe(1);
  });

  it('drops cues before summaries when the queue is full, and counts them', async () => {
    const writer = writerOver(
      async () => {
        throw failing('SQLITE_FULL');
      },
      { queueRecords: 3 as never, retryMs: 10_000 as never, retryLimitMs: 10_000 as never },
    );
    const cue = writer.write(cueRecord());
    for (const callId of ['a', 'b', 'c']) void writer.write(callRecord({ callId }));
    expect(await cue).toBe('dropped');
    await writer.close(20);
    expect(writer.stats().dropped).toMatchObject({ cue: 1, call: 3 });
    expect(await writer.write(callRecord())).toBe('dropped');
  });
});
