import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Config } from '../config/config-schema.js';
import type { ConnectorSettings } from '../config/sections/connectors-section.js';
import { contain, everyButAfterStandstill } from '../containment.js';
import { type ErrorCode, EvenkeelError } from '../errors.js';
import { refuseSocket } from '../http/refuse-socket.js';
import { peerOf, type Upgrade, WebSocketDoor } from '../http/web-socket-door.js';
import type { Drainable } from '../lifecycle.js';
import type { IngestClock } from './ingest-clock.js';
import { type IngestObserver, NO_CONNECTOR, observed } from './ingest-observer.js';
import type { MediaProtocol, MediaSink, UpgradeRequest, UpgradeVerdict } from './media-adapter.js';
import type { OpenLines } from './open-lines.js';
import { StreamSession } from './stream-session.js';
import { bindWebSocket } from './web-socket-session.js';

export type IngestServerParts = {
  /** The connectors that have a path, each with the protocol that it speaks. */
  readonly connectors: readonly { readonly settings: ConnectorSettings; readonly protocol: MediaProtocol }[];
  readonly limits: Config['ingest'];
  readonly lines: OpenLines;
  readonly clock: IngestClock;
  readonly observer: IngestObserver;
  readonly sink: MediaSink;
};

type Route = IngestServerParts['connectors'][number];

const SWEEP_MS = 1_000;
/** Sockets at one time that are told in their protocol why they are refused; one more is told by HTTP. */
const MOST_TURNED_AWAY = 32;

/** Accepts call audio: who it is and whether there is room is decided before the WebSocket handshake. */
export class IngestServer implements Drainable {
  readonly #parts: IngestServerParts;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #door: WebSocketDoor;
  readonly #sessions = new Set<StreamSession>();
  readonly #emptied = new Set<() => void>();
  /** Sockets that are told why they are refused, and leave. */
  #turnedAway = 0;
  #draining = false;

  constructor(parts: IngestServerParts) {
    this.#parts = parts;
    this.#routes = new Map(
      parts.connectors.flatMap((route) =>
        route.settings.path === null ? [] : [[route.settings.path, route] as const],
      ),
    );
    this.#door = new WebSocketDoor(parts.limits.messageLimitBytes);
  }

  /** Number of sockets that are open now. */
  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** Begins to watch deadlines. Returns the disposer, which also drops every socket. */
  start(): () => void {
    const onFault = (cause: unknown) => this.#parts.observer.fault('sweep', cause);
    const stopSweeping = everyButAfterStandstill(SWEEP_MS, onFault, () => {
      for (const session of this.#sessions) contain(onFault, () => session.sweep());
    });
    return () => {
      stopSweeping();
      this.#draining = true;
      for (const session of [...this.#sessions]) session.fail('stream.draining');
    };
  }

  /** Takes over an HTTP upgrade, or answers it with the status of a stable error code. */
  handleUpgrade(upgrade: Upgrade): void {
    const { request, socket } = upgrade;
    const route = this.#routes.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (route === undefined) {
      this.#parts.observer.count('refused', NO_CONNECTOR, 'stream.path-unknown', peerOf(request));
      refuseSocket(socket, 'stream.path-unknown');
      return;
    }
    const refuse = (code: ErrorCode) => {
      this.#parts.observer.count('refused', observed(route.settings), code, peerOf(request));
      refuseSocket(socket, code);
    };
    const { fullness } = this.#parts.lines;
    if (this.#draining) refuse('stream.draining');
    else if (fullness !== null) refuse(fullness);
    else
      void this.#authenticate(route, request).then((verdict) => {
        const refusal = this.#refusal(verdict);
        if (refusal !== null) {
          refuse(refusal);
          return;
        }
        if (verdict.kind === 'refused' || !socket.writable) return;
        this.#door.open(upgrade, verdict.subprotocol, (webSocket) =>
          this.#begin(route, verdict, request, webSocket),
        );
      });
  }

  /** Lets streams end by themselves until the limit, then ends each in the way its protocol prescribes. */
  async drain(limitMs: number): Promise<void> {
    this.#draining = true;
    if (await this.#empty(limitMs)) return;
    for (const session of [...this.#sessions]) session.leave('stream.draining');
    if (await this.#empty(FAREWELL_LIMIT_MS)) return;
    for (const session of [...this.#sessions]) session.fail('stream.draining');
  }

  async #authenticate(route: Route, request: IncomingMessage): Promise<UpgradeVerdict> {
    try {
      return await route.protocol.authenticate(upgradeOf(request));
    } catch (cause) {
      if (cause instanceof EvenkeelError) return { kind: 'refused', code: cause.code };
      this.#parts.observer.fault(route.settings.name, cause);
      return { kind: 'refused', code: 'internal.fault' };
    }
  }

  #refusal(verdict: UpgradeVerdict): ErrorCode | null {
    if (verdict.kind === 'refused') return verdict.code;
    if (this.#draining) return 'stream.draining';
    if (verdict.kind === 'refused-in-protocol')
      return this.#turnedAway < MOST_TURNED_AWAY ? null : verdict.code;
    return this.#parts.lines.refusalOf(verdict.tenant);
  }

  #begin(
    { settings, protocol }: Route,
    verdict: Exclude<UpgradeVerdict, { kind: 'refused' }>,
    request: IncomingMessage,
    webSocket: WebSocket,
  ): void {
    const tenant = verdict.kind === 'accepted' ? verdict.tenant : '';
    const session = new StreamSession(
      {
        ...this.#parts,
        streamId: randomUUID(),
        tenant,
        connector: settings,
        isSubscription: false,
        peer: peerOf(request),
      },
      webSocket,
    );
    this.#sessions.add(session);
    // A refused peer takes no place that somebody else could have.
    const leave = verdict.kind === 'accepted' ? this.#takePlace(session) : this.#turnAway();
    bindWebSocket(webSocket, session, () => {
      this.#sessions.delete(session);
      leave();
      if (this.#sessions.size === 0) for (const settle of [...this.#emptied]) settle();
    });
    session.read((socket, emit) => protocol.connect(socket, emit, verdict, upgradeOf(request)));
  }

  #takePlace(session: StreamSession): () => void {
    this.#parts.lines.add(session);
    return () => this.#parts.lines.remove(session);
  }

  #turnAway(): () => void {
    this.#turnedAway += 1;
    return () => {
      this.#turnedAway -= 1;
    };
  }

  /** Whether all sockets were gone within the time. */
  #empty(withinMs: number): Promise<boolean> {
    if (this.#sessions.size === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        this.#emptied.delete(settle);
        resolve(this.#sessions.size === 0);
      };
      const timer = setTimeout(settle, withinMs);
      this.#emptied.add(settle);
    });
  }
}

/** How long peers may take to close once they were asked to. */
const FAREWELL_LIMIT_MS = 12_000;

function upgradeOf(request: IncomingMessage): UpgradeRequest {
  return { target: request.url ?? '', headers: request.headers, rawHeaders: request.rawHeaders };
}
