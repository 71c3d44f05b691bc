import type { TokenVerifier } from '../auth/verify-token.js';
import type { CallKey } from '../binding/agent-binding.js';
import type { Config } from '../config/config-schema.js';
import { protocolOf } from '../ingest/adapters/protocols.js';
import type { IngestClock } from '../ingest/ingest-clock.js';
import type { IngestObserver } from '../ingest/ingest-observer.js';
import { IngestServer } from '../ingest/ingest-server.js';
import type { LineReport } from '../ingest/line-report.js';
import type { MediaSink } from '../ingest/media-adapter.js';
import { isDialledOnRequest, MediaDialler, type MediaSocket } from '../ingest/media-dialler.js';
import { OpenLines } from '../ingest/open-lines.js';
import { StreamSubscriber } from '../ingest/stream-subscriber.js';
import type { Drainable } from '../lifecycle.js';

export type IngestParts = {
  readonly tokens: TokenVerifier;
  readonly clock: IngestClock;
  readonly observer: IngestObserver;
  readonly sink: MediaSink;
  /** No new streams are taken while the process does not keep up. */
  readonly isOverloaded: () => boolean;
};

/** Both ways in which call audio comes: platforms that connect, and sources that are dialled. */
export type Ingest = {
  readonly server: IngestServer;
  /** How the open streams of a call sound, whoever dialled. */
  lines(call: CallKey): readonly LineReport[];
  readonly drainables: readonly Drainable[];
  /** Dials a socket that a platform holds ready for one party of a call. */
  dial(socket: MediaSocket): void;
  /** Returns the disposer. */
  start(): () => void;
};

/** Makes what the configured connectors need; nothing connects yet. */
export function createIngest({ connectors, ingest: limits }: Config, parts: IngestParts): Ingest {
  const rows = connectors.map((settings) => ({ settings, protocol: protocolOf(settings, parts) }));
  const lines = new OpenLines(limits, parts.isOverloaded);
  const server = new IngestServer({ ...parts, connectors: rows, limits, lines });
  const subscribers = rows.flatMap(({ settings, protocol }) => {
    if (isDialledOnRequest(settings)) return [];
    if (settings.subscribe === null || !('tenant' in settings) || settings.tenant === null) return [];
    const { tenant } = settings;
    return Array.from(
      { length: settings.subscribe.connections },
      () =>
        new StreamSubscriber({ ...parts, settings, tenant, protocol, limits, lines, random: Math.random }),
    );
  });
  const dialler = new MediaDialler({ ...parts, connectors, limits, lines, random: Math.random });
  return {
    server,
    lines: (call) => lines.of(call),
    drainables: [server, dialler, ...subscribers],
    dial: (socket) => dialler.dial(socket),
    start() {
      const disposers = [server, dialler, ...subscribers].map((part) => part.start());
      return () => {
        for (const dispose of disposers) dispose();
      };
    },
  };
}
