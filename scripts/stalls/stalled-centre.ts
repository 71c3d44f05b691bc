import type { Database } from '../../src/storage/database.js';
import { migrate } from '../../src/storage/migrator.js';
import { openDatabaseOf } from '../../src/storage/storage.js';
import { DISCLOSURE } from '../../src/wellbeing/exposure/disclosure.js';
import { publishDue } from '../../src/wellbeing/exposure/publisher.js';
import { writeMadeUpCentre } from '../../src/wellbeing/made-up-centre/made-up-centre.js';

const DAY_MS = 86_400_000;

/** As many as the largest body of a SCIM group names. */
export const MEMBERS = Array.from({ length: 3_154 }, (_, index) => `m${index}`.padEnd(7, '-'));

/** Has more calls of their own than a page holds. */
export const OWN_AGENT = 'ruth';

/** Fills a new database with a centre whose pages are as long as real ones: 20 teams over nine published weeks. */
export async function writeStalledCentre(sqliteFile: string, tenant: string): Promise<void> {
  const choice = { sqliteFile, postgresUrl: null, postgresConnections: 1 };
  const db = openDatabaseOf(choice, { warn() {}, info() {} }, 10_000);
  try {
    await migrate(db, 'latest');
    const now = Date.now();
    const plan = { tenant, agents: 240, teams: 20, days: 70, calls: 4, endMs: now, seed: 1 };
    await writeMadeUpCentre(db, { ...plan, firstAgent: OWN_AGENT });
    await writeMembers(db, tenant);
    await publishDue(db, tenant, { rule: DISCLOSURE, delayMs: DAY_MS, minimumHistoryWeeks: 4 }, now);
  } finally {
    await db.destroy();
  }
}

async function writeMembers(db: Database, tenant: string): Promise<void> {
  const rows = MEMBERS.map((agent_id) => ({
    tenant,
    agent_id,
    external_id: null,
    active: 1,
    updated_at: Date.now(),
  }));
  for (let from = 0; from < rows.length; from += 1_000)
    await db
      .insertInto('agents')
      .values(rows.slice(from, from + 1_000))
      .execute();
}
