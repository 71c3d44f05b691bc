import type { AgentMessage } from '../agent-message.js';

/** The times of a message of another node, on this node's clock: desktops measure them against that. */
export function onOwnClock(message: AgentMessage, aheadMs: number): AgentMessage {
  switch (message.type) {
    case 'cue':
      return {
        ...message,
        decidedAt: message.decidedAt + aheadMs,
        expiresAt: message.expiresAt + aheadMs,
        heardAt: message.heardAt === undefined ? undefined : message.heardAt + aheadMs,
      };
    case 'reset':
      return { ...message, expiresAt: message.expiresAt + aheadMs };
    default:
      return message;
  }
}
