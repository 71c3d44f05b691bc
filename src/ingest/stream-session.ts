import { type CallKey, callKeyText } from '../binding/agent-binding.js';
import type { Config } from '../config/config-schema.js';
import type { ConnectorSettings } from '../config/sections/connectors-section.js';
import type { ErrorCode } from '../errors.js';
import { isIdentifier } from '../identifier.js';
import { closeReasonOf } from './close-reason.js';
import { FloodGuard } from './flood-guard.js';
import type { IngestClock } from './ingest-clock.js';
import { type IngestObserver, observed } from './ingest-observer.js';
import type { LineReport } from './line-report.js';
import type { AdapterEvent, AdapterSocket, MediaAdapter, MediaSink, StreamClaim } from './media-adapter.js';
import { OpenStream } from './open-stream.js';
import {
  closeFrameOf,
  type EndCause,
  type Ending,
  endingOfClose,
  SESSION_ENDINGS,
} from './session-endings.js';

/** What a session needs of a WebSocket. */
export interface SessionSocket {
  readonly bufferedAmount: number;
  send(text: string): void;
  ping(): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** What a session is given. */
export type SessionParts = {
  readonly streamId: string;
  readonly tenant: string;
  readonly connector: ConnectorSettings;
  readonly limits: Config['ingest'];
  readonly clock: IngestClock;
  readonly observer: IngestObserver;
  readonly sink: MediaSink;
  /** We dialled, and the source may have no call for us yet: only a lost connection ends the wait. */
  readonly isSubscription: boolean;
  /** Address of whoever dialled; absent where Evenkeel did. */
  readonly peer?: string;
};

/** A connection is in exactly one of these. */
type SessionState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'probing' }
  | { readonly kind: 'open'; readonly stream: OpenStream }
  /** The stream is over and counted; the peer may still close in the protocol's way, until the deadline. */
  | { readonly kind: 'leaving'; readonly deadlineMs: number; readonly ending: Ending }
  | { readonly kind: 'closed' };

/** How long a peer may take to close after the farewell message. */
const FAREWELL_MS = 10_000;
/** Replies that a peer does not read may wait for it up to this size, bytes. */
const UNREAD_REPLY_LIMIT = 262_144;

/** One connection: guards its limits, lets its adapter read it, and hands what it hears to the stream's taker. */
export class StreamSession implements AdapterSocket {
  readonly #parts: SessionParts;
  readonly #socket: SessionSocket;
  readonly #flood: FloodGuard;
  readonly #bornAtMs: number;
  #adapter: MediaAdapter | null = null;
  #state: SessionState = { kind: 'opening' };
  #heardAtMs: number;
  #pingedAtMs: number;
  #pingsUnanswered = 0;
  #hasOpened = false;
  #kept: Promise<void> | null = null;

  constructor(parts: SessionParts, socket: SessionSocket) {
    this.#parts = parts;
    this.#socket = socket;
    this.#bornAtMs = parts.clock.monotonicMs();
    this.#heardAtMs = this.#bornAtMs;
    this.#pingedAtMs = this.#bornAtMs;
    this.#flood = new FloodGuard(parts.limits, this.#bornAtMs);
  }

  get tenant(): string {
    return this.#parts.tenant;
  }

  /** Whether a stream is open now. */
  get isOpen(): boolean {
    return this.#state.kind === 'open';
  }

