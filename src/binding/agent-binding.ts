/** The routing key of a call. */
export type CallKey = { readonly tenant: string; readonly platform: string; readonly callId: string };

/** The routing key of an agent's desktop. */
export type AgentKey = { readonly tenant: string; readonly agentId: string };

/** Who said that this agent is on this call. */
export type BindingSource = 'announce' | 'desktop' | 'stream-metadata';

/** One agent on one call; made before, during or after the audio stream. */
export type AgentBinding = {
  readonly call: CallKey;
  readonly agent: AgentKey;
  readonly source: BindingSource;
  /** On hold the binding stays, and a cue may be shown: nobody is speaking. */
  readonly state: 'active' | 'held';
};

/** What a binding came to; `over`: the call has ended, and what is kept of it is now the agent's. */
export type BindingOutcome = Omit<AgentBinding, 'state'> & { readonly state: AgentBinding['state'] | 'over' };

/** A flat key for maps. Parts are length-prefixed, so no two keys collide. */
export function callKeyText(key: CallKey): string {
  return [key.tenant, key.platform, key.callId].map((part) => `${part.length}:${part}`).join('');
}

/** A flat key for maps; see {@link callKeyText}. */
export function agentKeyText(key: AgentKey): string {
  return [key.tenant, key.agentId].map((part) => `${part.length}:${part}`).join('');
}
