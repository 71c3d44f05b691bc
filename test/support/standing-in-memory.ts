import type { AgentBinding, CallKey } from '../../src/binding/agent-binding.js';
import { callKeyText } from '../../src/binding/agent-binding.js';
import type { ErasedKeys, StandingChanges, StandingStore } from '../../src/binding/standing-store.js';

type Row = StandingChanges['bindings'][number];

/** A store for several nodes of a test, with a switch that takes it away. */
export class StandingInMemory implements StandingStore {
  isAway = false;
  /** What the next readings are told was erased. */
  erased: ErasedKeys | null = null;
  /** Keys of calls that have ended. */
  readonly over = new Set<string>();
  #at = 0;
  readonly #bindings = new Map<string, Row>();
  readonly #objections: { tenant: string; digest: string; at: number }[] = [];

  async changes() {
    this.#answer();
    const said = [...this.#objections, ...[...this.#bindings.values()].map(({ call }) => call)];
    const salts = [...new Set(said.map(({ tenant }) => tenant))].map((tenant) => ({ tenant, salt: 'salt' }));
    return {
      asOf: this.#at,
      objections: [...this.#objections],
      salts,
      bindings: [...this.#bindings.values()],
      erased: this.erased,
    };
  }

  async isOver(call: CallKey): Promise<boolean> {
    this.#answer();
    return this.over.has(callKeyText(call));
  }

  async reopen(call: CallKey): Promise<void> {
    this.#answer();
    this.over.delete(callKeyText(call));
  }

  async bind(binding: AgentBinding): Promise<'kept' | 'taken' | 'late'> {
    this.#answer();
    const { call } = binding;
    if (this.over.has(callKeyText(call))) return 'late';
    const before = this.#bindings.get(callKeyText(call));
    const bound = before?.binding ?? null;
    if (binding.source === 'desktop' && bound !== null && bound.agent.agentId !== binding.agent.agentId)
      return 'taken';
    this.#put(call, binding, before?.isHeld ?? binding.state === 'held');
    return 'kept';
  }

  /** As an erasure does: the agent's rows go, and nodes are told at their next reading. */
  eraseAgent(agentId: string): void {
    for (const [text, { binding }] of this.#bindings)
      if (binding?.agent.agentId === agentId) this.#bindings.delete(text);
    this.erased = { agent: (agent) => agent.agentId === agentId, call: () => false };
  }

  async unbind(call: CallKey): Promise<void> {
    this.#answer();
    this.#put(call, null, this.#bindings.get(callKeyText(call))?.isHeld ?? false);
  }

  async hold(call: CallKey, isOn: boolean): Promise<void> {
    this.#answer();
    this.#put(call, this.#bindings.get(callKeyText(call))?.binding ?? null, isOn);
  }

  async object(call: CallKey) {
    this.#answer();
    this.#objections.push({ tenant: call.tenant, digest: this.digest(call), at: ++this.#at });
    return { episodes: 1 };
  }

  async withdrawNotice() {
    return {};
  }

  digest(call: CallKey): string {
    return `digest of ${callKeyText(call)}`;
  }

  #put(call: CallKey, binding: AgentBinding | null, isHeld: boolean): void {
    const state = isHeld ? ('held' as const) : ('active' as const);
    const stands = binding === null ? null : { ...binding, state };
    this.#bindings.set(callKeyText(call), { call, binding: stands, isHeld, at: ++this.#at });
  }

  #answer(): void {
    if (this.isAway) throw new Error('the store is away');
  }
}
