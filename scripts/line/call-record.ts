import Database from 'better-sqlite3';
import { WALL_CLOCK } from '../../src/lab/telephones/wall-clock.js';
import type { ServedInstance } from '../served/served-instance.js';

const RECORD_LIMIT_MS = 20_000;

/** What a call left in the store: `startedAt` is the zero of its cues, milliseconds since the epoch. */
type CallRecord = { readonly deadAirMs: number; readonly startedAt: number };

/** Waits for the record that the call leaves: after it nothing more is said of the call. */
export async function recordOf({ sqliteFile }: ServedInstance, callId: string): Promise<CallRecord | null> {
  const endMs = WALL_CLOCK.nowMs() + RECORD_LIMIT_MS;
  const database = new Database(sqliteFile, { readonly: true });
  try {
    const query = database.prepare(
      'select sum(dead_air_ms) as deadAirMs, min(started_at) as startedAt, count(*) as rows from calls where call_id = ?',
    );
    for (;;) {
      const { rows, ...record } = query.get(callId) as CallRecord & { rows: number };
      if (rows > 0) return record;
      if (WALL_CLOCK.nowMs() > endMs) return null;
      await WALL_CLOCK.sleep(250);
    }
  } finally {
    database.close();
  }
}
