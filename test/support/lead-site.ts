import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/storage/migrator.js';
import { openDatabaseOf } from '../../src/storage/storage.js';
import { DISCLOSURE } from '../../src/wellbeing/exposure/disclosure.js';
import { publishDue } from '../../src/wellbeing/exposure/publisher.js';
import { writeMadeUpCentre } from '../../src/wellbeing/made-up-centre/made-up-centre.js';
import { SILENT_LOG } from './databases.js';
import { type RunningApp, startApp } from './running-app.js';

const END_MS = Date.UTC(2026, 5, 1);
let started = 0;

/** A whole Evenkeel with eight published weeks of a made-up centre of 100 agents in 5 teams. */
export async function startLeadSite(): Promise<RunningApp> {
  const sqliteFile = join(tmpdir(), `evenkeel-exposure-${process.pid}-${++started}.sqlite`);
  const db = openDatabaseOf({ sqliteFile, postgresUrl: null, postgresConnections: 1 }, SILENT_LOG, 0);
  await migrate(db, 'latest');
  const plan = { tenant: 'acme', agents: 100, teams: 5, days: 56, calls: 14, endMs: END_MS, seed: 3 };
  await writeMadeUpCentre(db, plan);
  const options = { rule: DISCLOSURE, delayMs: 86_400_000, minimumHistoryWeeks: 4 };
  await publishDue(db, 'acme', options, END_MS + 5 * 86_400_000);
  await db.destroy();
  const running = await startApp({ storage: { sqliteFile } });
  return {
    ...running,
    async stop() {
      await running.stop();
      for (const end of ['', '-wal', '-shm']) await rm(`${sqliteFile}${end}`, { force: true });
    },
  };
}
