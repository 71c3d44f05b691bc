import type { WriterObserver } from '../storage/writer/writer-observer.js';
import type { Metrics } from '../telemetry/metrics.js';

/** What the store's writer does, as metrics. */
export function storageMetrics(metrics: Metrics): WriterObserver {
  return {
    waiting: (records) => metrics.storageQueue.set(records),
    written: (type) => metrics.storageWritten.inc({ type }),
    dropped: (type) => metrics.storageDropped.inc({ type }),
    failed: () => metrics.storageFailures.inc(),
    journalled: (records) => metrics.storageJournalled.set(records),
    journalFailed: () => metrics.storageJournalFailures.inc(),
  };
}
