import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import type { StandingNotice } from '../binding/standing-store.js';

/** How long another node may take to read what changed. */
const ANSWER_LIMIT_MS = 2_000;

const messageSchema = z.union([
  z.strictObject({ from: z.uuid(), changed: z.uuid() }),
  z.strictObject({ from: z.uuid(), read: z.uuid() }),
]);
type Message = z.infer<typeof messageSchema>;

/** `others` is known once Redis has said how many heard it; an answer may be quicker. */
type Waiting = { others: number | null; answers: number; readonly settle: (isRead: boolean) => void };

/**
 * Tells the other nodes over Redis that something stands differently, and waits until each has read it. No call, no
 * agent and nothing of what was said is on the channel: the database is where they read it.
 */
export class RedisStandingNotice implements StandingNotice {
  readonly #node = randomUUID();
  readonly #channel: string;
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #waiting = new Map<string, Waiting>();
  #handler: () => Promise<void> = async () => {};

  private constructor(url: string, prefix: string) {
    this.#channel = `${prefix}:standing`;
    const common = { lazyConnect: true, connectTimeout: 2_000 };
    this.#publisher = new Redis(url, { ...common, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    // Subscribed again by ourselves: the library's own subscribing rejects with nobody to hear it.
    this.#subscriber = new Redis(url, { ...common, maxRetriesPerRequest: null, autoResubscribe: false });
    this.#subscriber.on('ready', () => {
      void this.#subscriber.subscribe(this.#channel).catch(() => {});
    });
    // The bus says when Redis is away; here every change is found in the database all the same.
    for (const line of [this.#publisher, this.#subscriber]) line.on('error', () => {});
    this.#subscriber.on('message', (_channel: string, text: string) => this.#receive(text));
  }

  /** Connects in the background; a Redis that is away now is joined when it comes. */
  static async connect(url: string, prefix = 'evenkeel'): Promise<RedisStandingNotice> {
    const notice = new RedisStandingNotice(url, prefix);
    await Promise.allSettled([notice.#publisher.connect(), notice.#subscriber.connect()]);
    return notice;
  }

  onTold(handler: () => Promise<void>): void {
    this.#handler = handler;
  }

  async tell(): Promise<boolean> {
    const changed = randomUUID();
    const answered = new Promise<boolean>((settle) =>
      this.#waiting.set(changed, { others: null, answers: 0, settle }),
    );
    const timer = setTimeout(() => this.#settle(changed, false), ANSWER_LIMIT_MS);
    this.#publisher
      .publish(this.#channel, JSON.stringify({ from: this.#node, changed } satisfies Message))
      .then(
        (heardBy) => this.#count(changed, { others: heardBy - 1, answers: 0 }),
        () => this.#settle(changed, false),
      );
    const isRead = await answered;
    clearTimeout(timer);
    return isRead;
  }

  async close(): Promise<void> {
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
    for (const changed of [...this.#waiting.keys()]) this.#settle(changed, false);
  }

  #count(changed: string, { others, answers }: { others?: number; answers: number }): void {
    const waiting = this.#waiting.get(changed);
    if (waiting === undefined) return;
    waiting.others = others ?? waiting.others;
    waiting.answers += answers;
    if (waiting.others !== null && waiting.answers >= waiting.others) this.#settle(changed, true);
  }

  #settle(changed: string, isRead: boolean): void {
    this.#waiting.get(changed)?.settle(isRead);
    this.#waiting.delete(changed);
  }

  #receive(text: string): void {
    const message = readMessage(text);
    if (message === null || message.from === this.#node) return;
    if ('read' in message) {
      this.#count(message.read, { answers: 1 });
      return;
    }
    const answer: Message = { from: this.#node, read: message.changed };
    this.#handler().then(
      () => this.#publisher.publish(this.#channel, JSON.stringify(answer)).catch(() => {}),
      () => {},
    );
  }
}

function readMessage(text: string): Message | null {
  try {
    const parsed = messageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
