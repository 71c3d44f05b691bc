import { type AgentKey, agentKeyText } from '../../binding/agent-binding.js';
import type { AgentMessage } from '../agent-message.js';

type Told = { readonly agent: AgentKey; readonly callRef: string; readonly node: string; isLost: boolean };

/** What agents here were told of calls on other nodes: who is to be told when such a node is lost. */
export class CallsElsewhere {
  readonly #told = new Map<string, Map<string, Told>>();

  /** Another node told an agent here of a call. Returns what ends before: the calls that were lost. */
  tell(agent: AgentKey, message: AgentMessage, node: string): readonly AgentMessage[] {
    if (message.type !== 'call') return [];
    const key = agentKeyText(agent);
    const calls = this.#told.get(key) ?? new Map<string, Told>();
    const { callRef, state } = message;
    const isNew = state !== 'ended' && !calls.has(callRef);
    if (state === 'ended') calls.delete(callRef);
    else calls.set(callRef, { agent, callRef, node, isLost: false });
    if (calls.size > 0) this.#told.set(key, calls);
    else this.#told.delete(key);
    return isNew ? this.#ending(agent) : [];
  }

  /** A call of this node begins for the agent: those that were lost are over. */
  tellHere(agent: AgentKey, message: AgentMessage): readonly AgentMessage[] {
    return message.type === 'call' && message.state !== 'ended' ? this.#ending(agent) : [];
  }

  /** A node is lost: what its agents here are told. */
  lose(node: string): readonly { readonly agent: AgentKey; readonly message: AgentMessage }[] {
    return this.#of(node).map((told) => {
      told.isLost = true;
      return {
        agent: told.agent,
        message: { type: 'unavailable', callRef: told.callRef, why: 'stream-lost' },
      };
    });
  }

  /** Agents here who were told of calls on the node. */
  agentsOf(node: string): readonly AgentKey[] {
    return [...new Map(this.#of(node).map(({ agent }) => [agentKeyText(agent), agent])).values()];
  }

  /** The agent has no desktop here any more. */
  forget(agent: AgentKey): void {
    this.#told.delete(agentKeyText(agent));
  }

  #ending(agent: AgentKey): readonly AgentMessage[] {
    const calls = this.#told.get(agentKeyText(agent));
    const lost = [...(calls?.values() ?? [])].filter(({ isLost }) => isLost);
    for (const { callRef } of lost) calls?.delete(callRef);
    return lost.map(({ callRef }) => ({ type: 'call', callRef, state: 'ended' }));
  }

  #of(node: string): Told[] {
    return [...this.#told.values()].flatMap((calls) => [...calls.values()]).filter((t) => t.node === node);
  }
}
