import type { MyCallsAnswer, MyCheckIns } from '../../storage/own-records/my-calls-routes.js';
import type { PageTokens } from '../page-tokens.js';

export type Feeling = 'good' | 'fine' | 'drained';

/** Nobody is signed in, or no longer. */
export class SignedOut extends Error {}

/** The agent's own records over HTTP. Every method rejects with an `Error` when the server does not agree. */
export class OwnRecords {
  readonly tokens: PageTokens;

  constructor(tokens: PageTokens) {
    this.tokens = tokens;
  }

  async calls(before: number | null): Promise<MyCallsAnswer> {
    const reply = await this.#ask('GET', `calls?limit=200${before === null ? '' : `&before=${before}`}`);
    return (await reply.json()) as MyCallsAnswer;
  }

  async deleteCall(id: string): Promise<void> {
    await this.#ask('DELETE', `calls/${encodeURIComponent(id)}`);
  }

  async deleteEverything(): Promise<void> {
    await this.#ask('DELETE', 'calls');
  }

  async writeNote(id: string, text: string): Promise<void> {
    await this.#ask('PUT', `calls/${encodeURIComponent(id)}/note`, { text });
  }

  /** Oldest first. */
  async checkIns(): Promise<MyCheckIns['checkIns']> {
    return ((await (await this.#ask('GET', 'check-ins')).json()) as MyCheckIns).checkIns;
  }

  async checkIn(feeling: Feeling): Promise<void> {
    await this.#ask('POST', 'check-ins', { feeling });
  }

  async export(format: 'json' | 'csv'): Promise<Blob> {
    return (await this.#ask('GET', `export?format=${format}`)).blob();
  }

  async #ask(method: string, path: string, body?: unknown): Promise<Response> {
    const token = await this.tokens.token();
    if (token === null) throw new SignedOut();
    const reply = await send(token, method, path, body);
    if (reply.ok) return reply;
    if (reply.status !== 401) throw new Error(`${method} ${path}: ${reply.status}`);
    const renewed = await this.tokens.renew();
    const again = renewed === null ? null : await send(renewed, method, path, body);
    if (again?.ok !== true) throw new SignedOut();
    return again;
  }
}

function send(token: string, ...[method, path, body]: readonly [string, string, unknown]): Promise<Response> {
  return fetch(`v1/my/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
