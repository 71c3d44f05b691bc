import type { MyCallsAnswer, MyCheckIns } from '../../storage/own-records/my-calls-routes.js';

export type Feeling = 'good' | 'fine' | 'drained';

/** The agent's own records over HTTP. Every method rejects with an `Error` when the server does not agree. */
export class OwnRecords {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  async calls(before: number | null): Promise<MyCallsAnswer> {
    const reply = await this.#ask('GET', `calls?limit=100${before === null ? '' : `&before=${before}`}`);
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
    const reply = await fetch(`v1/my/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status}`);
    return reply;
  }
}
