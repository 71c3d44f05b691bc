import type { Episode } from './call-state.js';

/** How well the call could be heard: said beside every figure made from it. */
export type CoverageNote =
  | 'complete'
  | 'no-notice'
  | 'objection'
  | 'mixed-channel'
  | 'classifier-unavailable'
  | 'gaps';

/**
 * What is kept of a call: exposure from the caller's side, and behavioural facts for the agent's own eyes.
 * Nothing of the audio; no emotion of the agent.
 */
export type CallSummary = {
  readonly durationMs: number;
  readonly customerSpeechMs: number;
  readonly tenseMs: number;
  readonly angryMs: number;
  readonly anxiousMs: number;
  readonly episodes: readonly Episode[];
  /** Exposure by the formula printed in `strain.ts`, 0..100. */
  readonly strain: number;
  readonly hard: boolean;
  readonly holdMs: number;
  readonly deadAirMs: number;
  readonly coverage: CoverageNote;
  /** For the agent alone; never part of an aggregate that a lead sees. */
  readonly ownFacts: OwnCallFacts;
};

/** Behavioural facts of the agent's side, shown to that agent only. */
export type OwnCallFacts = {
  readonly talkShare: number | null;
  readonly agentOverlaps: number;
  readonly medianResponseLatencyMs: number | null;
  readonly articulationRateRatio: number | null;
  readonly levelDeltaDb: number | null;
  readonly openingRateRatio: number | null;
  readonly openingLevelDeltaDb: number | null;
};
