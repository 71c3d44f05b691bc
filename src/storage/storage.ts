import { sql } from 'kysely';
import { EvenkeelError } from '../errors.js';
import { type Database, openDatabase, type StorageLog } from './database.js';
import { migrate } from './migrator.js';
import { makeMonthsAhead } from './partitions/make-months.js';
import { journalFolderOf, type StorageChoice, storageTarget } from './storage-target.js';
import type { RecordWriter } from './stored-record.js';
import { writeRecords } from './write-rows.js';
import { BatchedRecordWriter, type WriterOptions, type WriterRest } from './writer/batched-record-writer.js';
import { SummaryJournal } from './writer/summary-journal.js';
import type { WriterObserver } from './writer/writer-observer.js';

export type StorageOptions = StorageChoice & WriterOptions;

/** The one store: a writer for what calls produce, and the database for the queries of this folder. */
export type Storage = {
  readonly db: Database;
  readonly writer: BatchedRecordWriter;
  /** Resolves once the schema is up to date; rejects while the database is away. */
  ready(): Promise<void>;
  /** True when a query answers, on a schema that is up to date. */
  healthy(): Promise<boolean>;
  /**
   * How far the given time is ahead of the database server's clock, milliseconds. Null without a server, or while it
   * does not answer: a file has no clock of its own.
   */
  clockLeadMs(nowMs: number): Promise<number | null>;
  /** Writes what waits within the limit, then lets the database go. Says what could not be written. */
  close(limitMs: number): Promise<WriterRest>;
};

/**
 * Opens the store and brings its schema up to date. A database that is away for the moment does not stop the start:
 * calls are coached, records wait, and the schema is brought up to date before the first of them is written.
 * @throws EvenkeelError `storage.two-databases`, `storage.url-invalid`, `storage.unavailable` (a file that cannot be opened)
 */
export async function openStorage(
  options: StorageOptions,
  log: StorageLog,
  observer?: WriterObserver,
): Promise<Storage> {
  const db = openDatabaseOf(options, log, 0);
  let prepared: Promise<unknown> | null = null;
  const prepare = () => {
    prepared ??= migrate(db, 'latest')
      .then(() => makeMonthsAhead(db).catch(warnOf(log, 'months were not made ahead')))
      .catch((cause: unknown) => {
        prepared = null;
        throw cause;
      });
    return prepared;
  };
  await prepare().catch(warnOf(log, 'storage is away; records wait'));
  const folder = journalFolderOf(options);
  const writer = new BatchedRecordWriter({
    write: async (records) => {
      await prepare();
      await writeRecords(db, records);
    },
    options,
    log,
    ...(observer === undefined ? {} : { observer }),
    journal: folder === null ? null : new SummaryJournal(folder, log),
  });
  await writer.recover();
  return {
    db,
    writer,
    async ready() {
      await prepare();
    },
    async healthy() {
      try {
        // A server that started after us is brought up to date now, not with the first record.
        await prepare();
        await db.selectFrom('calls').select('id').limit(1).execute();
        return true;
      } catch {
        return false;
      }
    },
    async clockLeadMs(nowMs) {
      if (storageTarget(options).kind === 'sqlite') return null;
      const { rows } = await sql<{
        ms: number;
      }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`
        .execute(db)
        .catch(() => ({ rows: [] }));
      return rows[0] === undefined ? null : nowMs - rows[0].ms;
    },
    async close(limitMs) {
      const rest = await writer.close(limitMs);
      await destroyed(db);
      return rest;
    },
  };
}

function warnOf(log: StorageLog, message: string): (cause: unknown) => void {
  return (cause) => log.warn({ err: cause }, message);
}

/** The erasing side of a writer for a process that writes no records itself: what waits in the journal is within reach. */
export function journalOf(choice: StorageChoice): Pick<RecordWriter, 'withErased'> {
  const folder = journalFolderOf(choice);
  return {
    async withErased(erased, work) {
      const journal = folder === null ? null : new SummaryJournal(folder, { warn() {}, info() {} });
      return work((await journal?.erase(erased)) ?? 0);
    },
  };
}

/** How long a database that does not answer may hold up the end of the process. */
const GOODBYE_LIMIT_MS = 2_000;

async function destroyed(db: Database): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GOODBYE_LIMIT_MS);
  });
  await Promise.race([db.destroy(), late]);
  clearTimeout(timer);
}

/** @throws EvenkeelError `storage.two-databases`, `storage.url-invalid`, `storage.unavailable` */
export function openDatabaseOf(choice: StorageChoice, log: StorageLog, lockWaitMs: number): Database {
  const target = storageTarget(choice);
  try {
    return openDatabase(target, log, lockWaitMs);
  } catch (cause) {
    throw new EvenkeelError('storage.unavailable', undefined, { cause });
  }
}
