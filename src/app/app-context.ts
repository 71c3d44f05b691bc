import type { Config } from '../config/config-schema.js';
import type { FaultHandler } from '../containment.js';
import type { Classifier } from '../core/classifier/classifier.js';
import { type IngestClock, systemClock } from '../ingest/ingest-clock.js';
import { createLogger, type Logger } from '../telemetry/logger.js';
import { createMetrics, type Metrics } from '../telemetry/metrics.js';
import { DependencyWatch } from './dependency-watch.js';
import { type FaultPlace, faultReport } from './fault-report.js';

/** Parts that a test or the demo may replace. */
export type AppParts = {
  readonly logger?: Logger;
  readonly classifier?: Classifier;
  readonly clock?: IngestClock;
  /** Reads the configuration again, for a reload; without it a reload finds nothing changed. */
  readonly reloadConfig?: () => Config;
};

/** What every part of the process is given. Nothing here is open. */
export type AppContext = {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: IngestClock;
  readonly metrics: Metrics;
  readonly dependencies: DependencyWatch;
  readonly faultIn: (place: FaultPlace) => FaultHandler;
};

export function createContext(config: Config, parts: AppParts): AppContext {
  const logger = parts.logger ?? createLogger(config.telemetry);
  const metrics = createMetrics({ isTraced: config.telemetry.tracesUrl !== null });
  return {
    config,
    logger,
    metrics,
    dependencies: new DependencyWatch({ metrics, logger }),
    clock: parts.clock ?? systemClock,
    faultIn: faultReport(metrics, logger),
  };
}
