import type { AgentKey } from '../binding/agent-binding.js';
import type { AgentMessage, DesktopEvent } from './agent-message.js';
import type { CallFence } from './nodes/call-fence.js';

/** Carries messages between calls and desktops, whichever nodes they are on. Nothing is kept for an absent agent. */
export interface CueBus {
  /**
   * To every desktop of the agent. Never throws: a lost bus is counted, and the call goes on. What is said under a
   * `fence` goes no further than where a later holder of the call has spoken.
   */
  publish(agent: AgentKey, message: AgentMessage, fence?: CallFence): void;
  /** To the agent's desktops on this node, and never out of the process: what is for own eyes alone. */
  publishHere(agent: AgentKey, message: AgentMessage): void;
  /** `isElsewhere`: the message came from another node. Returns the disposer. */
  subscribe(agent: AgentKey, handler: (message: AgentMessage, isElsewhere: boolean) => void): () => void;
  /** The way back: what an agent's desktop did, to every node; the one that holds the call acts on it. */
  report(agent: AgentKey, event: DesktopEvent): void;
  /** To this node alone, and never out of the process: an agent's own-eyes switch. */
  reportHere(agent: AgentKey, event: DesktopEvent): void;
  /** Returns the disposer. */
  onReport(handler: (agent: AgentKey, event: DesktopEvent) => void): () => void;
  /** Other nodes could not be reached for a while, and can again: what they missed is to be said once more. */
  onReturn(handler: () => void): void;
  close(): Promise<void>;
}
