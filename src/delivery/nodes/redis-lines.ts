import { LOST_AFTER_MS } from './node-roster.js';
import { openRedis, type RedisLine } from './open-redis.js';

export type RedisLinesOptions = {
  readonly url: string;
  /** Channels to be subscribed to whenever the line is new. */
  readonly channels: () => readonly string[];
  readonly onMessage: (channel: string, text: string) => void;
  /** Both lines are up and subscribed: something sent now comes back. */
  readonly onReady: () => void;
  readonly onState: (isUp: boolean, cause?: unknown) => void;
};

const CONNECT_LIMIT_MS = 2_000;
/** How long a line may take to close before its socket is destroyed: a Redis that does not answer does not close either. */
const FAREWELL_MS = 100;
/** Lines that do not answer reconnect this often. */
const RENEW_EVERY_MS = 5_000;

/**
 * Two lines to Redis, one to say and one to hear, and whether they work: what this node says comes back to it, or the
 * lines are dead, whatever their sockets look like.
 */
export class RedisLines {
  readonly #options: RedisLinesOptions;
  readonly #publisher: RedisLine;
  readonly #subscriber: RedisLine;
  #isClosed = false;
  #isUp: boolean | null = null;
  #heardSelfAtMs = performance.now();
  #renewedAtMs = 0;

  constructor(options: RedisLinesOptions) {
    const { url, channels, onMessage, onReady } = options;
    this.#options = options;
    // Nothing is queued while Redis is away: a cue that waited would be stale.
    const common = { lazyConnect: true, connectTimeout: CONNECT_LIMIT_MS, disconnectTimeout: FAREWELL_MS };
    this.#publisher = openRedis(url, { ...common, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    // Subscribed again by ourselves: the library's own subscribing rejects with nobody to hear it.
    this.#subscriber = openRedis(url, { ...common, maxRetriesPerRequest: null, autoResubscribe: false });
    const whenReady = () => {
      if (this.#publisher.status === 'ready' && this.#subscriber.status === 'ready')
        this.#subscriber.subscribe(...channels()).then(onReady, () => {});
    };
    for (const line of [this.#publisher, this.#subscriber]) {
      line.on('ready', whenReady);
      line.on('error', (cause) => this.#report(false, cause));
      // A line that ends without an error, as by a restart of Redis.
      line.on('close', () => {
        if (!this.#isClosed) this.#report(false);
      });
    }
    this.#subscriber.on('message', onMessage);
  }

  get isUp(): boolean {
    return this.#isUp === true;
  }

  /** Connects in the background; a Redis that is away now is joined when it comes. */
  async connect(): Promise<void> {
    await Promise.allSettled([this.#publisher.connect(), this.#subscriber.connect()]);
  }

  /** How many heard it; null = Redis did not take it. */
  publish(channel: string, text: string): Promise<number | null> {
    return this.#publisher.publish(channel, text).catch(() => null);
  }

  subscribe(channel: string): void {
    void this.#subscriber.subscribe(channel).catch(() => {});
  }

  unsubscribe(channel: string): void {
    void this.#subscriber.unsubscribe(channel).catch(() => {});
  }

  /** What this node said came back to it. */
  heardSelf(): void {
    this.#heardSelfAtMs = performance.now();
    this.#report(true);
  }

  /** This process itself stood still: that nothing came meanwhile says nothing. */
  excuse(): void {
    this.#heardSelfAtMs = performance.now();
  }

  /** To be called now and then: lines that have fallen silent reconnect. */
  check(): void {
    const nowMs = performance.now();
    if (nowMs - this.#heardSelfAtMs <= LOST_AFTER_MS) return;
    this.#report(false, new Error(`Redis has not answered for ${LOST_AFTER_MS} ms.`));
    if (nowMs - this.#renewedAtMs < RENEW_EVERY_MS) return;
    this.#renewedAtMs = nowMs;
    for (const line of [this.#publisher, this.#subscriber])
      if (line.status === 'ready' || line.status === 'connect') line.disconnect(true);
  }

  close(): void {
    this.#isClosed = true;
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  #report(isUp: boolean, cause?: unknown): void {
    if (this.#isClosed || this.#isUp === isUp) return;
    this.#isUp = isUp;
    this.#options.onState(isUp, cause);
  }
}
