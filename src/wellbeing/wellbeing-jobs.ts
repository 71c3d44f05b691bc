import type { Config } from '../config/config-schema.js';
import type { Database } from '../storage/database.js';
import type { ErasureStore } from '../storage/erase.js';
import { purge } from '../storage/retention/retention.js';
import type { Logger } from '../telemetry/logger.js';
import { dueAlerts } from './alerts/due-alerts.js';
import { postAlert } from './alerts/post-alert.js';
import { DISCLOSURE, type DisclosureRule } from './exposure/disclosure.js';
import { publishDue } from './exposure/publisher.js';

export type WellbeingJobs = {
  readonly db: Database;
  readonly writer: ErasureStore['writer'];
  readonly config: Config['wellbeing'];
  readonly logger: Logger;
  readonly now: () => number;
};

const EVERY_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** The rule of disclosure as configured; k only ever grows. */
export function disclosureRule(config: Config['wellbeing']): DisclosureRule {
  return { ...DISCLOSURE, k: Math.max(DISCLOSURE.k, config.leastGroup) };
}

/**
 * Every quarter of an hour: publishes the weeks that are due, judges the shifts that have ended, and once a day
 * purges what is too old. A run that fails is told once and tried again at the next. Returns the disposer, which waits
 * for a run in progress.
 */
export function startWellbeingJobs(jobs: WellbeingJobs): () => Promise<void> {
  let purgedAt = 0;
  let running: Promise<void> | null = null;
  const run = async () => {
    try {
      await runOnce(jobs);
      if (jobs.now() - purgedAt < DAY_MS) return;
      await purge(jobs, { days: jobs.config.retention, now: jobs.now(), dryRun: false, tenant: null });
      purgedAt = jobs.now();
    } catch (cause) {
      jobs.logger.warn({ err: cause }, 'A wellbeing job failed; it is tried again');
    }
  };
  const start = () => {
    running ??= run().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(start, EVERY_MS);
  timer.unref();
  start();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function runOnce({ db, config, logger, now }: WellbeingJobs): Promise<void> {
  const rule = disclosureRule(config);
  const options = {
    rule,
    delayMs: config.publishDelayHours * 3_600_000,
    minimumHistoryWeeks: config.minimumHistoryWeeks,
  };
  const tenants = await db.selectFrom('teams').select('tenant').distinct().execute();
  for (const { tenant } of tenants) {
    const report = await publishDue(db, tenant, options, now());
    if (report.published + report.suppressed > 0) logger.info({ ...report }, 'Exposure published');
    if (config.alertWebhookUrl === null) continue;
    for (const alert of await dueAlerts(db, tenant, { rule, factor: config.alertFactor }, now()))
      await postAlert(config.alertWebhookUrl, alert, logger);
  }
}
