import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Erasure, erase } from '../../../src/storage/erase.js';
import { eraseVoice } from '../../../src/storage/objection.js';
import { purge } from '../../../src/storage/retention/retention.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import type { RecordKey, StoredRecord } from '../../../src/storage/stored-record.js';
import { isRefusal } from '../../../src/storage/write-rows.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { callRecord, cueRecord, KEY } from '../../support/stored-records.js';

const [SQLITE] = DATABASES;
const NOW = 400 * 86_400_000;
const ADMIN = { actor: 'admin', by: 'root', at: NOW };
const BINDING = { type: 'binding', source: 'announce', state: 'active', at: 1_000_500 } as const;

/** Records that wait for the database: each differs from the first in one part of its key. */
const KEYS: Readonly<Record<string, Partial<RecordKey>>> = {
  own: {},
  'of another tenant': { tenant: 'other' },
  'of another platform': { platform: 'twilio' },
  'of another call': { callId: 'c-2' },
  'of another agent': { agentId: 'bo' },
};

describe('what still waits for the database', () => {
  let database: TestDatabase;
  let storage: Storage;
  let waiting: StoredRecord[];

  /** As the writer does: what is meant is gone before the work begins. */
  const writer = {
    async withErased<T>(isMeant: (record: StoredRecord) => boolean, work: (taken: number) => Promise<T>) {
      const kept = waiting.filter((record) => !isMeant(record));
      const taken = waiting.length - kept.length;
      waiting = kept;
      return work(taken);
    },
  };
  const left = () =>
    Object.entries(KEYS).flatMap(([name, key]) =>
      waiting.some((record) => JSON.stringify(record.key) === JSON.stringify({ ...KEY, ...key }))
        ? [name]
        : [],
    );

  beforeEach(async () => {
    database = await SQLITE.make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    waiting = Object.values(KEYS).map((key) => callRecord(key));
  });
  afterEach(async () => {
    await storage.close(1_000);
    await database.dispose();
  });

  const own = { tenant: 'acme', agentId: 'ana' };
  const ERASURES: readonly (readonly [string, Erasure, readonly string[]])[] = [
    ['all of one agent', { what: 'agent', own }, ['of another tenant', 'of another agent']],
    [
      'all of one call',
      { what: 'objection', tenant: 'acme', platform: 'native', callId: 'c-1' },
      ['of another tenant', 'of another platform', 'of another call'],
    ],
  ];

  it.each(ERASURES)('goes with the erasure of %s', async (_, erasure, others) => {
    const report = await erase({ db: storage.db, writer }, erasure, ADMIN);
    expect(left()).toEqual(others);
    expect(report).toMatchObject({ waiting: KEYS_LENGTH - others.length });
  });

  it('goes with one call that its agent erases, and stays where the call is not theirs', async () => {
    await storage.writer.write(callRecord());
    const { id } = await storage.db.selectFrom('calls').select('id').executeTakeFirstOrThrow();
    const foreign = { what: 'own-call', own: { ...own, agentId: 'bo' }, callRow: id } as const;
    expect(await erase({ db: storage.db, writer }, foreign, ADMIN)).toMatchObject({ calls: 0, waiting: 0 });
    let isTold = 0;
    const store = { db: storage.db, writer, tellNodes: async () => void isTold++ };
    await erase(store, { what: 'own-call', own, callRow: id }, ADMIN);
    expect(left()).toEqual(Object.keys(KEYS).slice(1));
    expect(isTold).toBe(1);
  });

  it('goes at an objection, as far as it was inferred: summaries and bindings stay', async () => {
    waiting = Object.values(KEYS).map((key) => cueRecord(key));
    const facts = [callRecord(), { ...BINDING, key: KEY }] as const;
    waiting.push(...facts);
    await eraseVoice({ db: storage.db, writer }, KEY, 'objection', ADMIN);
    expect(waiting).toEqual(expect.arrayContaining([...facts]));
    expect(waiting.filter(({ type }) => type === 'cue').map(({ key }) => key)).toEqual(
      ['of another tenant', 'of another platform', 'of another call'].map((name) => ({
        ...KEY,
        ...KEYS[name],
      })),
    );
  });

  it.each([
    ['of one tenant', 'acme', ['of another tenant']],
    ['of every tenant', null, []],
  ] as const)('goes %s when it is older than calls are kept', async (_, tenant, others) => {
    waiting.push(callRecord({ callId: 'young' }, NOW - 1_000), cueRecord());
    const days = { calls: 90, cues: 90, resets: 90, bindings: 7, checkIns: 90, published: 90, audit: 365 };
    await purge({ db: storage.db, writer }, { days, now: NOW, dryRun: true, tenant });
    expect(waiting).toHaveLength(KEYS_LENGTH + 2);
    await purge({ db: storage.db, writer }, { days, now: NOW, dryRun: false, tenant });
    expect(waiting.map(({ type, key }) => (type === 'call' ? key.callId : type))).toEqual([
      ...others.map(() => 'c-1'),
      'young',
      'cue',
    ]);
  });
});

const KEYS_LENGTH = Object.keys(KEYS).length;

describe('a fault of the database', () => {
  it.each([
    ['values of a wrong kind', new TypeError('no'), true],
    ['a value out of range', new RangeError('no'), true],
    ['a constraint of SQLite', { code: 'SQLITE_CONSTRAINT_NOTNULL' }, true],
    ['a constraint of PostgreSQL', { code: '23502' }, true],
    ['a lock', { code: 'SQLITE_BUSY' }, false],
    ['a server that ends', { code: '57P01' }, false],
    ['a code that is no text', { code: 7 }, false],
    ['nothing at all', null, false],
  ])('%s: whether the records themselves are refused', (_, cause, expected) => {
    expect(isRefusal(cause)).toBe(expected);
  });
});
