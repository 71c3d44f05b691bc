import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import type { FaultHandler } from '../containment.js';
import type { AgentMessage, DesktopEvent } from './agent-message.js';
import { type Envelope, readEnvelope } from './bus-envelope.js';
import type { CueBus } from './cue-bus.js';
import { LocalCueBus } from './local-cue-bus.js';

export type RedisCueBusOptions = {
  /** `redis://…` or `rediss://…`; the same for every node. */
  readonly url: string;
  /** Keeps several installations apart on one Redis. */
  readonly prefix?: string;
  /** Told when the line to Redis is lost or back: desktops of this node are served all the same. */
  readonly onState?: (isUp: boolean, cause?: unknown) => void;
} & BusHooks;

export type BusHooks = {
  /** Told of every message that no node of ours can have sent; it goes no further. */
  readonly onDropped?: () => void;
  readonly onFault: FaultHandler;
};

const CONNECT_LIMIT_MS = 2_000;

/**
 * The bus of several nodes: Redis pub/sub, which keeps nothing. What concerns this node goes straight to it, so that
 * a lost Redis costs only what is on other nodes.
 */
export class RedisCueBus implements CueBus {
  readonly #local: LocalCueBus;
  readonly #node = randomUUID();
  readonly #prefix: string;
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #onDropped: () => void;
  #isClosed = false;
  readonly #subscribers = new Map<string, { readonly agent: AgentKey; count: number }>();

  private constructor({ url, prefix = 'evenkeel', onState, onDropped, onFault }: RedisCueBusOptions) {
    this.#local = new LocalCueBus(onFault);
    this.#onDropped = onDropped ?? (() => {});
    this.#prefix = prefix;
    // Nothing is queued while Redis is away: a cue that waited would be stale.
    const common = { lazyConnect: true, connectTimeout: CONNECT_LIMIT_MS };
    this.#publisher = new Redis(url, { ...common, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    // Subscribed again by ourselves: the library's own subscribing rejects with nobody to hear it.
    this.#subscriber = new Redis(url, { ...common, maxRetriesPerRequest: null, autoResubscribe: false });
    this.#subscriber.on('ready', () => {
      void this.#subscriber.subscribe(this.#reports, ...this.#subscribers.keys()).catch(() => {});
    });
    const lines = [this.#publisher, this.#subscriber];
    for (const line of lines) {
      line.on('error', (cause) => onState?.(false, cause));
      // A line that ends without an error, as by a restart of Redis.
      line.on('close', () => {
        if (!this.#isClosed) onState?.(false);
      });
      line.on('ready', () => {
        if (lines.every(({ status }) => status === 'ready')) onState?.(true);
      });
    }
    this.#subscriber.on('message', (channel: string, text: string) => this.#receive(channel, text));
  }

  /** Connects in the background; a Redis that is away now is joined when it comes. */
  static async connect(options: RedisCueBusOptions): Promise<RedisCueBus> {
    const bus = new RedisCueBus(options);
    await Promise.allSettled([bus.#publisher.connect(), bus.#subscriber.connect()]);
    return bus;
  }

  publish(agent: AgentKey, message: AgentMessage): void {
    this.#local.publish(agent, message);
    this.#send(this.#channel(agent), { from: this.#node, message });
  }

  publishHere(agent: AgentKey, message: AgentMessage): void {
    this.#local.publishHere(agent, message);
  }

  subscribe(agent: AgentKey, handler: (message: AgentMessage, isElsewhere: boolean) => void): () => void {
    const dispose = this.#local.subscribe(agent, handler);
    const channel = this.#channel(agent);
    const entry = this.#subscribers.get(channel) ?? { agent, count: 0 };
    entry.count += 1;
    if (entry.count === 1) {
      this.#subscribers.set(channel, entry);
      void this.#subscriber.subscribe(channel).catch(() => {});
    }
    return () => {
      dispose();
      entry.count -= 1;
      if (entry.count > 0) return;
      this.#subscribers.delete(channel);
      void this.#subscriber.unsubscribe(channel).catch(() => {});
    };
  }

  report(agent: AgentKey, event: DesktopEvent): void {
    this.#local.report(agent, event);
    this.#send(this.#reports, { from: this.#node, agent, event });
  }

  reportHere(agent: AgentKey, event: DesktopEvent): void {
    this.#local.reportHere(agent, event);
  }

  onReport(handler: (agent: AgentKey, event: DesktopEvent) => void): () => void {
    return this.#local.onReport(handler);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#local.close();
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  get #reports(): string {
    return `${this.#prefix}:reports`;
  }

  #channel(agent: AgentKey): string {
    return `${this.#prefix}:desktops:${agentKeyText(agent)}`;
  }

  #send(channel: string, envelope: Envelope): void {
    void this.#publisher.publish(channel, JSON.stringify(envelope)).catch(() => {});
  }

  #receive(channel: string, text: string): void {
    const envelope = readEnvelope(text);
    const isReport = channel === this.#reports;
    if (envelope === null || isReport !== 'event' in envelope || isOwnEyes(envelope)) {
      this.#onDropped();
      return;
    }
    if (envelope.from === this.#node) return;
    if ('event' in envelope) {
      this.#local.report(envelope.agent, envelope.event);
      return;
    }
    const entry = this.#subscribers.get(channel);
    if (entry !== undefined) this.#local.deliver(entry.agent, envelope.message, true);
  }
}

/** Own-eyes messages do not cross nodes: no node of ours sends one. */
function isOwnEyes(envelope: Envelope): boolean {
  return 'event' in envelope
    ? envelope.event.type === 'self-coaching'
    : envelope.message.type === 'own-breath';
}
