import type { ErrorCode } from '../errors.js';

/** What ingest counts. `refused`: before a stream opened. `warned`: the stream went on. `ended`: why an open socket ended. */
export type IngestCount = 'opened' | 'probed' | 'refused' | 'warned' | 'ended';

/** Hears what ingest does, by connector and stable code; metrics and logs stand behind it. Never an identifier. */
export interface IngestObserver {
  count(what: IngestCount, connector: string, code: ErrorCode | 'ok'): void;
  /** A fault of our own that ended one stream. */
  fault(connector: string, cause: unknown): void;
}
