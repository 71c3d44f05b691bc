import type { ServedInstance } from '../served/served-instance.js';

type Channel = { readonly role: string; readonly sound: 'none' | 'faint' | 'good' };

/** What the server says of a call's line, as it was last asked. */
export type Watched = { readonly customerExaminedMs: number; readonly channels: readonly Channel[] };

const ASK_EVERY_MS = 1_000;

/** Asks `GET …/line` while the call goes on. */
export class LineWatch {
  #watched: Watched = { customerExaminedMs: 0, channels: [] };
  readonly #timer: NodeJS.Timeout;

  private constructor(url: string, authorization: string) {
    this.#timer = setInterval(() => void this.#ask(url, authorization).catch(() => undefined), ASK_EVERY_MS);
  }

  static async begin(served: ServedInstance, platform: string, callId: string): Promise<LineWatch> {
    const token = await served.token('binder', 'check');
    return new LineWatch(`${served.url}/v1/calls/${platform}/${callId}/line`, `Bearer ${token}`);
  }

  end(): Watched {
    clearInterval(this.#timer);
    return this.#watched;
  }

  async #ask(url: string, authorization: string): Promise<void> {
    const answer = await fetch(url, { headers: { authorization } });
    if (!answer.ok) return;
    const line = (await answer.json()) as {
      customerExaminedMs: number;
      streams: { channels: Channel[] }[];
    };
    this.#watched = {
      customerExaminedMs: Math.max(line.customerExaminedMs, this.#watched.customerExaminedMs),
      channels: line.streams.flatMap(({ channels }) => channels),
    };
  }
}
