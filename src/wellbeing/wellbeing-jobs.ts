import type { Config } from '../config/config-schema.js';
import { containAsync, every, type FaultHandler } from '../containment.js';
import type { Database } from '../storage/database.js';
import type { ErasureStore } from '../storage/erase.js';
import { makeMonthsAhead } from '../storage/partitions/make-months.js';
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
  readonly onFault: FaultHandler;
};

const EVERY_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** The rule of disclosure as configured; k only ever grows. */
export function disclosureRule(config: Config['wellbeing']): DisclosureRule {
  return { ...DISCLOSURE, k: Math.max(DISCLOSURE.k, config.leastGroup) };
}

/**
 * Every quarter of an hour: publishes the weeks that are due, judges the shifts that have ended, and once a day makes
 * the months to come and purges what is too old. Each job of each tenant stands alone: one that fails is reported, tried again at the next run,
 * and keeps no other from running. Returns the disposer, which waits for a run in progress.
 */
export function startWellbeingJobs(jobs: WellbeingJobs): () => Promise<void> {
  const { logger, onFault } = jobs;
  let purgedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  const attempt = (job: string, work: () => Promise<unknown>) =>
    containAsync((cause) => {
      logger.warn({ job, err: cause }, 'A job failed; it is tried again');
      onFault(cause);
    }, work);
  const purgeDaily = async () => {
    if (jobs.now() - purgedAt < DAY_MS && jobs.now() >= purgedAt) return;
    await purge(jobs, { days: jobs.config.retention, now: jobs.now(), dryRun: false, tenant: null });
    purgedAt = jobs.now();
  };
  let madeAt = Number.NEGATIVE_INFINITY;
  const makeDaily = async () => {
    if (jobs.now() - madeAt < DAY_MS && jobs.now() >= madeAt) return;
    await makeMonthsAhead(jobs.db);
    madeAt = jobs.now();
  };
  const run = async () => {
    await attempt('months', makeDaily);
    await attempt('purge', purgeDaily);
    await attempt('tenants', async () => {
      const tenants = await jobs.db.selectFrom('teams').select('tenant').distinct().execute();
      for (const { tenant } of tenants) {
        await attempt('publish', () => publish(jobs, tenant));
        await attempt('alerts', () => alertTeams(jobs, tenant));
      }
    });
  };
  const start = () => {
    running ??= run().finally(() => {
      running = null;
    });
  };
  const stopTimer = every(EVERY_MS, onFault, start);
  start();
  return async () => {
    stopTimer();
    await running;
  };
}

async function publish({ db, config, logger, now }: WellbeingJobs, tenant: string): Promise<void> {
  const options = {
    rule: disclosureRule(config),
    delayMs: config.publishDelayHours * 3_600_000,
    minimumHistoryWeeks: config.minimumHistoryWeeks,
  };
  const report = await publishDue(db, tenant, options, now());
  if (report.published + report.suppressed > 0) logger.info({ ...report }, 'Exposure published');
}

async function alertTeams({ db, config, logger, now }: WellbeingJobs, tenant: string): Promise<void> {
  if (config.alertWebhookUrl === null) return;
  const rule = disclosureRule(config);
  for (const alert of await dueAlerts(db, tenant, { rule, factor: config.alertFactor }, now()))
    await postAlert(config.alertWebhookUrl, alert, logger);
}
