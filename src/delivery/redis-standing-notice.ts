import { randomUUID } from 'node:crypto';
import type { HeardStretch, ObjectionMark, StandingNotice } from '../binding/standing-store.js';
import { every } from '../containment.js';
import { NodeAnswers } from './nodes/node-answers.js';
import { BEAT_MS } from './nodes/node-roster.js';
import { RedisLines } from './nodes/redis-lines.js';
import { readStandingMessage, type StandingMessage } from './nodes/standing-message.js';

/** How long another node may take to read what changed. */
const ANSWER_LIMIT_MS = 2_000;

export type RedisStandingNoticeOptions = {
  readonly url: string;
  /** Keeps several installations apart on one Redis. */
  readonly prefix?: string;
  /** Monotonic, milliseconds. */
  readonly now: () => number;
};

/**
 * Tells the other nodes over Redis that something stands differently, and waits until each has it. No call and no agent
 * is on the channel: the database is where they read what changed. An objection alone is told by its digest, so that it
 * holds where the database is away.
 */
export class RedisStandingNotice implements StandingNotice {
  readonly #node = randomUUID();
  readonly #channel: string;
  readonly #now: () => number;
  readonly #lines: RedisLines;
  readonly #answers = new NodeAnswers();
  readonly #stopBeats: () => void;
  #heard: HeardStretch | null = null;
  #pulsedAtMs: number;
  #handler: (objections: readonly ObjectionMark[]) => Promise<void> = async () => {};

  private constructor({ url, prefix = 'evenkeel', now }: RedisStandingNoticeOptions) {
    this.#channel = `${prefix}:standing`;
    this.#now = now;
    this.#pulsedAtMs = now();
    this.#lines = new RedisLines({
      url,
      channels: () => [this.#channel],
      onMessage: (_channel, text) => this.#receive(text),
      onReady: () => this.#beat(),
      // The bus says when Redis is away; here every change is found in the database all the same.
      onState: () => {},
    });
    this.#stopBeats = every(
      BEAT_MS,
      () => {},
      () => this.#pulse(),
    );
  }

  /** Connects in the background; a Redis that is away now is joined when it comes. */
  static async connect(options: RedisStandingNoticeOptions): Promise<RedisStandingNotice> {
    const notice = new RedisStandingNotice(options);
    await notice.#lines.connect();
    return notice;
  }

  get heard(): HeardStretch | null {
    return this.#heard;
  }

  onTold(handler: (objections: readonly ObjectionMark[]) => Promise<void>): void {
    this.#handler = handler;
  }

  async tell(objections: readonly ObjectionMark[] = []): Promise<boolean> {
    const changed = randomUUID();
    const answered = this.#answers.ask(changed, objections.length > 0);
    const timer = setTimeout(() => this.#answers.giveUp(changed), ANSWER_LIMIT_MS);
    const heardBy = await this.#send({
      from: this.#node,
      changed,
      ...(objections.length === 0 ? {} : { objections: [...objections] }),
    });
    if (heardBy === null) this.#answers.giveUp(changed);
    else this.#answers.heardBy(changed, heardBy - 1, this.#now());
    const isTold = await answered;
    clearTimeout(timer);
    return isTold;
  }

  async close(): Promise<void> {
    this.#stopBeats();
    void this.#send({ from: this.#node, leaves: true });
    this.#lines.close();
    this.#answers.giveUp();
  }

  #send(message: StandingMessage): Promise<number | null> {
    return this.#lines.publish(this.#channel, JSON.stringify(message));
  }

  #pulse(): void {
    const nowMs = this.#now();
    // This process itself stood still: that nothing was heard meanwhile says nothing of Redis.
    if (nowMs - this.#pulsedAtMs > 2 * BEAT_MS) this.#lines.excuse();
    this.#pulsedAtMs = nowMs;
    this.#beat();
    this.#lines.check();
  }

  #beat(): void {
    void this.#send({ from: this.#node, beat: this.#now() });
  }

  /** What came back was said after everything that was told before it: nothing of that went unheard. */
  #heardSelf(saidAtMs: number): void {
    // Before a line is counted as up, something may have gone unheard: a new stretch begins.
    this.#heard =
      this.#heard === null || !this.#lines.isUp
        ? { fromMs: this.#now(), toMs: this.#now() }
        : { fromMs: this.#heard.fromMs, toMs: Math.max(this.#heard.toMs, saidAtMs) };
    this.#lines.heardSelf();
  }

  #receive(text: string): void {
    const message = readStandingMessage(text);
    if (message === null) return;
    if (message.from === this.#node) {
      if ('beat' in message) this.#heardSelf(message.beat);
      return;
    }
    if ('leaves' in message) {
      this.#answers.leave(message.from);
      return;
    }
    this.#answers.hear(message.from, this.#now());
    if ('read' in message) this.#answers.answer(message.read, message.from, this.#now());
    if (!('changed' in message)) return;
    this.#handler(message.objections ?? []).then(
      () => void this.#send({ from: this.#node, read: message.changed }),
      () => {},
    );
  }
}
