import { randomUUID } from 'node:crypto';
import { type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import { contain, every, type FaultHandler } from '../containment.js';
import type { AgentMessage, DesktopEvent } from './agent-message.js';
import { type Envelope, readEnvelope, type SentAt } from './bus-envelope.js';
import type { CueBus } from './cue-bus.js';
import { LocalCueBus } from './local-cue-bus.js';
import { type CallFence, Fences } from './nodes/call-fence.js';
import { CallsElsewhere } from './nodes/calls-elsewhere.js';
import { BEAT_MS, NodeRoster } from './nodes/node-roster.js';
import { onOwnClock } from './nodes/on-own-clock.js';
import { RedisLines } from './nodes/redis-lines.js';

export type RedisCueBusOptions = {
  /** `redis://…` or `rediss://…`; the same for every node. */
  readonly url: string;
  /** Keeps several installations apart on one Redis. */
  readonly prefix?: string;
  /** Told when the line to Redis is lost or back: desktops of this node are served all the same. */
  readonly onState?: (isUp: boolean, cause?: unknown) => void;
  readonly now?: () => number;
} & BusHooks;

export type BusHooks = {
  /** Told of every message that no node of ours can have sent; it goes no further. */
  readonly onDropped?: () => void;
  /** Told of every cue that came too late from another node; it goes no further. */
  readonly onLate?: () => void;
  /** Told how many nodes are heard, this one among them. */
  readonly onNodes?: (nodes: number) => void;
  readonly onFault: FaultHandler;
};

/** A cue that was on its way for longer is not shown. */
const LATE_MS = 2_000;
const PULSE_MS = 500;

/**
 * The bus of several nodes: Redis pub/sub, which keeps nothing. What concerns this node goes straight to it, so that
 * a lost Redis costs only what is on other nodes. Nodes say every second that they live; the agents of one that falls
 * silent are told.
 */
export class RedisCueBus implements CueBus {
  readonly #local: LocalCueBus;
  readonly #node = randomUUID();
  readonly #prefix: string;
  readonly #lines: RedisLines;
  readonly #options: RedisCueBusOptions;
  readonly #subscribers = new Map<string, { readonly agent: AgentKey; count: number }>();
  readonly #nodes = new NodeRoster();
  readonly #elsewhere = new CallsElsewhere();
  readonly #fences = new Fences();
  readonly #returned: (() => void)[] = [];
  readonly #stopPulse: () => void;
  #wasAway = false;
  #pulsedAtMs = performance.now();
  #beatAtMs = Number.NEGATIVE_INFINITY;

  private constructor(options: RedisCueBusOptions) {
    this.#local = new LocalCueBus(options.onFault);
    this.#options = options;
    this.#prefix = options.prefix ?? 'evenkeel';
    this.#lines = new RedisLines({
      url: options.url,
      channels: () => [this.#reports, this.#beats, ...this.#subscribers.keys()],
      onMessage: (channel, text) => this.#receive(channel, text),
      onReady: () => this.#beat(),
      onState: (isUp, cause) => this.#changed(isUp, cause),
    });
    this.#stopPulse = every(PULSE_MS, options.onFault, () => this.#pulse());
  }

  /** Connects in the background; a Redis that is away now is joined when it comes. */
  static async connect(options: RedisCueBusOptions): Promise<RedisCueBus> {
    const bus = new RedisCueBus(options);
    await bus.#lines.connect();
    return bus;
  }

  publish(agent: AgentKey, message: AgentMessage, fence?: CallFence): void {
    if (!this.#fences.admits(fence)) return;
    for (const before of this.#elsewhere.tellHere(agent, message)) this.#local.publish(agent, before);
    this.#local.publish(agent, message);
    this.#send(this.#channel(agent), {
      from: this.#node,
      at: this.#sentAt(),
      message,
      ...(fence === undefined ? {} : { fence }),
    });
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
      this.#lines.subscribe(channel);
    }
    return () => {
      dispose();
      entry.count -= 1;
      if (entry.count > 0) return;
      this.#subscribers.delete(channel);
      this.#elsewhere.forget(agent);
      this.#lines.unsubscribe(channel);
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

  onReturn(handler: () => void): void {
    this.#returned.push(handler);
  }

  async close(): Promise<void> {
    this.#stopPulse();
    await this.#local.close();
    this.#send(this.#beats, { from: this.#node, at: this.#sentAt(), beat: 'leaving' });
    this.#lines.close();
  }

  get #reports(): string {
    return `${this.#prefix}:reports`;
  }

  get #beats(): string {
    return `${this.#prefix}:nodes`;
  }

  #channel(agent: AgentKey): string {
    return `${this.#prefix}:desktops:${agentKeyText(agent)}`;
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #sentAt(): SentAt {
    return { monotonicMs: performance.now(), wallMs: this.#now() };
  }

  #send(channel: string, envelope: Envelope): void {
    void this.#lines.publish(channel, JSON.stringify(envelope));
  }

  #beat(): void {
    this.#beatAtMs = performance.now();
    this.#send(this.#beats, { from: this.#node, at: this.#sentAt(), beat: 'here' });
  }

  #pulse(): void {
    const nowMs = performance.now();
    const stoodMs = nowMs - this.#pulsedAtMs;
    this.#pulsedAtMs = nowMs;
    if (stoodMs > 3 * PULSE_MS) {
      this.#lines.excuse();
      this.#nodes.excuse(nowMs);
    }
    if (nowMs - this.#beatAtMs >= BEAT_MS - PULSE_MS / 2) this.#beat();
    this.#lines.check();
    // While Redis is away nobody is heard, and nobody is lost by that.
    if (this.#lines.isUp)
      for (const node of this.#nodes.takeLost(nowMs))
        for (const { agent, message } of this.#elsewhere.lose(node))
          this.#local.deliver(agent, message, true);
    this.#options.onNodes?.(1 + this.#nodes.size);
  }

  #changed(isUp: boolean, cause?: unknown): void {
    this.#options.onState?.(isUp, cause);
    if (isUp && this.#wasAway) {
      this.#nodes.excuse(performance.now());
      for (const handler of this.#returned) contain(this.#options.onFault, handler);
    }
    this.#wasAway = !isUp;
  }

  #receive(channel: string, text: string): void {
    const envelope = readEnvelope(text);
    if (envelope === null || kindOf(envelope) !== this.#kindOn(channel) || isOwnEyes(envelope)) {
      this.#options.onDropped?.();
      return;
    }
    if ('beat' in envelope) this.#heard(envelope);
    else if (envelope.from === this.#node) return;
    else if ('event' in envelope) this.#local.report(envelope.agent, envelope.event);
    else this.#deliver(channel, envelope);
  }

  #heard({ from, at, beat }: Extract<Envelope, { beat: unknown }>): void {
    if (from === this.#node) this.#lines.heardSelf();
    else if (beat === 'leaving') this.#nodes.leave(from);
    else this.#ageOf(from, at);
  }

  /** How long a message of another node was on its way. One that was thought lost is to say how its calls stand. */
  #ageOf(from: string, at: SentAt): number {
    const { ageMs, isBack } = this.#nodes.hear(from, at.monotonicMs, performance.now());
    if (isBack)
      for (const agent of this.#elsewhere.agentsOf(from))
        this.report(agent, { type: 'joined', sessionId: this.#node });
    return ageMs;
  }

  #deliver(channel: string, { from, at, message, fence }: Extract<Envelope, { message: unknown }>): void {
    const entry = this.#subscribers.get(channel);
    if (entry === undefined) return;
    let told = message;
    if (at !== undefined) {
      const ageMs = this.#ageOf(from, at);
      if ('expiresAt' in message && ageMs > LATE_MS) {
        this.#options.onLate?.();
        return;
      }
      told = onOwnClock(message, this.#now() - ageMs - at.wallMs);
    }
    if (!this.#fences.admits(fence)) return;
    for (const before of this.#elsewhere.tell(entry.agent, told, from))
      this.#local.deliver(entry.agent, before, true);
    this.#local.deliver(entry.agent, told, true);
  }

  #kindOn(channel: string): ReturnType<typeof kindOf> {
    if (channel === this.#reports) return 'event';
    return channel === this.#beats ? 'beat' : 'message';
  }
}

function kindOf(envelope: Envelope): 'event' | 'beat' | 'message' {
  if ('event' in envelope) return 'event';
  return 'beat' in envelope ? 'beat' : 'message';
}

/** Own-eyes messages do not cross nodes: no node of ours sends one. */
function isOwnEyes(envelope: Envelope): boolean {
  if ('event' in envelope) return envelope.event.type === 'self-coaching';
  return 'message' in envelope && envelope.message.type === 'own-breath';
}
