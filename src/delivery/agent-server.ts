import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { PresentedTicket } from '../auth/binding-ticket.js';
import type { Principal } from '../auth/principal.js';
import { type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import { contain, everyButAfterStandstill, type FaultHandler } from '../containment.js';
import { type ErrorCode, EvenkeelError } from '../errors.js';
import { refuseSocket } from '../http/refuse-socket.js';
import { offeredSubprotocols, peerOf, type Upgrade, WebSocketDoor } from '../http/web-socket-door.js';
import type { Language } from '../i18n/language.js';
import { DESKTOP_PROTOCOL } from './agent-message.js';
import { AgentSession } from './agent-session.js';
import type { CueBus } from './cue-bus.js';
import { CUE_FEED_PROTOCOL, cueFeedDialect } from './cue-feed.js';
import type { DesktopDialect, DesktopLimits, DesktopSocket } from './desktop-socket.js';

export type AgentServerOptions = {
  readonly bus: CueBus;
  readonly verifyToken: (token: string) => Promise<Principal>;
  readonly verifyBinding: (ticket: string) => Promise<PresentedTicket>;
  readonly bindCall: (ticket: PresentedTicket) => Promise<unknown>;
  readonly limits: DesktopLimits & {
    /** Bytes of one message from a desktop. */
    readonly maxMessageBytes: number;
    /** Desktops one agent may have open at once: tabs, windows and feeds. */
    readonly maxDesktopsPerAgent: number;
  };
  readonly selfCoachingOffered: boolean;
  /** Wall clock, milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds that never jump. */
  readonly monotonicMs?: () => number;
  /** Told of every desktop that comes and goes; for a gauge. */
  readonly onCount?: (desktops: number) => void;
  /** A cue was written to a desktop's socket, so long after the audio that decided it was due, milliseconds. */
  readonly onCueSent?: (afterMs: number, callRef: string) => void;
  /** A message was not sent, because its desktop did not read. */
  readonly onDropped?: () => void;
  /** A desktop was not let in, or was sent away; with its address, where that is known. */
  readonly onRefused?: (code: ErrorCode, peer: string | null) => void;
  /** Told of a fault that concerned one desktop. */
  readonly onFault: FaultHandler;
};

const DIALECTS: ReadonlyMap<string, DesktopDialect> = new Map<string, DesktopDialect>([
  [DESKTOP_PROTOCOL, (message) => JSON.stringify({ ...message, heardAt: undefined })],
  [CUE_FEED_PROTOCOL, cueFeedDialect],
]);

/** A desktop as it connects; `peer`: its address, null where the request is logged elsewhere. */
type Opening = {
  readonly socket: DesktopSocket;
  readonly dialect: DesktopDialect;
  readonly language: Language;
  readonly peer: string | null;
};

/** Holds the agents' desktops of this node. The application hands it the HTTP upgrades of `/desktop`. */
export class AgentServer {
  readonly #options: AgentServerOptions;
  readonly #door: WebSocketDoor;
  readonly #sessions = new Set<AgentSession>();
  readonly #perAgent = new Map<string, number>();
  #draining = false;
  #missing: readonly ErrorCode[] = [];

  constructor(options: AgentServerOptions) {
    this.#options = options;
    this.#door = new WebSocketDoor(options.limits.maxMessageBytes);
  }

  /** Begins to send heartbeats. Returns the disposer, which closes every desktop; to be called when the calls have ended. */
  start(): () => void {
    const { limits, onFault } = this.#options;
    const stopTicking = everyButAfterStandstill(limits.heartbeatMs, onFault, () => this.#tick());
    return () => {
      stopTicking();
      this.drain();
      for (const session of [...this.#sessions]) session.fail(new EvenkeelError('desktop.draining'));
    };
  }

  /** Tells every desktop, here and to come, what the server lacks at present. */
  tellLimits(codes: readonly ErrorCode[]): void {
    this.#missing = codes;
    for (const session of this.#sessions) session.tellLimits();
  }

  /** Takes over an HTTP upgrade, or answers it with the status of a stable error code. */
  handleUpgrade(upgrade: Upgrade): void {
    const protocol = offeredSubprotocols(upgrade.request).find((name) => DIALECTS.has(name));
    const dialect = DIALECTS.get(protocol ?? '');
    const peer = peerOf(upgrade.request);
    if (this.#draining) refuseSocket(upgrade.socket, 'desktop.draining');
    else if (protocol === undefined || dialect === undefined) {
      this.#options.onRefused?.('desktop.protocol-unknown', peer);
      refuseSocket(upgrade.socket, 'desktop.protocol-unknown');
    } else this.#door.open(upgrade, protocol, (webSocket) => this.#accept(webSocket, dialect, peer));
  }

  /** Asks every desktop to move to another node and takes no new ones; those here keep their cues. */
  drain(): void {
    this.#draining = true;
    for (const session of this.#sessions) session.drain();
  }

  /**
   * A cue feed over something that is not a WebSocket, such as server-sent events: the token has already been sent
   * with the request. Returns what to call when the peer has gone.
   * @throws EvenkeelError `desktop.draining`
   */
  openFeed(socket: DesktopSocket, token: string, language: Language): () => void {
    if (this.#draining) throw new EvenkeelError('desktop.draining');
    const { session, gone } = this.#open({ socket, dialect: cueFeedDialect, language, peer: null });
    void session.receive(JSON.stringify({ type: 'token', token }));
    return gone;
  }

  #accept(webSocket: WebSocket, dialect: DesktopDialect, peer: string): void {
    const { session, gone } = this.#open({ socket: webSocket, dialect, language: 'en', peer });
    webSocket.on('message', (data, isBinary) => {
      if (isBinary) session.fail(new EvenkeelError('desktop.message-invalid', 'Send text, not binary.'));
      else void session.receive(data.toString());
    });
    // A broken frame or an oversized message: ws closes with the right code, and `close` follows.
    webSocket.on('error', () => webSocket.terminate());
    webSocket.on('close', gone);
  }

  #open({ socket, dialect, language, peer }: Opening) {
    const {
      bus,
      verifyToken,
      verifyBinding,
      bindCall,
      limits,
      selfCoachingOffered,
      now = Date.now,
      monotonicMs = () => performance.now(),
      onCount,
      onCueSent = () => {},
      onDropped = () => {},
      onRefused = () => {},
    } = this.#options;
    const session = new AgentSession({
      sessionId: randomUUID(),
      socket,
      dialect,
      language,
      bus,
      verifyToken,
      verifyBinding,
      bindCall,
      admit: (agent) => this.#admit(agent),
      missing: () => this.#missing,
      now,
      monotonicMs,
      limits,
      selfCoachingOffered,
      onCueSent,
      onDropped,
      onRefused: (code) => onRefused(code, peer),
    });
    this.#sessions.add(session);
    onCount?.(this.#sessions.size);
    const gone = () => {
      session.closed();
      if (this.#sessions.delete(session)) onCount?.(this.#sessions.size);
    };
    return { session, gone };
  }

  #admit(agent: AgentKey): () => void {
    const key = agentKeyText(agent);
    const open = this.#perAgent.get(key) ?? 0;
    if (open >= this.#options.limits.maxDesktopsPerAgent) throw new EvenkeelError('desktop.too-many');
    this.#perAgent.set(key, open + 1);
    return () => {
      const left = (this.#perAgent.get(key) ?? 1) - 1;
      if (left > 0) this.#perAgent.set(key, left);
      else this.#perAgent.delete(key);
    };
  }

  #tick(): void {
    for (const session of this.#sessions) contain(this.#options.onFault, () => session.tick());
  }
}
