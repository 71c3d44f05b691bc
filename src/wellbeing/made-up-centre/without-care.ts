import { sql } from 'kysely';
import type { Database } from '../../storage/database.js';

/**
 * Makes a new SQLite file fast to fill, for records that may be lost: nothing waits for the disk, pages stay in memory.
 * Whoever opens the file next has the usual care again.
 */
export async function withoutCare(db: Database): Promise<void> {
  await sql`pragma synchronous = off`.execute(db);
  await sql`pragma journal_mode = memory`.execute(db);
  await sql`pragma cache_size = -65536`.execute(db);
}
