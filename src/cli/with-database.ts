import type { Database, StorageLog } from '../storage/database.js';
import { openDatabaseOf } from '../storage/storage.js';
import type { StorageChoice } from '../storage/storage-target.js';

/** A command may wait for the server's lock; the server itself never does. */
const LOCK_WAIT_MS = 10_000;

/** A command says what went wrong by its error; a lost idle connection does not concern it. */
const QUIET: StorageLog = { warn() {}, info() {} };

/** Opens the configured database for one command and lets it go afterwards, whatever happens. */
export async function withDatabase<T>(choice: StorageChoice, use: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabaseOf(choice, QUIET, LOCK_WAIT_MS);
  try {
    return await use(db);
  } finally {
    await db.destroy();
  }
}
