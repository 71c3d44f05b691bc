import type { TurnFacts } from '../features/turn-facts.js';

/** Turn facts of a mixed channel: who spoke cannot be said, only whether anyone did. */
export function withoutParties(facts: TurnFacts): TurnFacts {
  return {
    floor: facts.floor === 'nobody' ? 'nobody' : 'both',
    overlapMs: 0,
    overlapStartedBy: null,
    recentAgentOverlaps: 0,
    deadAirMs: facts.deadAirMs,
    agentResponseLatencyMs: null,
    agentTalkShare: null,
    agentTurnMs: 0,
    agentTurnEnded: false,
    onHold: facts.onHold,
  };
}
