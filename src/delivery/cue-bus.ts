import type { AgentKey } from '../binding/agent-binding.js';
import type { AgentMessage, DesktopEvent } from './agent-message.js';

/** Carries messages between calls and desktops, whichever nodes they are on. Nothing is kept for an absent agent. */
export interface CueBus {
  /** To every desktop of the agent. Never throws: a lost bus is counted, and the call goes on. */
  publish(agent: AgentKey, message: AgentMessage): void;
  /** Returns the disposer. */
  subscribe(agent: AgentKey, handler: (message: AgentMessage) => void): () => void;
  /** The way back: what an agent's desktop did, to every node; the one that holds the call acts on it. */
  report(agent: AgentKey, event: DesktopEvent): void;
  /** Returns the disposer. */
  onReport(handler: (agent: AgentKey, event: DesktopEvent) => void): () => void;
  close(): Promise<void>;
}
