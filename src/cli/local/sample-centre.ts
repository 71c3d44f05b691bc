import { migrate } from '../../storage/migrator.js';
import { DISCLOSURE } from '../../wellbeing/exposure/disclosure.js';
import { publishDue } from '../../wellbeing/exposure/publisher.js';
import { writeMadeUpCentre } from '../../wellbeing/made-up-centre/made-up-centre.js';
import { withoutCare } from '../../wellbeing/made-up-centre/without-care.js';
import { withDatabase } from '../with-database.js';
import { LOCAL_AGENT, LOCAL_TENANT } from './local-server.js';

const DAY_MS = 86_400_000;

/** Twelve whole weeks whatever the weekday: the week in progress and one that is not published yet come on top. */
const DAYS = 12 * 7 + 7;

/** Fills a new database with twelve published weeks of a centre of 60 people that does not exist. */
export async function fillWithSampleCentre(sqliteFile: string): Promise<void> {
  const choice = { sqliteFile, postgresUrl: null, postgresConnections: 1 };
  await withDatabase(choice, async (db) => {
    await withoutCare(db);
    await migrate(db, 'latest');
    const now = Date.now();
    await writeMadeUpCentre(db, {
      tenant: LOCAL_TENANT,
      agents: 60,
      teams: 4,
      days: DAYS,
      calls: 14,
      endMs: now,
      seed: 1,
      firstAgent: LOCAL_AGENT,
    });
    const rule = { rule: DISCLOSURE, delayMs: DAY_MS, minimumHistoryWeeks: 4 };
    await publishDue(db, LOCAL_TENANT, rule, now);
  });
}
