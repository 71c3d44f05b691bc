import type { ErrorCode } from '../errors.js';
import type { IngestCount, IngestObserver, ObservedConnector } from '../ingest/ingest-observer.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Ingest's observer: counts by platform and code, and logs by connector what an operator must see. */
export function ingestMetrics(metrics: Metrics, logger: Logger): IngestObserver {
  type Count = (connector: ObservedConnector, code: ErrorCode | 'ok') => void;
  const counters: Readonly<Record<IngestCount, Count>> = {
    opened: ({ platform }) => {
      metrics.streamsOpened.inc({ platform });
      metrics.streamsOpen.inc({ platform });
    },
    probed: ({ platform }) => metrics.streamsOpened.inc({ platform }),
    refused: ({ name, platform }, code) => {
      metrics.streamsRefused.inc({ code });
      logger.warn({ connector: name, platform, code }, 'A stream was refused');
    },
    warned: ({ platform }, code) => metrics.streamWarnings.inc({ platform, code }),
    ended: ({ name, platform }, code) => {
      metrics.streamsOpen.dec({ platform });
      metrics.streamsClosed.inc({ platform, reason: code });
      if (code !== 'ok') logger.warn({ connector: name, platform, code }, 'A stream ended before its time');
    },
  };
  return {
    count: (what, connector, code) => counters[what](connector, code),
    fault: (connector, cause) => logger.error({ connector, err: cause }, 'A fault of our own ended a stream'),
  };
}
