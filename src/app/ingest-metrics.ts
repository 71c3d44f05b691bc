import type { ErrorCode } from '../errors.js';
import type { IngestCount, IngestObserver } from '../ingest/ingest-observer.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Ingest's observer: counts by connector and code, and logs what an operator must see. */
export function ingestMetrics(metrics: Metrics, logger: Logger): IngestObserver {
  const counters: Readonly<Record<IngestCount, (platform: string, code: ErrorCode | 'ok') => void>> = {
    opened: (platform) => {
      metrics.streamsOpened.inc({ platform });
      metrics.streamsOpen.inc({ platform });
    },
    probed: (platform) => metrics.streamsOpened.inc({ platform }),
    refused: (platform, code) => {
      metrics.streamsRefused.inc({ code });
      logger.warn({ connector: platform, code }, 'A stream was refused');
    },
    warned: (platform, code) => metrics.streamWarnings.inc({ platform, code }),
    ended: (platform, code) => {
      metrics.streamsOpen.dec({ platform });
      metrics.streamsClosed.inc({ platform, reason: code });
      if (code !== 'ok') logger.warn({ connector: platform, code }, 'A stream ended before its time');
    },
  };
  return {
    count: (what, connector, code) => counters[what](connector, code),
    fault: (connector, cause) => logger.error({ connector, err: cause }, 'A fault of our own ended a stream'),
  };
}
