import type { AgentBinding, CallKey } from '../../src/binding/agent-binding.js';
import { callKeyText } from '../../src/binding/agent-binding.js';
import type { StandingStore } from '../../src/binding/standing-store.js';

/** A store for several nodes of a test, with a switch that takes it away. */
export class StandingInMemory implements StandingStore {
  isAway = false;
  /** Keys of calls that have ended. */
  readonly over = new Set<string>();
  #at = 0;
  readonly #bindings = new Map<string, { call: CallKey; binding: AgentBinding | null; at: number }>();
  readonly #objections: { tenant: string; digest: string; at: number }[] = [];

  async changes() {
    this.#answer();
    const salts = [...new Set(this.#objections.map(({ tenant }) => tenant))].map((tenant) => ({
      tenant,
      salt: 'salt',
    }));
    return {
      asOf: this.#at,
      objections: [...this.#objections],
      salts,
      bindings: [...this.#bindings.values()],
      erased: null,
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
    const held = this.#bindings.get(callKeyText(call))?.binding ?? null;
    if (binding.source === 'desktop' && held !== null && held.agent.agentId !== binding.agent.agentId)
      return 'taken';
    this.#bindings.set(callKeyText(call), { call, binding, at: ++this.#at });
    return 'kept';
  }

  async unbind(call: CallKey): Promise<void> {
    this.#answer();
    this.#bindings.set(callKeyText(call), { call, binding: null, at: ++this.#at });
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

  #answer(): void {
    if (this.isAway) throw new Error('the store is away');
  }
}
