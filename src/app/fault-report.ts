import type { FaultHandler } from '../containment.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Where a fault of our own was contained. */
export type FaultPlace = 'round' | 'job' | 'timer' | 'bus' | 'desktop' | 'upgrade' | 'reload' | 'shutdown';

/** Makes the handler of a place: one line and one count for each fault. */
export function faultReport(metrics: Pick<Metrics, 'faults'>, logger: Logger) {
  return (place: FaultPlace): FaultHandler =>
    (cause) => {
      metrics.faults.inc({ place });
      logger.error({ err: cause, place }, 'A fault of our own was contained');
    };
}
