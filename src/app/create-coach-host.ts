import type { Config } from '../config/config-schema.js';
import type { Classifier } from '../core/classifier/classifier.js';
import type { CoachHost, HostedCoach } from '../live/coaching/coach-host.js';
import type { InferenceRun } from '../live/coaching/coach-worker-messages.js';
import { LocalCoachHost } from '../live/coaching/local-coach-host.js';
import { TimedClassifier } from '../live/coaching/timed-classifier.js';
import { WorkerCoachHost } from '../live/coaching/worker-coach-host.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { availableCores } from './available-cores.js';
import { modelChoiceOf } from './model-choice.js';

export type CoachHostParts = {
  readonly classifier: Classifier;
  /** False where the classifier was handed in: it cannot be handed on to another thread. */
  readonly isOwnModel: boolean;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly onRestart: (coaches: ReadonlySet<HostedCoach>) => void;
};

/** Where calls are coached: on `server.workers` threads of their own, or beside the sockets where that is 0. */
export async function createCoachHost(config: Config, parts: CoachHostParts): Promise<CoachHost> {
  const { metrics, logger, classifier, isOwnModel, onRestart } = parts;
  const onRun = ({ windows, tookMs }: InferenceRun) => {
    metrics.inferenceBatch.observe(windows);
    metrics.inferenceDuration.observe(tookMs / 1000);
    if (tookMs > config.calls.tickMs) metrics.inferenceSlow.inc();
  };
  const onFailure = (cause: unknown) => {
    metrics.inferenceFailures.inc();
    logger.error({ err: cause }, 'The model failed; calls go on without emotion');
  };
  const workers = isOwnModel ? workersOf(config.server.workers) : 0;
  if (workers === 0) return new LocalCoachHost(new TimedClassifier(classifier, onRun), onFailure);
  logger.info({ workers }, 'Calls are coached on threads of their own');
  return WorkerCoachHost.start({
    ...modelChoiceOf(config.model),
    workers,
    onRun,
    onFailure,
    onRestart,
  });
}

/** With a single core, one thread does everything at the lowest cost. */
function workersOf(setting: Config['server']['workers']): number {
  if (setting !== 'auto') return setting;
  const cores = availableCores();
  return cores > 1 ? cores : 0;
}
