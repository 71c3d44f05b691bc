import type { DesktopMessage, ServerMessage } from '../../../delivery/agent-message.js';
import type { Link } from '../panel-state.js';
import { readServerMessage } from './read-server-message.js';
import { reconnectDelayMs } from './reconnect-delay.js';

/** The little that a connection needs of a browser's WebSocket. */
export interface LinkSocket {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close', handler: () => void): void;
  addEventListener(type: 'message', handler: (event: { readonly data: unknown }) => void): void;
}

export type DesktopConnectionOptions = {
  readonly openSocket: () => LinkSocket;
  readonly onLink: (link: Link) => void;
  readonly onMessage: (message: ServerMessage) => void;
  /** What a new session must be told right after its hello: settings, mute, binding. */
  readonly introduce: () => readonly DesktopMessage[];
  readonly random: () => number;
};

/** Codes after which the same token is not worth another try, and what the agent is told then. */
const FINAL_CODES: ReadonlyArray<readonly [codes: RegExp, link: Link]> = [
  [/^(auth\.token-expired|desktop\.token-expired|auth\.session-ended)$/, 'token-expired'],
  [/^auth\.token-revoked$/, 'token-revoked'],
  [/^(auth\.token-missing|desktop\.token-first)$/, 'signed-out'],
  [/^auth\.token/, 'token-invalid'],
  [/^(desktop\.(not-an-agent|token-mismatch)|auth\.right-missing)$/, 'refused'],
];

/** Heartbeats that may be missed before a silent line counts as dead. */
const MISSED_HEARTBEATS = 2.5;
const HELLO_WAIT_MS = 8_000;
const OUTBOX_LIMIT = 20;

/** Attempt after attempt, one line to the server; while a node drains, two for a moment. */
export class DesktopConnection {
  readonly #options: DesktopConnectionOptions;
  #token: string | null = null;
  #current: Attempt | null = null;
  /** The old line, kept while a draining node hands over: no cue falls between the two. */
  #leaving: Attempt | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #outbox: DesktopMessage[] = [];
  #stopped = false;

  constructor(options: DesktopConnectionOptions) {
    this.#options = options;
  }

  /** With the page's own token, unless the host was quicker. */
  start(token: string | null): void {
    if (this.#token !== null) return;
    this.#token = token;
    if (token === null) this.#options.onLink('signed-out');
    else this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#clearRetry();
    this.#current?.drop();
    this.#leaving?.drop();
  }

  /** A first or a renewed token. A line that is open takes it without a reload. */
  useToken(token: string): void {
    this.#token = token;
    if (this.#current?.isOpen === true) this.#current.send({ type: 'token', token });
    else this.retryNow();
  }

  /** Sent now, or after the next hello; only the latest few are kept. */
  send(message: DesktopMessage): void {
    const line = this.#current?.isOpen === true ? this.#current : this.#leaving;
    if (line?.isOpen === true) line.send(message);
    else if (message.type === 'feedback' || message.type === 'reset') {
      this.#outbox = [...this.#outbox, message].slice(-OUTBOX_LIMIT);
    }
  }

  /** The network is back, the laptop woke up, or the agent pressed the button. */
  retryNow(): void {
    if (this.#current?.isOpen === true || this.#token === null || this.#stopped) return;
    this.#current?.drop();
    this.#connect();
  }

  /** After a sleep the line may look open and be dead: a new one says at once how things stand. */
  startAfresh(): void {
    if (this.#token === null || this.#stopped) return;
    this.#current?.drop();
    this.#connect();
  }

  #connect(): void {
    this.#clearRetry();
    if (this.#token === null || this.#stopped) return;
    if (this.#leaving === null && this.#failures === 0) this.#options.onLink('connecting');
    const attempt: Attempt = new Attempt(this.#options.openSocket(), this.#token, {
      onMessage: (message) => this.#hear(attempt, message),
      onEnd: (code) => this.#ended(attempt, code),
    });
    this.#current = attempt;
  }

  #hear(from: Attempt, message: ServerMessage): void {
    if (message.type === 'hello' && from === this.#current) {
      this.#failures = 0;
      this.#leaving?.drop();
      this.#leaving = null;
      this.#options.onMessage(message);
      for (const own of [...this.#options.introduce(), ...this.#outbox]) from.send(own);
      this.#outbox = [];
      return;
    }
    this.#options.onMessage(message);
    if (message.type === 'draining' && from === this.#current) {
      this.#leaving = from;
      this.#connect();
    }
  }

  #ended(line: Attempt, code: string | null): void {
    if (line === this.#leaving) {
      this.#leaving = null;
      if (this.#current?.isOpen !== true) this.#options.onLink('lost');
      return;
    }
    if (line !== this.#current) return;
    this.#current = null;
    const final = FINAL_CODES.find(([codes]) => code !== null && codes.test(code));
    if (final !== undefined) {
      this.#token = null;
      this.#options.onLink(final[1]);
      return;
    }
    if (this.#leaving === null) this.#options.onLink('lost');
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#connect(), reconnectDelayMs(this.#failures, this.#options.random));
  }

  #clearRetry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }
}

/** One socket from its opening to its end. */
class Attempt {
  readonly #socket: LinkSocket;
  #watchdog: ReturnType<typeof setTimeout>;
  #heartbeatMs: number | null = null;
  #errorCode: string | null = null;
  #ended = false;

  constructor(
    socket: LinkSocket,
    token: string,
    readonly on: { onMessage: (message: ServerMessage) => void; onEnd: (code: string | null) => void },
  ) {
    this.#socket = socket;
    this.#watchdog = setTimeout(() => this.#end(), HELLO_WAIT_MS);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'token', token })));
    socket.addEventListener('message', ({ data }) => {
      const message = readServerMessage(data);
      if (message !== null) this.#hear(message);
    });
    socket.addEventListener('close', () => this.#end());
  }

  /** True between hello and the end. */
  get isOpen(): boolean {
    return this.#heartbeatMs !== null && !this.#ended;
  }

  send(message: DesktopMessage): void {
    if (this.isOpen) this.#socket.send(JSON.stringify(message));
  }

  /** Closes without a word to the owner. */
  drop(): void {
    this.#ended = true;
    clearTimeout(this.#watchdog);
    this.#socket.close();
  }

  #hear(message: ServerMessage): void {
    if (this.#ended) return;
    if (message.type === 'hello') this.#heartbeatMs = message.heartbeatMs;
    if (message.type === 'error') this.#errorCode = message.code;
    if (this.#heartbeatMs !== null) {
      clearTimeout(this.#watchdog);
      this.#watchdog = setTimeout(() => this.#end(), this.#heartbeatMs * MISSED_HEARTBEATS);
    }
    this.on.onMessage(message);
  }

  #end(): void {
    if (this.#ended) return;
    this.drop();
    this.on.onEnd(this.#errorCode);
  }
}
