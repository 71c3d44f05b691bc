import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { Wire } from './telephone.js';
import type { TelephoneClock } from './wall-clock.js';

/** More than this waiting in the socket means that the server reads too slowly: the telephone waits too. */
const MAX_BUFFERED_BYTES = 262_144;
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** A refusal is a line of JSON; what is longer is not read. */
const REFUSAL_LIMIT_BYTES = 4_096;
const REFUSAL_LIMIT_MS = 1_000;

export type LineAddress = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly subprotocols: readonly string[];
};

/** How the line ended. A refused upgrade has an HTTP status and no close code. */
export type LineEnd = {
  readonly httpStatus: number | null;
  readonly closeCode: number | null;
  readonly closeReason: string;
  readonly error: string | null;
};

/** One client socket: it counts what passes and remembers how it ended. It never throws; it ends. */
export class LineSocket {
  readonly #socket: WebSocket;
  readonly #clock: TelephoneClock;
  #handshakeMs: number | null = null;
  #end: LineEnd | null = null;
  #refusal: Pick<LineEnd, 'httpStatus' | 'error'> = { httpStatus: null, error: null };
  messagesSent = 0;
  bytesSent = 0;
  textsHeard = 0;
  binariesHeard = 0;
  pingsHeard = 0;
  /** Resolves true once open, false when it ended first. */
  readonly opened: Promise<boolean>;
  readonly ended: Promise<LineEnd>;

  constructor(address: LineAddress, clock: TelephoneClock, onText: (text: string) => void) {
    this.#clock = clock;
    const startMs = clock.nowMs();
    this.#socket = new WebSocket(address.url, [...address.subprotocols], {
      headers: { ...address.headers },
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    this.opened = new Promise((resolve) => {
      this.#socket.once('open', () => {
        this.#handshakeMs = clock.nowMs() - startMs;
        resolve(true);
      });
      this.#socket.once('close', () => resolve(false));
    });
    this.ended = new Promise((resolve) => {
      this.#socket.once('close', (code, reason) => {
        const closeCode = this.#handshakeMs === null ? null : code;
        this.#end = { ...this.#refusal, closeCode, closeReason: reason.toString() };
        resolve(this.#end);
      });
    });
    this.#socket.on('unexpected-response', (_request, response) => {
      const status = `HTTP ${response.statusCode ?? '?'} ${response.statusMessage ?? ''}`.trim();
      this.#refusal = { httpStatus: response.statusCode ?? null, error: status };
      void refusalCode(response).then((code) => {
        if (code !== null) this.#refusal = { ...this.#refusal, error: `${status}: ${code}` };
        this.#socket.terminate();
      });
    });
    this.#socket.on('error', (error) => {
      this.#refusal = { httpStatus: this.#refusal.httpStatus, error: this.#refusal.error ?? error.message };
    });
    this.#socket.on('ping', () => this.pingsHeard++);
    this.#socket.on('message', (data, isBinary) => {
      if (isBinary) this.binariesHeard++;
      else {
        this.textsHeard++;
        onText(String(data));
      }
    });
  }

  get handshakeMs(): number | null {
    return this.#handshakeMs;
  }

  get isOver(): boolean {
    return this.#end !== null;
  }

  /** Sends unless the line is over, waiting while the server is too slow to read. */
  async send(wires: readonly Wire[]): Promise<void> {
    while (this.#socket.readyState === WebSocket.OPEN && this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      await this.#clock.sleep(5);
    }
    for (const wire of wires) this.sendNow(wire);
  }

  sendNow(wire: Wire): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.messagesSent++;
    this.bytesSent += wire.length;
    this.#socket.send(wire);
  }

  /** Begins the closing handshake, with a close code or without one. */
  hangUp(code: number | null): void {
    this.#socket.close(code ?? undefined);
  }

  /** Ends at once, without the closing handshake. */
  drop(): void {
    this.#socket.terminate();
  }
}

/** The `code` of a refusal's JSON body; null where it has none, is too long or does not come. */
async function refusalCode(response: IncomingMessage): Promise<string | null> {
  let text = '';
  const body = (async () => {
    for await (const part of response) {
      text += String(part);
      if (text.length > REFUSAL_LIMIT_BYTES) break;
    }
  })().catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([body, new Promise((resolve) => (timer = setTimeout(resolve, REFUSAL_LIMIT_MS)))]);
  clearTimeout(timer);
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === 'string' ? code : null;
  } catch {
    return null;
  }
}
