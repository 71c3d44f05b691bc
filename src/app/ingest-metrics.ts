import type { ErrorCode } from '../errors.js';
import type { IngestCount, IngestObserver, ObservedConnector } from '../ingest/ingest-observer.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { RefusalLog } from './refusal-log.js';

/** Ingest's observer: counts by platform and code, and logs by connector what an operator must see. */
export function ingestMetrics(metrics: Metrics, logger: Logger, monotonicMs: () => number): IngestObserver {
  type Count = (connector: ObservedConnector, code: ErrorCode | 'ok', peer?: string) => void;
  const refusals = new RefusalLog('stream', logger, monotonicMs);
  const counters: Readonly<Record<IngestCount, Count>> = {
    opened: ({ name, platform }) => {
      logger.debug({ connector: name, platform }, 'A stream opened');
      metrics.streamsOpened.inc({ platform });
      metrics.streamsOpen.inc({ platform });
    },
    probed: ({ platform }) => metrics.streamsOpened.inc({ platform }),
    refused: ({ name, platform }, code, peer) => {
      metrics.streamsRefused.inc({ code });
      refusals.add({ code, peer: peer ?? null, of: { connector: name, platform } });
    },
    warned: ({ name, platform }, code) => {
      logger.debug({ connector: name, platform, code }, 'A fault in a stream, which goes on');
      metrics.streamWarnings.inc({ platform, code });
    },
    ended: ({ name, platform }, code) => {
      metrics.streamsOpen.dec({ platform });
      metrics.streamsClosed.inc({ platform, reason: code });
      if (code === 'ok') logger.debug({ connector: name, platform }, 'A stream ended');
      else logger.warn({ connector: name, platform, code }, 'A stream ended before its time');
    },
  };
  return {
    count: (what, connector, code, peer) => counters[what](connector, code, peer),
    fault: (connector, cause) => logger.error({ connector, err: cause }, 'A fault of our own ended a stream'),
  };
}
