import type { TurnFacts } from '../../src/core/features/turn-facts.js';

/** Turns in which the caller has the floor and nothing else happens. */
export const QUIET_TURNS: TurnFacts = {
  floor: 'customer',
  overlapMs: 0,
  overlapStartedBy: null,
  recentAgentOverlaps: 0,
  deadAirMs: 0,
  agentResponseLatencyMs: null,
  agentTalkShare: null,
  agentTurnMs: 0,
  agentTurnEnded: false,
  onHold: false,
};
