import { openDatabaseOf } from '../../src/storage/storage.js';
import { writeRecords } from '../../src/storage/write-rows.js';
import { SILENT_LOG } from './databases.js';
import { AGENT_ID, CALL_ID } from './rights-samples.js';
import { callRecord, cueRecord } from './stored-records.js';

/** A call and a cue of acme's agent in an SQLite file, some minutes old; resolves to the call's row. */
export async function writeAcmeRecords(sqliteFile: string): Promise<string> {
  const db = openDatabaseOf({ sqliteFile, postgresUrl: null, postgresConnections: 1 }, SILENT_LOG, 5_000);
  const key = { callId: CALL_ID, agentId: AGENT_ID };
  await writeRecords(db, [callRecord(key, Date.now() - 400_000), cueRecord(key, Date.now() - 300_000)]);
  const { id } = await db.selectFrom('calls').select('id').executeTakeFirstOrThrow();
  await db.destroy();
  return id;
}
