import type { IncomingHttpHeaders } from 'node:http';
import { tokenVerifier } from '../../src/auth/verify-token.js';
import { type ConnectorSettings, connectorsSection } from '../../src/config/sections/connectors-section.js';
import type { ErrorCode } from '../../src/errors.js';
import { protocolOf } from '../../src/ingest/adapters/protocols.js';
import type { IngestClock } from '../../src/ingest/ingest-clock.js';
import type {
  AdapterEvent,
  MediaAdapter,
  UpgradeRequest,
  UpgradeVerdict,
} from '../../src/ingest/media-adapter.js';
import { TEST_AUTH } from './ingest-harness.js';

const STILL: IngestClock = { monotonicMs: () => 0, wallMs: () => 1_700_000_000_000 };

/** One connection to an adapter without a socket: what it said, what it read, and how it ended. */
export type AdapterLine = {
  readonly adapter: MediaAdapter;
  readonly events: AdapterEvent[];
  readonly sent: string[];
  /** `closed`, or the code with which the adapter failed the socket. */
  readonly ends: ('closed' | ErrorCode)[];
  say(message: unknown): void;
  audio(bytes: Uint8Array): void;
};

/** A connector as configuration would give it. */
export function connectorOf(settings: Readonly<Record<string, unknown>>): ConnectorSettings {
  const [connector] = connectorsSection.parse([
    { name: 'test', path: '/streams/test', tenant: 'acme', ...settings },
  ]);
  if (!connector) throw new Error('No connector was parsed.');
  return connector;
}

export function upgradeWith(headers: IncomingHttpHeaders = {}, target = '/streams/test'): UpgradeRequest {
  return {
    target,
    headers,
    rawHeaders: Object.entries(headers).flatMap(([name, value]) => [name, String(value)]),
  };
}

export function verdictOf(
  settings: Readonly<Record<string, unknown>>,
  upgrade: UpgradeRequest,
): Promise<UpgradeVerdict> {
  return protocolOf(connectorOf(settings), { tokens: tokenVerifier(TEST_AUTH), clock: STILL }).authenticate(
    upgrade,
  );
}

/** Connects to the adapter of a connector whose upgrade was accepted. */
export function openLine(
  settings: Readonly<Record<string, unknown>>,
  upgrade: UpgradeRequest = upgradeWith(),
): AdapterLine {
  const protocol = protocolOf(connectorOf({ anonymous: true, ...settings }), {
    tokens: tokenVerifier(TEST_AUTH),
    clock: STILL,
  });
  return lineOf(protocol, upgrade);
}

/** As {@link openLine}, for tests that connect several times to one protocol. */
export function lineOf(
  protocol: ReturnType<typeof protocolOf>,
  upgrade: UpgradeRequest = upgradeWith(),
): AdapterLine {
  const events: AdapterEvent[] = [];
  const sent: string[] = [];
  const ends: ('closed' | ErrorCode)[] = [];
  const adapter = protocol.connect(
    {
      sendText: (text) => void sent.push(text),
      close: () => void ends.push('closed'),
      fail: (code) => void ends.push(code),
      failWithin: (code) => void ends.push(code),
      whenKept: (farewell) => farewell(),
    },
    (event) => void events.push(event),
    { kind: 'accepted', tenant: 'acme', subprotocol: null },
    upgrade,
  );
  return {
    adapter,
    events,
    sent,
    ends,
    say: (message) => adapter.onText(typeof message === 'string' ? message : JSON.stringify(message)),
    audio: (bytes) => adapter.onBinary(bytes),
  };
}

/** The stream's claim; fails when it did not open. */
export function claimOf({ events, ends }: AdapterLine) {
  const open = events.find((event) => event.type === 'open');
  if (open?.type !== 'open') throw new Error(`The stream did not open: ${ends.join(', ')}`);
  return open.claim;
}

/** `role@position ms+length ms` of every chunk and `role@position ms~length ms` of every gap, in order. */
export function timelineOf({ events }: AdapterLine): string[] {
  return events.flatMap((event) => {
    if (event.type === 'audio') {
      const { role, streamTimeMs, samples, sampleRateHz } = event.chunk;
      return [`${role}@${streamTimeMs}+${(samples.length * 1000) / sampleRateHz}`];
    }
    if (event.type === 'gap') return [`${event.gap.role}@${event.gap.streamTimeMs}~${event.gap.durationMs}`];
    return [];
  });
}

export function warningsOf({ events }: AdapterLine): ErrorCode[] {
  return events.flatMap((event) => (event.type === 'warn' ? [event.code] : []));
}
