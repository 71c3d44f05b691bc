/** Who speaks with whom: from both channels' voice activity alone. */
export type TurnFacts = {
  readonly floor: 'customer' | 'agent' | 'both' | 'nobody';
  /** Present overlap and who came in second; 0 and null without overlap. */
  readonly overlapMs: number;
  readonly overlapStartedBy: 'customer' | 'agent' | null;
  /** Overlaps in the last 30 s that the agent began. */
  readonly recentAgentOverlaps: number;
  readonly deadAirMs: number;
  /** End of one party's turn to the start of the other's; negative = overlap; null before the first exchange. */
  readonly agentResponseLatencyMs: number | null;
  /** Agent's share of all speaking time in the last 60 s, 0..1; null without speech. */
  readonly agentTalkShare: number | null;
  /** Length of the present or last agent turn. */
  readonly agentTurnMs: number;
  /** True for the one observation at which an agent's turn has just ended. */
  readonly agentTurnEnded: boolean;
  readonly onHold: boolean;
};
