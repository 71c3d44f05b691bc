import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import { issueToken } from '../../src/auth/issue-token.js';
import type { Principal } from '../../src/auth/principal.js';
import { tokenVerifier } from '../../src/auth/verify-token.js';
import { authSection } from '../../src/config/sections/auth-section.js';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import { protocolOf } from '../../src/ingest/adapters/protocols.js';
import { type IngestClock, systemClock } from '../../src/ingest/ingest-clock.js';
import { IngestServer } from '../../src/ingest/ingest-server.js';
import type { MediaEvent, MediaSink, MediaStream, StreamOpen } from '../../src/ingest/media-adapter.js';
import { OpenLines } from '../../src/ingest/open-lines.js';

export const TEST_AUTH = authSection.parse({ secret: 'a secret for tests, 32 characters and more' });

/** A signed token; a source of tenant `acme` unless told otherwise. */
export function tokenFor(principal: Partial<Principal> = {}): Promise<string> {
  return issueToken(TEST_AUTH, {
    role: 'source',
    tenant: 'acme',
    subject: 'test',
    teams: [],
    expiresAtMs: Date.now() + 60_000,
    ...principal,
  });
}

/** What one stream gave to the application. */
export type HeardStream = { readonly open: StreamOpen; readonly events: MediaEvent[]; droppedMs?: number };

/** The application's side of ingest: remembers everything. */
export class HearingSink implements MediaSink {
  readonly streams: HeardStream[] = [];

  stream(open: StreamOpen): MediaStream {
    const heard: HeardStream = { open, events: [] };
    this.streams.push(heard);
    const noticeHolds = open.notice?.given === true;
    return {
      noticeHolds,
      get droppedMs() {
        return heard.droppedMs ?? 0;
      },
      handle: (event: MediaEvent) => void heard.events.push(event),
    };
  }

  of(callId: string): HeardStream {
    const heard = this.streams.find(({ open }) => open.callId === callId);
    if (heard === undefined) throw new Error(`No stream of call ${callId} was opened.`);
    return heard;
  }
}

/** What a stream gave to the application, once it has heard the stream's end: messages are read in turns of the loop. */
export async function wholeStream(sink: HearingSink, callId: string): Promise<HeardStream> {
  const heard = () => sink.streams.find(({ open }) => open.callId === callId);
  await vi.waitFor(() => expect(heard()?.events.at(-1)?.type).toBe('close'), { timeout: 10_000 });
  return heard()!;
}

export type Harness = {
  readonly url: string;
  readonly server: IngestServer;
  readonly sink: HearingSink;
  /** `what connector code` of everything that was counted, in order. */
  readonly counted: string[];
  readonly faults: unknown[];
  close(): Promise<void>;
};

/** A real ingest server on a real port. */
export async function startIngest(
  options: {
    readonly connectors?: readonly Record<string, unknown>[];
    readonly limits?: Record<string, unknown>;
    readonly clock?: IngestClock;
    readonly sink?: MediaSink;
  } = {},
): Promise<Harness> {
  const clock = options.clock ?? systemClock;
  const tokens = tokenVerifier(TEST_AUTH);
  const sink = new HearingSink();
  const counted: string[] = [];
  const faults: unknown[] = [];
  const limits = ingestSection.parse(options.limits ?? {});
  const server = new IngestServer({
    connectors: connectorsSection
      .parse(options.connectors)
      .map((settings) => ({ settings, protocol: protocolOf(settings, { tokens, clock }) })),
    limits,
    lines: new OpenLines(limits),
    clock,
    sink: options.sink ?? sink,
    observer: {
      count: (what, { name }, code) => void counted.push(`${what} ${name} ${code}`),
      fault: (_connector, cause) => void faults.push(cause),
    },
  });
  const http: Server = createServer();
  http.on('upgrade', (request, socket, head) => {
    server.handleUpgrade({ request, socket, head });
  });
  const stop = server.start();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    server,
    sink,
    counted,
    faults,
    async close() {
      stop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** A WebSocket client that keeps what it was told. */
export class TestPeer {
  readonly said: Record<string, unknown>[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;
  #wake: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      this.said.push(JSON.parse(String(data)) as Record<string, unknown>);
      this.#stir();
    });
    socket.on('error', () => {});
    this.closed = once(socket, 'close').then(([code, reason]) => {
      this.#stir();
      return { code: code as number, reason: String(reason) };
    });
  }

  static async connect(
    url: string,
    headers: Record<string, string> = {},
    subprotocols: string[] = [],
    options: { readonly autoPong?: boolean } = {},
  ): Promise<TestPeer> {
    const socket = new WebSocket(url, subprotocols, { ...options, headers });
    const peer = new TestPeer(socket);
    await once(socket, 'open');
    return peer;
  }

  get subprotocol(): string {
    return this.#socket.protocol;
  }

  say(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  send(audio: Uint8Array): void {
    this.#socket.send(audio);
  }

  close(code?: number): void {
    this.#socket.close(code);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** The first message that fits, now or when it comes. */
  async heard(fits: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.said.find(fits);
      if (found !== undefined) return found;
      if (this.#socket.readyState === WebSocket.CLOSED) throw new Error('Closed before the message came.');
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  #stir(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}

/** The HTTP answer to an upgrade that is refused. */
export function refusalOf(
  url: string,
  headers: Record<string, string> = {},
  subprotocols: string[] = [],
): Promise<{ status: number; code: string }> {
  const socket = new WebSocket(url, subprotocols, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.terminate();
      reject(new Error('The upgrade was accepted.'));
    });
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (part: Buffer) => {
        body += part.toString();
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, code: (JSON.parse(body) as { code: string }).code }),
      );
    });
  });
}