  /** The stream that is open now, if it belongs to the call. */
  lineOf(call: CallKey): LineReport | null {
    if (this.#state.kind !== 'open') return null;
    const { stream } = this.#state;
    return callKeyText(stream.call) === callKeyText(call) ? stream.line : null;
  }

  /** Whether a stream has ever opened here. */
  get hasOpened(): boolean {
    return this.#hasOpened;
  }

  /** The adapter is made with this session as its socket, so it comes second. */
  read(connect: (socket: AdapterSocket, emit: (event: AdapterEvent) => void) => MediaAdapter): void {
    this.#guarded(() => {
      this.#adapter = connect(this, (event) => this.#take(event));
    });
  }

  onText(text: string, bytes: number): void {
    if (!this.#admits(bytes)) return;
    if (bytes > this.#parts.limits.textLimitBytes) this.fail('stream.text-too-large');
    else this.#guarded(() => this.#adapter?.onText(text));
  }

  onBinary(data: Uint8Array): void {
    if (this.#admits(data.length)) this.#guarded(() => this.#adapter?.onBinary(data));
  }

  onPong(): void {
    this.#pingsUnanswered = 0;
  }

  /** The peer broke a rule of WebSocket itself; the transport closes by itself. */
  onTransportError(code: ErrorCode): void {
    this.#end('transport-broken', code);
  }

  onClosed(closeCode: number): void {
    this.#end('socket-closed', endingOfClose(closeCode));
  }

  /** Looks at every deadline; called about once a second. */
  sweep(): void {
    const state = this.#state;
    if (state.kind === 'closed') return;
    const { clock, isSubscription, limits } = this.#parts;
    const nowMs = clock.monotonicMs();
    const ageMs = nowMs - this.#bornAtMs;
    // Where closing would end the call, a socket that still answers pings is left alone: some platforms send no silence.
    const quiet =
      state.kind === 'open' && (state.stream.mayBeSilent || this.#adapter?.closingHarmsCall === true);
    if (state.kind === 'leaving') {
      if (nowMs >= state.deadlineMs) this.#end('grace-over', state.ending);
    } else if (state.kind === 'opening' && isSubscription) this.#keepAlive(nowMs);
    else if (ageMs > limits.sessionLimitMs) this.leave('stream.too-long');
    else if (state.kind === 'opening' && ageMs > limits.firstMessageLimitMs) this.fail('stream.open-late');
    else if (nowMs - this.#heardAtMs > (quiet ? limits.pausedLimitMs : limits.idleLimitMs))
      this.leave('stream.idle');
    else if (state.kind === 'open' && state.stream.isElsewhere) this.leave('stream.call-elsewhere');
    else {
      if (state.kind === 'open') this.#guarded(() => state.stream.sweep());
      this.#keepAlive(nowMs);
    }
  }

  /** Evenkeel ends the stream: politely, where the protocol has begun. */
  leave(code: ErrorCode): void {
    this.#end('leaving-asked', code);
  }

  sendText(text: string): void {
    if (this.#state.kind === 'closed') return;
    if (this.#socket.bufferedAmount > UNREAD_REPLY_LIMIT) this.#end('peer-lost', 'stream.peer-lost');
    else this.#socket.send(text);
  }

  close(): void {
    this.#end('farewell-said', this.#state.kind === 'leaving' ? this.#state.ending : 'ok');
  }

  fail(code: ErrorCode): void {
    this.#end('failed', code);
  }

  failWithin(code: ErrorCode, graceMs: number): void {
    this.#end('failed-with-grace', code, graceMs);
  }

  whenKept(farewell: () => void): void {
    if (this.#kept === null) farewell();
    else
      void this.#kept.then(() => {
        if (this.#state.kind === 'leaving') this.#guarded(farewell);
      });
  }

  #take(event: AdapterEvent): void {
    if (event.type === 'open') this.#open(event.claim, event.sinceMs);
    else if (event.type === 'end') this.#end('stream-over', 'ok');
    else if (this.#state.kind === 'open') this.#state.stream.take(event);
  }

  #open(claim: StreamClaim, sinceMs: number | undefined): void {
    if (this.#state.kind !== 'opening') return;
    if (!claim.isProbe && !isIdentifier(claim.callId)) {
      this.fail('stream.call-id-invalid');
      return;
    }
    this.#hasOpened = true;
    const { connector, observer } = this.#parts;
    observer.count(claim.isProbe ? 'probed' : 'opened', observed(connector), 'ok');
    if (claim.isProbe) {
      this.#state = { kind: 'probing' };
      return;
    }
    const warned = (code: ErrorCode) => {
      observer.count('warned', observed(connector), code);
      this.#adapter?.remark?.(code);
    };
    this.#state = { kind: 'open', stream: new OpenStream({ ...this.#parts, warned }, claim, sinceMs) };
  }

  /** The only way to an end; the table says what the cause does in the present state. */
  #end(cause: EndCause, ending: Ending, graceMs = FAREWELL_MS): void {
    const state = this.#state;
    if (state.kind === 'closed') return;
    const step = SESSION_ENDINGS[cause][state.kind];
    if (step === 'ignore') return;
    if (step === 'wait' || step === 'farewell') {
      const deadlineMs = this.#parts.clock.monotonicMs() + graceMs;
      this.#settle(ending, { kind: 'leaving', ending, deadlineMs });
      if (step === 'farewell') this.#guarded(() => this.#adapter?.end(closeReasonOf(ending)));
      return;
    }
    this.#settle(ending, { kind: 'closed' });
    if (step === 'close') this.#socket.close(...closeFrameOf(ending));
    if (step === 'cut') this.#socket.terminate();
  }

  /** Every connection's end is counted here, once, and passed to the call. */
  #settle(ending: Ending, next: SessionState): void {
    const before = this.#state;
    const { connector, observer, peer } = this.#parts;
    this.#state = next;
    if (before.kind === 'opening')
      observer.count('refused', observed(connector), ending === 'ok' ? 'stream.peer-lost' : ending, peer);
    if (before.kind !== 'open') return;
    observer.count('ended', observed(connector), ending);
    this.#guarded(() => {
      this.#kept = before.stream.close(closeReasonOf(ending));
    });
  }

  #keepAlive(nowMs: number): void {
    if (nowMs - this.#pingedAtMs < this.#parts.limits.pingIntervalMs) return;
    if (this.#pingsUnanswered >= 2) {
      this.#end('peer-lost', 'stream.peer-lost');
      return;
    }
    this.#pingedAtMs = nowMs;
    this.#pingsUnanswered += 1;
    this.#socket.ping();
  }

  #admits(bytes: number): boolean {
    if (this.#state.kind === 'closed') return false;
    const nowMs = this.#parts.clock.monotonicMs();
    this.#heardAtMs = nowMs;
    this.#pingsUnanswered = 0;
    if (this.#flood.admits(bytes, nowMs)) return true;
    this.fail('stream.flood');
    return false;
  }

  /** A fault of ours ends this one stream and nothing else. */
  #guarded(step: () => void): void {
    try {
      step();
    } catch (cause) {
      this.#parts.observer.fault(this.#parts.connector.name, cause);
      this.fail('internal.fault');
    }
  }
}
