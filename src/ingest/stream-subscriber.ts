import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { CallKey } from '../binding/agent-binding.js';
import type { Config } from '../config/config-schema.js';
import type { ConnectorSettings } from '../config/sections/connectors-section.js';
import { everyButAfterStandstill } from '../containment.js';
import type { Drainable } from '../lifecycle.js';
import { backoffMs } from './backoff.js';
import type { IngestClock } from './ingest-clock.js';
import { type IngestObserver, observed } from './ingest-observer.js';
import type { LineReport } from './line-report.js';
import type { MediaProtocol, MediaSink } from './media-adapter.js';
import type { Line, OpenLines } from './open-lines.js';
import { StreamSession } from './stream-session.js';
import { bindWebSocket } from './web-socket-session.js';

export type SubscriberParts = {
  readonly settings: ConnectorSettings;
  /** The tenant of everything that the source sends. */
  readonly tenant: string;
  readonly protocol: MediaProtocol;
  readonly limits: Config['ingest'];
  readonly clock: IngestClock;
  readonly observer: IngestObserver;
  readonly sink: MediaSink;
  readonly lines: OpenLines;
  /** In [0, 1). */
  readonly random: () => number;
  /** Dial one time only; told when that connection is gone, or could not be made. */
  readonly onlyOnce?: () => void;
};

/** Where one subscription stands. `failures` counts the attempts since a stream last opened. */
type SubscriberState =
  | { readonly kind: 'dialling'; readonly socket: WebSocket }
  | { readonly kind: 'subscribed'; readonly socket: WebSocket; readonly session: StreamSession }
  | { readonly kind: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'stopped' };

const HANDSHAKE_LIMIT_MS = 10_000;
const SWEEP_MS = 1_000;

/**
 * Dials a source's URL and subscribes to what it sends; after every end or loss it dials again, with a growing and
 * jittered delay while nothing comes of it. One connection carries one call at a time.
 */
export class StreamSubscriber implements Drainable, Line {
  readonly #parts: SubscriberParts;
  #state: SubscriberState = { kind: 'stopped' };
  #failures = 0;
  #stopSweeping: () => void = () => {};
  #onDrained: (() => void) | null = null;

  constructor(parts: SubscriberParts) {
    this.#parts = parts;
  }

  get tenant(): string {
    return this.#parts.tenant;
  }

  lineOf(call: CallKey): LineReport | null {
    return this.#state.kind === 'subscribed' ? this.#state.session.lineOf(call) : null;
  }

  /** Returns the disposer, which also drops the connection. */
  start(): () => void {
    this.#parts.lines.add(this);
    const onFault = (cause: unknown) => this.#parts.observer.fault(this.#parts.settings.name, cause);
    this.#stopSweeping = everyButAfterStandstill(SWEEP_MS, onFault, () => {
      if (this.#state.kind === 'subscribed') this.#state.session.sweep();
    });
    this.#dial();
    return () => this.#stop();
  }

  /** Lets the current call end by itself until the limit, then ends it politely; never dials again. */
  async drain(limitMs: number): Promise<void> {
    const state = this.#state;
    if (state.kind === 'subscribed' && state.session.isOpen) {
      const gone = new Promise<void>((resolve) => {
        this.#onDrained = resolve;
      });
      const timer = setTimeout(() => state.session.leave('stream.draining'), limitMs);
      await gone;
      clearTimeout(timer);
    }
    this.#stop();
  }

  #stop(): void {
    const state = this.#state;
    this.#state = { kind: 'stopped' };
    this.#stopSweeping();
    this.#parts.lines.remove(this);
    if (state.kind === 'waiting') clearTimeout(state.timer);
    if (state.kind === 'dialling') state.socket.terminate();
    if (state.kind === 'subscribed') {
      state.session.leave('stream.draining');
      state.socket.terminate();
    }
  }

  #dial(): void {
    const { limits, observer, protocol, settings } = this.#parts;
    if (settings.subscribe === null) return;
    const { url, headers } = settings.subscribe;
    const socket = new WebSocket(url, [...(protocol.dialSubprotocols ?? [])], {
      headers,
      perMessageDeflate: false,
      maxPayload: limits.messageLimitBytes,
      handshakeTimeout: HANDSHAKE_LIMIT_MS,
    });
    this.#state = { kind: 'dialling', socket };
    let code: 'stream.source-unreachable' | 'stream.source-refused' = 'stream.source-unreachable';
    socket.on('unexpected-response', () => {
      code = 'stream.source-refused';
      socket.terminate();
    });
    socket.on('error', () => {});
    socket.once('open', () => this.#subscribe(socket));
    // Once it is open, its end belongs to the session: see below.
    socket.once('close', () => {
      if (this.#state.kind !== 'dialling') return;
      observer.count('refused', observed(settings), code);
      this.#redial();
    });
  }

  #subscribe(socket: WebSocket): void {
    const { protocol, settings, tenant } = this.#parts;
    // A tap that was announced has a call now; a subscription may have to wait for one.
    const isSubscription = this.#parts.onlyOnce === undefined;
    const session = new StreamSession(
      { ...this.#parts, streamId: randomUUID(), connector: settings, isSubscription },
      socket,
    );
    this.#state = { kind: 'subscribed', socket, session };
    // The session hears first how it ended; only then is it decided what comes next.
    bindWebSocket(socket, session, () => {
      if (session.hasOpened) this.#failures = 0;
      this.#redial();
    });
    session.read((adapterSocket, emit) =>
      protocol.connect(
        adapterSocket,
        emit,
        { kind: 'accepted', tenant, subprotocol: socket.protocol || null },
        { target: settings.subscribe?.url ?? '', headers: {}, rawHeaders: [] },
      ),
    );
  }

  #redial(): void {
    if (this.#onDrained !== null) this.#onDrained();
    if (this.#state.kind === 'stopped' || this.#onDrained !== null) return;
    if (this.#parts.onlyOnce !== undefined) {
      this.#stop();
      this.#parts.onlyOnce();
      return;
    }
    const waitMs = backoffMs(this.#failures, this.#parts.random);
    this.#failures += 1;
    this.#state = { kind: 'waiting', timer: setTimeout(() => this.#dial(), waitMs) };
  }
}
