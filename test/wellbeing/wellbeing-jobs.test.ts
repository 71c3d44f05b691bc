import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wellbeingSection } from '../../src/config/sections/wellbeing-section.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { startWellbeingJobs } from '../../src/wellbeing/wellbeing-jobs.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';
import { callRecord } from '../support/stored-records.js';

const DAY_MS = 86_400_000;
let database: TestDatabase;
let storage: Storage;
beforeEach(async () => {
  database = await DATABASES[0].make();
  storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
});
afterEach(async () => {
  await storage.close(0);
  await database.dispose();
});

/** One run of all jobs at a time; what failed, by job. */
async function runAt(now: number): Promise<readonly string[]> {
  const failed: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => failed.push(JSON.parse(line).job) });
  const config = wellbeingSection.parse(undefined);
  await startWellbeingJobs({
    db: storage.db,
    writer: storage.writer,
    config,
    logger: logger as never,
    now: () => now,
    onFault: () => {},
  })();
  return failed;
}

describe('the jobs of the wellbeing views', () => {
  it('purge although publishing fails', async () => {
    await storage.writer.write(callRecord({ callId: 'old' }, DAY_MS));
    await storage.db.schema.dropTable('publications').execute();
    await storage.db.schema.createTable('publications').addColumn('tenant', 'text').execute();
    await storage.db
      .insertInto('teams')
      .values({ tenant: 'acme', team_id: 't', name: 'T', time_zone: 'Not/A_Zone', updated_at: 0 } as never)
      .execute();
    expect(await runAt(5_000 * DAY_MS)).toContain('publish');
    expect(await storage.db.selectFrom('calls').selectAll().execute()).toEqual([]);
  });

  it('are tried for every tenant, although the purge and the tenant before it failed', async () => {
    await storage.db.schema.dropTable('check_ins').execute();
    await storage.db.schema.dropTable('publications').execute();
    for (const tenant of ['acme', 'other'])
      await storage.db
        .insertInto('teams')
        .values({ tenant, team_id: 't', name: 'T', time_zone: 'Europe/Berlin', updated_at: 0 })
        .execute();
    expect(await runAt(5_000 * DAY_MS)).toEqual(['purge', 'publish', 'publish']);
  });
});
