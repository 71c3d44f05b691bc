import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredRecord, WriteOutcome } from '../../../src/storage/stored-record.js';
import { BatchedRecordWriter } from '../../../src/storage/writer/batched-record-writer.js';
import { SILENT_LOG, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord, cueRecord } from '../../support/stored-records.js';
import '../../support/seeded-properties.js';

/** The conditions that a database can be in, by the codes that it answers with. */
const FAULTS = { busy: 'SQLITE_BUSY', full: 'SQLITE_FULL', gone: 'ECONNREFUSED' } as const;
type Condition = keyof typeof FAULTS | 'back';

/** A model of a database: takes what it is given, refuses what is bad, and can be away. */
class ModelStore {
  condition: Condition = 'back';
  readonly kept = new Set<string>();
  readonly write = async (records: readonly StoredRecord[]) => {
    const fault = (code: string) => Object.assign(new Error(code), { code });
    if (this.condition !== 'back') throw fault(FAULTS[this.condition]);
    if (records.some(({ key }) => key.callId.startsWith('bad'))) throw fault('23502');
    for (const { key } of records) this.kept.add(key.callId);
  };
}

type Step =
  | { readonly do: 'write'; readonly bad: boolean }
  | { readonly do: 'become'; readonly condition: Condition }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'erase'; readonly nth: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), bad: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('become' as const),
      condition: fc.constantFrom<Condition>('busy', 'full', 'gone', 'back'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(80) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), nth: fc.nat(20) }) },
);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('records through any row of outages', () => {
  it('keeps every good record once the database is back, refuses the bad, and brings no erased one back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
        const store = new ModelStore();
        const options = { ...WRITER_OPTIONS, batchRecords: 3 };
        const writer = new BatchedRecordWriter({ write: store.write, options, log: SILENT_LOG });
        const outcomes = new Map<string, WriteOutcome>();
        const written: string[] = [];
        const erased = new Set<string>();
        for (const one of steps) {
          if (one.do === 'become') store.condition = one.condition;
          else if (one.do === 'pass') await vi.advanceTimersByTimeAsync(one.ms);
          else if (one.do === 'write') {
            const callId = `${one.bad ? 'bad' : 'good'}-${written.length}`;
            written.push(callId);
            void writer.write(callRecord({ callId })).then((outcome) => outcomes.set(callId, outcome));
          } else {
            const target = written[one.nth];
            if (target === undefined) continue;
            await writer.withErased(
              ({ key }) => key.callId === target,
              async () => {
                store.kept.delete(target);
                erased.add(target);
              },
            );
            expect(store.kept.has(target)).toBe(false);
          }
        }
        store.condition = 'back';
        await vi.advanceTimersByTimeAsync(5 * WRITER_OPTIONS.retryLimitMs + 1_000);
        expect(writer.stats()).toMatchObject({ waiting: 0, failing: false });
        expect(outcomes.size).toBe(written.length);
        for (const callId of written) {
          if (erased.has(callId)) expect(store.kept.has(callId)).toBe(false);
          else expect(outcomes.get(callId)).toBe(callId.startsWith('good') ? 'durable' : 'dropped');
          if (outcomes.get(callId) === 'durable' && !erased.has(callId))
            expect(store.kept.has(callId)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('writes on a healthy store again after an outage that a refusal ended', async () => {
    const store = new ModelStore();
    const writer = new BatchedRecordWriter({ write: store.write, options: WRITER_OPTIONS, log: SILENT_LOG });
    store.condition = 'gone';
    void writer.write(callRecord({ callId: 'bad' }));
    await vi.advanceTimersByTimeAsync(300);
    store.condition = 'back';
    await vi.advanceTimersByTimeAsync(200);
    const good = Array.from({ length: 5 }, (_, n) => writer.write(callRecord({ callId: `good-${n}` })));
    await vi.advanceTimersByTimeAsync(200);
    expect(await Promise.all(good)).toEqual(Array(5).fill('durable'));
  });
});

describe('an erasure', () => {
  it('waits for the transaction under way, and nothing is written before it is over', async () => {
    const order: string[] = [];
    let finish = () => {};
    const writer = new BatchedRecordWriter({
      write: async (records) => {
        order.push(`write ${records.map(({ key }) => key.callId).join()}`);
        if (order.length === 1) await new Promise<void>((resolve) => (finish = resolve));
      },
      options: WRITER_OPTIONS,
      log: SILENT_LOG,
    });
    void writer.write(callRecord({ callId: 'first' }));
    await vi.advanceTimersByTimeAsync(5);
    const gone = writer.write(callRecord({ callId: 'gone' }));
    const kept = writer.write(callRecord({ callId: 'kept' }));
    const erasing = writer.withErased(
      ({ key }) => key.callId === 'gone',
      async () => void order.push('erase'),
    );
    await vi.advanceTimersByTimeAsync(500);
    expect(order).toEqual(['write first']);
    finish();
    await vi.advanceTimersByTimeAsync(500);
    await erasing;
    expect(await Promise.all([gone, kept])).toEqual(['erased', 'durable']);
    expect(order).toEqual(['write first', 'erase', 'write kept']);
  });

  it('that fails lets the writer go on', async () => {
    const store = new ModelStore();
    const writer = new BatchedRecordWriter({ write: store.write, options: WRITER_OPTIONS, log: SILENT_LOG });
    const failed = writer.withErased(
      () => false,
      () => Promise.reject(new Error('away')),
    );
    await expect(failed).rejects.toThrow('away');
    const outcome = writer.write(cueRecord());
    await vi.advanceTimersByTimeAsync(50);
    expect(await outcome).toBe('durable');
  });
});
