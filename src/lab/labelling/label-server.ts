import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';
import { writeWav } from '../../core/audio/wav.js';
import { EvenkeelError } from '../../errors.js';
import type { Language } from '../../i18n/language.js';
import { labelPage } from './label-page.js';
import type { LabelWindow } from './label-windows.js';
import { RATINGS, type Ratings } from './ratings.js';

export type LabelServerParts = {
  /** The most uncertain first. */
  readonly windows: readonly LabelWindow[];
  readonly ratings: Ratings;
  readonly language: Language;
  readonly port: number;
};

const answerSchema = z.strictObject({
  id: z.string().max(64),
  rater: z.string().max(64),
  label: z.enum(RATINGS),
});
const MOST_BYTES = 1000;
const RATERS_WANTED = 2;

/** Serves the page for labelling on this machine alone, under an address that nobody can guess. */
export class LabelServer {
  readonly #parts: LabelServerParts;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #key = randomBytes(16).toString('hex');

  constructor(parts: LabelServerParts) {
    this.#parts = parts;
    // Where it cannot listen, `listen` rejects; later, one connection could not be accepted.
    this.#server.on('error', () => undefined);
    this.#server.on('clientError', (_, socket) => socket.destroy());
  }

  /** Listens; gives the address of the page. */
  async listen(): Promise<string> {
    this.#server.listen(this.#parts.port, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${this.#key}/`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const isOurs = /^127\.0\.0\.1:\d+$/.test(request.headers.host ?? '');
      const [, key, what = '', id] = url.pathname.split('/');
      if (!isOurs || key !== this.#key) send(response, 404, 'text/plain', 'Not found.');
      else if (request.method === 'POST' && what === 'rate') await this.#rate(request, response);
      else if (request.method !== 'GET') send(response, 405, 'text/plain', 'Not allowed.');
      else if (what === '') this.#page(response);
      else if (what === 'next') sendJson(response, this.#next(url.searchParams.get('rater') ?? ''));
      else if (what === 'audio') this.#audio(response, id);
      else send(response, 404, 'text/plain', 'Not found.');
    } catch (cause) {
      const isTheirs =
        cause instanceof EvenkeelError || cause instanceof z.ZodError || cause instanceof SyntaxError;
      if (!response.headersSent) send(response, isTheirs ? 400 : 500, 'text/plain', 'Not kept.');
    }
  }

  #page(response: ServerResponse): void {
    const nonce = randomBytes(16).toString('base64url');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    send(response, 200, 'text/html; charset=utf-8', labelPage(this.#parts.language, nonce));
  }

  /** What this rater hears next: first what one other has heard, then the most uncertain. */
  #next(rater: string) {
    const { windows, ratings } = this.#parts;
    const open = windows.filter((one) => {
      const rated = ratings.of(one);
      return rated.length < RATERS_WANTED && rated.every((other) => other.rater !== rater);
    });
    const chosen = open.find((one) => ratings.of(one).length > 0) ?? open[0] ?? null;
    const window =
      chosen === null ? null : { id: chosen.id, call: chosen.call, startS: chosen.startS, endS: chosen.endS };
    return { window, left: open.length, waiting: ratings.waiting, agreement: ratings.agreement() };
  }

  #audio(response: ServerResponse, id: string | undefined): void {
    const window = this.#parts.windows.find((one) => one.id === id);
    if (window === undefined) send(response, 404, 'text/plain', 'Not found.');
    else send(response, 200, 'audio/wav', writeWav(ANALYSIS_RATE_HZ, [window.samples]));
  }

  async #rate(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (Number(request.headers['content-length'] ?? MOST_BYTES + 1) > MOST_BYTES)
      return send(response, 413, 'text/plain', 'Too long.');
    if (request.headers['content-type'] !== 'application/json')
      return send(response, 415, 'text/plain', 'JSON is needed.');
    const { id, rater, label } = answerSchema.parse(await json(request));
    const window = this.#parts.windows.find((one) => one.id === id);
    if (window === undefined) return send(response, 404, 'text/plain', 'Not found.');
    const { call, startS, endS } = window;
    this.#parts.ratings.rate({ call, startS, endS, rater, label });
    sendJson(response, {});
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  send(response, 200, 'application/json', JSON.stringify(value));
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(body);
}
