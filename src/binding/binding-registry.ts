import { EvenkeelError } from '../errors.js';
import {
  type AgentBinding,
  type AgentKey,
  agentKeyText,
  type BindingSource,
  type CallKey,
  callKeyText,
} from './agent-binding.js';

/**
 * What happened to the binding of one call. `previous` is the agent before a transfer. `isRead`: it was not
 * said here, but read from what another node has kept.
 */
export type BindingChange = { readonly isRead: boolean } & (
  | { readonly type: 'bound'; readonly binding: AgentBinding; readonly previous: AgentBinding | null }
  | { readonly type: 'unbound'; readonly binding: AgentBinding }
  /** Put on hold, or resumed. */
  | { readonly type: 'state'; readonly binding: AgentBinding }
);

export type BindingLimits = {
  /** A binding that nobody renews and whose call never ends is forgotten after this time. */
  readonly lifetimeMs: number;
  /** Calls that one agent may be on at once (consultation, and calls whose end was never reported); one more is refused. */
  readonly callsPerAgent: number;
  /** Bindings of one tenant; one more is refused. */
  readonly bindingsPerTenant: number;
};

/** A binding that nobody renews is forgotten after four hours. */
export const BINDING_LIFETIME_MS = 4 * 3_600_000;

const BINDING_LIMITS: BindingLimits = {
  lifetimeMs: BINDING_LIFETIME_MS,
  callsPerAgent: 16,
  bindingsPerTenant: 20_000,
};

/** Precedence of the sources. A desktop speaks only for itself, so it cannot take a call from a party that is trusted for all. */
const RANK: Readonly<Record<BindingSource, number>> = { desktop: 0, 'stream-metadata': 1, announce: 1 };

type Entry = { readonly binding: AgentBinding; readonly atMs: number };

/**
 * Which agent is on which call at this moment. A binding is independent of streams: it is made before, during or after
 * the audio stream, moves on a transfer, and one call may be fed by several sockets.
 */
export class BindingRegistry {
  readonly #limits: BindingLimits;
  readonly #now: () => number;
  /** Oldest first: a renewed binding moves to the end. */
  readonly #byCall = new Map<string, Entry>();
  readonly #byAgent = new Map<string, Map<string, AgentBinding>>();
  readonly #perTenant = new Map<string, number>();
  readonly #listeners = new Set<(change: BindingChange) => void>();
  /** By tenant, calls on hold, bound or not, by when each was last told; oldest first. */
  readonly #held = new Map<string, Map<string, number>>();
  readonly #holdListeners = new Set<(call: CallKey, on: boolean) => void>();

  /** `now` is monotonic, milliseconds. */
  constructor(now: () => number, limits: BindingLimits = BINDING_LIMITS) {
    this.#now = now;
    this.#limits = limits;
  }

