import { EvenkeelError } from '../errors.js';
import { BatchedRecordWriter, type WriterObserver, type WriterOptions } from './batched-record-writer.js';
import { type Database, openDatabase, type StorageLog } from './database.js';
import { migrate } from './migrator.js';
import { type StorageChoice, storageTarget } from './storage-target.js';
import { writeRecords } from './write-rows.js';

export type StorageOptions = StorageChoice & WriterOptions;

/** The one store: a writer for what calls produce, and the database for the queries of this folder. */
export type Storage = {
  readonly db: Database;
  readonly writer: BatchedRecordWriter;
  /** True when a query answers. */
  healthy(): Promise<boolean>;
  /** Writes what waits within the limit, then lets the database go. */
  close(limitMs: number): Promise<void>;
};

/**
 * Opens the store and brings its schema up to date. A database that is away for the moment does not stop the start:
 * calls are coached, records wait, and the schema is seen to before the first of them is written.
 * @throws EvenkeelError `storage.two-databases`, `storage.url-invalid`, `storage.unavailable` (a file that cannot be opened)
 */
export async function openStorage(
  options: StorageOptions,
  log: StorageLog,
  observer?: WriterObserver,
): Promise<Storage> {
  const db = openDatabaseOf(options, log, 0);
  let migrated = false;
  const prepare = async () => {
    if (migrated) return;
    await migrate(db, 'latest');
    migrated = true;
  };
  await prepare().catch((cause: unknown) => log.warn({ err: cause }, 'storage is away; records wait'));
  const writer = new BatchedRecordWriter(
    async (records) => {
      await prepare();
      await writeRecords(db, records);
    },
    options,
    log,
    observer,
  );
  return {
    db,
    writer,
    async healthy() {
      try {
        await db.selectFrom('calls').select('id').limit(1).execute();
        return true;
      } catch {
        return false;
      }
    },
    async close(limitMs) {
      await writer.close(limitMs);
      await db.destroy();
    },
  };
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
