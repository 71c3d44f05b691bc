import type { ConnectorSettings } from '../config/sections/connectors-section.js';
import type { ErrorCode } from '../errors.js';

/** What ingest counts. `refused`: before a stream opened. `warned`: the stream went on. `ended`: why an open socket ended. */
export type IngestCount = 'opened' | 'probed' | 'refused' | 'warned' | 'ended';

/** Where something happened: the configured row, and the platform that its calls are bound under. */
export type ObservedConnector = { readonly name: string; readonly platform: string };

/** No connector has the path that was asked for. */
export const NO_CONNECTOR: ObservedConnector = { name: 'none', platform: 'none' };

/** Hears what ingest does, by connector and stable code; metrics and logs stand behind it. Never an identifier of anybody's. */
export interface IngestObserver {
  /** `peer`: the address of whoever dialled; left out where Evenkeel did. */
  count(what: IngestCount, connector: ObservedConnector, code: ErrorCode | 'ok', peer?: string): void;
  /** A fault of our own that ended one stream. */
  fault(connector: string, cause: unknown): void;
}

/** Bindings, metrics and logs name a platform alike: as the connector says, else as its protocol is called. */
export function observed({ name, platform, protocol }: ConnectorSettings): ObservedConnector {
  return { name, platform: platform ?? protocol };
}
