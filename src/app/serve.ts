import type { Config } from '../config/config-schema.js';
import { onStopSignals } from '../lifecycle.js';
import type { WriterRest } from '../storage/writer/batched-record-writer.js';
import { createLogger } from '../telemetry/logger.js';
import { createApp } from './app.js';

/**
 * Serves until SIGTERM or SIGINT, drains, and resolves; a second signal ends the calls at once, a third the process; SIGHUP reads the
 * configuration again. A stop that loses records says how many, and the exit code is 1.
 * @param load reads the configuration from where it came
 * @param onServing told the base URL once calls are taken
 */
export async function serve(load: () => Config, onServing?: (url: string) => Promise<void>): Promise<void> {
  const config = load();
  const logger = createLogger(config.telemetry);
  const app = await createApp(config, { logger, reloadConfig: load });
  const url = await app.listen();
  logger.info({ url, node: process.version }, 'Evenkeel serves');
  await onServing?.(url);
  const reload = () => void app.reload();
  process.on('SIGHUP', reload);
  const { journalled, lost } = await new Promise<WriterRest>((resolve, reject) => {
    onStopSignals(process, {
      stop: () => {
        const limitMs = app.config().server.drainLimitMs;
        logger.info({ limitMs }, 'Draining: no new calls, those in progress may end');
        void app.stop(limitMs).then(resolve, reject);
      },
      cutShort: () => {
        logger.info({}, 'Asked again: ending the calls in progress now, and keeping what was heard of them');
        app.cutShort();
      },
      abandon: () => process.exit(1),
    });
  });
  process.off('SIGHUP', reload);
  if (journalled > 0)
    logger.warn(
      { summaries: journalled },
      'The database did not take them in time: summaries wait in the journal for the next start',
    );
  if (lost > 0) {
    logger.error(
      { records: lost },
      'The database did not take them in time: records are lost with this stop',
    );
    process.exitCode = 1;
  }
  logger.info({}, 'Evenkeel has stopped');
}
