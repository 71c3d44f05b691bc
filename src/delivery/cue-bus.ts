import type { AgentKey } from '../binding/agent-binding.js';
import type { AgentMessage } from './agent-message.js';

/** Carries messages to whichever node holds the agent's desktop. Nothing is kept for an absent agent. */
export interface CueBus {
  publish(agent: AgentKey, message: AgentMessage): void;
  /** Returns the disposer. */
  subscribe(agent: AgentKey, handler: (message: AgentMessage) => void): () => void;
  close(): Promise<void>;
}
