import type { Config } from '../config/config-schema.js';
import { onStopSignals } from '../lifecycle.js';
import { createLogger } from '../telemetry/logger.js';
import { createApp } from './app.js';

/** Serves until SIGTERM or SIGINT, drains, and resolves; a second signal hurries. */
export async function serve(config: Config): Promise<void> {
  const logger = createLogger(config.telemetry);
  const app = await createApp(config, { logger });
  const url = await app.listen();
  logger.info({ url, node: process.version }, 'Evenkeel serves');
  await new Promise<void>((resolve) => {
    const dispose = onStopSignals(
      process,
      () => {
        logger.info(
          { limitMs: config.server.drainLimitMs },
          'Draining: no new calls, those in progress may end',
        );
        void app.stop(config.server.drainLimitMs).then(resolve);
      },
      () => process.exit(1),
    );
    void dispose;
  });
  logger.info({}, 'Evenkeel has stopped');
}