  /** Returns the disposer. */
  subscribe(listener: (change: BindingChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called for every call that is put on hold or resumed, by any source. Returns the disposer. */
  onHold(listener: (call: CallKey, on: boolean) => void): () => void {
    this.#holdListeners.add(listener);
    return () => this.#holdListeners.delete(listener);
  }

  /** Whether the call is on hold, before it is bound and before it has audio as well. */
  isHeld(call: CallKey): boolean {
    return this.#held.get(call.tenant)?.has(callKeyText(call)) ?? false;
  }

  /** An expired binding does not count. */
  of(call: CallKey): AgentBinding | null {
    const entry = this.#byCall.get(callKeyText(call));
    return entry === undefined || this.#isOver(entry) ? null : entry.binding;
  }

  /** Every binding that counts. */
  all(): readonly AgentBinding[] {
    return [...this.#byCall.values()].filter((entry) => !this.#isOver(entry)).map(({ binding }) => binding);
  }

  /** The calls that an agent is on, the most recent last. */
  callsOf(agent: AgentKey): readonly AgentBinding[] {
    const bindings = [...(this.#byAgent.get(agentKeyText(agent))?.values() ?? [])];
    return bindings.filter(({ call }) => this.of(call) !== null);
  }

  /**
   * Puts the agent on the call and takes off the one who was on it (transfer). Again with the same agent = renewed.
   * Throws `binding.tenant-mismatch`, `binding.taken` when a desktop asks for a call that is somebody else's by a party
   * trusted to say so, or `binding.limit-reached`: existing bindings stay.
   */
  bind(call: CallKey, agent: AgentKey, source: BindingSource): AgentBinding {
    if (call.tenant !== agent.tenant) throw new EvenkeelError('binding.tenant-mismatch');
    this.#expire();
    const previous = this.of(call);
    const isSameAgent = previous !== null && agentKeyText(previous.agent) === agentKeyText(agent);
    if (previous !== null && !isSameAgent && source === 'desktop') throw new EvenkeelError('binding.taken');
    const trusted = isSameAgent && RANK[source] < RANK[previous.source] ? previous.source : source;
    const binding: AgentBinding = {
      call,
      agent,
      source: trusted,
      state: this.isHeld(call) ? 'held' : 'active',
    };
    this.#refuseBeyondLimits(binding, previous);
    if (previous !== null) this.#remove(previous);
    this.#insert(binding);
    if (!isSameAgent) this.#notify({ type: 'bound', binding, previous, isRead: false });
    return binding;
  }

  /** Takes over what the store has about a call, whatever its source; null = nobody is on it any longer. */
  restore(call: CallKey, binding: AgentBinding | null, isHeld: boolean): void {
    const before = this.of(call);
    if (binding === null) {
      if (before !== null) this.#drop(before, true);
      this.#noteHold(call, isHeld);
      return;
    }
    this.#expire();
    if (before !== null) this.#remove(before);
    this.#insert(binding);
    this.#noteHold(call, isHeld);
    if (before === null || agentKeyText(before.agent) !== agentKeyText(binding.agent))
      this.#notify({ type: 'bound', binding, previous: before, isRead: true });
    else if (before.state !== binding.state) this.#notify({ type: 'state', binding, isRead: true });
  }

  /** Holds the call, or resumes it; remembered for an agent who is bound later. */
  hold(call: CallKey, on: boolean): void {
    this.#noteHold(call, on);
    const before = this.of(call);
    const state = on ? 'held' : 'active';
    if (before === null || before.state === state) return;
    const binding: AgentBinding = { ...before, state };
    this.#remove(before);
    this.#insert(binding);
    this.#notify({ type: 'state', binding, isRead: false });
  }

  /** Takes the agent off the call; with an `agent`, only if it is still that one's. Returns whether it was bound. */
  unbind(call: CallKey, agent?: AgentKey): boolean {
    const binding = this.of(call);
    if (binding === null) return false;
    if (agent !== undefined && agentKeyText(agent) !== agentKeyText(binding.agent)) return false;
    this.#drop(binding);
    return true;
  }

  #noteHold(call: CallKey, on: boolean): void {
    const text = callKeyText(call);
    const held = this.#held.get(call.tenant) ?? new Map<string, number>();
    this.#held.set(call.tenant, held);
    for (const [oldest, atMs] of held) {
      if (this.#now() - atMs <= this.#limits.lifetimeMs) break;
      held.delete(oldest);
    }
    const was = held.delete(text);
    // Beyond the limit a hold is still passed on, but not remembered for a later binding.
    if (on && held.size < this.#limits.bindingsPerTenant) held.set(text, this.#now());
    if (held.size === 0) this.#held.delete(call.tenant);
    if (was !== on) for (const listener of [...this.#holdListeners]) listener(call, on);
  }

  #expire(): void {
    for (const entry of this.#byCall.values()) {
      if (!this.#isOver(entry)) return;
      this.#drop(entry.binding);
    }
  }

  #isOver({ atMs }: Entry): boolean {
    return this.#now() - atMs > this.#limits.lifetimeMs;
  }

  #refuseBeyondLimits({ call, agent }: AgentBinding, previous: AgentBinding | null): void {
    const { bindingsPerTenant, callsPerAgent } = this.#limits;
    const isTenantFull = (this.#perTenant.get(call.tenant) ?? 0) >= bindingsPerTenant;
    const calls = this.#byAgent.get(agentKeyText(agent));
    const isAgentFull = (calls?.size ?? 0) >= callsPerAgent && calls?.has(callKeyText(call)) !== true;
    if ((previous === null && isTenantFull) || isAgentFull) throw new EvenkeelError('binding.limit-reached');
  }

  #insert(binding: AgentBinding): void {
    const callText = callKeyText(binding.call);
    const agentText = agentKeyText(binding.agent);
    this.#byCall.set(callText, { binding, atMs: this.#now() });
    const calls = this.#byAgent.get(agentText) ?? new Map<string, AgentBinding>();
    calls.set(callText, binding);
    this.#byAgent.set(agentText, calls);
    this.#count(binding.call.tenant, 1);
  }

  #remove(binding: AgentBinding): void {
    const callText = callKeyText(binding.call);
    const agentText = agentKeyText(binding.agent);
    this.#byCall.delete(callText);
    this.#count(binding.call.tenant, -1);
    const calls = this.#byAgent.get(agentText);
    calls?.delete(callText);
    if (calls?.size === 0) this.#byAgent.delete(agentText);
  }

  #count(tenant: string, change: 1 | -1): void {
    const count = (this.#perTenant.get(tenant) ?? 0) + change;
    if (count === 0) this.#perTenant.delete(tenant);
    else this.#perTenant.set(tenant, count);
  }

  #drop(binding: AgentBinding, isRead = false): void {
    this.#remove(binding);
    this.#notify({ type: 'unbound', binding, isRead });
  }

  #notify(change: BindingChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
