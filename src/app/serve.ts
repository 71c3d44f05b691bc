import type { Config } from '../config/config-schema.js';
import { onStopSignals } from '../lifecycle.js';
import { createLogger } from '../telemetry/logger.js';
import { type App, createApp } from './app.js';

/**
 * Serves until SIGTERM or SIGINT, drains, and resolves; a second signal ends the calls at once, a third the process; SIGHUP reads the configuration again.
 * @param load reads the configuration from where it came
 * @param onServing told the base URL once calls are taken
 */
export async function serve(load: () => Config, onServing?: (url: string) => Promise<void>): Promise<void> {
  const config = load();
  const logger = createLogger(config.telemetry);
  const app = await createApp(config, { logger, reloadConfig: load });
  const url = await listenOrStop(app);
  logger.info({ url, node: process.version }, 'Evenkeel serves');
  await onServing?.(url);
  const reload = () => void app.reload();
  process.on('SIGHUP', reload);
  await new Promise<void>((resolve) => {
    onStopSignals(process, {
      stop: () => {
        const limitMs = app.config().server.drainLimitMs;
        logger.info({ limitMs }, 'Draining: no new calls, those in progress may end');
        void app.stop(limitMs).then(resolve);
      },
      cutShort: () => {
        logger.info({}, 'Asked again: ending the calls in progress now, and keeping what was heard of them');
        app.cutShort();
      },
      abandon: () => process.exit(1),
    });
  });
  process.off('SIGHUP', reload);
  logger.info({}, 'Evenkeel has stopped');
}

/** A port that cannot be had must end the process, not leave it running unheard. */
async function listenOrStop(app: App): Promise<string> {
  try {
    return await app.listen();
  } catch (cause) {
    await app.stop(0);
    throw cause;
  }
}
