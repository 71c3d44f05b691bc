import { type CallerMood, type CallState, INITIAL_CALL_STATE } from '../../src/core/call/call-state.js';
import type { Observation } from '../../src/core/call/observation.js';
import type { ChannelFacts } from '../../src/core/features/channel-facts.js';
import type { TurnFacts } from '../../src/core/features/turn-facts.js';

/** A channel on which nobody speaks, with a trusted baseline. */
export const QUIET_CHANNEL: ChannelFacts = {
  activity: 'quiet',
  content: 'silence',
  speakingMs: 0,
  silentMs: 5000,
  windowVoicedMs: 1500,
  totalSpeechMs: 30_000,
  baselineConfidence: 1,
  levelDeltaDb: 0,
  f0DeltaSemitones: 0,
  f0RangeSemitones: 4,
  articulationRate: 4,
  articulationRateRatio: 1,
  pauseRatio: 0.2,
  noiseFloorDb: -60,
  snrDb: 30,
  lineGainDb: 0,
  voiceQuality: null,
  doubts: [],
};

const NOBODY_SPEAKS: TurnFacts = {
  floor: 'nobody',
  overlapMs: 0,
  overlapStartedBy: null,
  recentAgentOverlaps: 0,
  deadAirMs: 0,
  agentResponseLatencyMs: null,
  agentTalkShare: 0.5,
  agentTurnMs: 0,
  agentTurnEnded: false,
  onHold: false,
};

export type MomentParts = {
  readonly customer?: Partial<ChannelFacts>;
  readonly agent?: Partial<ChannelFacts>;
  readonly turns?: Partial<TurnFacts>;
};

/** An observation in which nothing happens but what the parts say. */
export function observationAt(atMs: number, { customer, agent, turns }: MomentParts = {}): Observation {
  return {
    atMs,
    customer: { ...QUIET_CHANNEL, ...customer },
    agent: { ...QUIET_CHANNEL, ...agent },
    turns: { ...NOBODY_SPEAKS, ...turns },
    emotion: { kind: 'absent', reason: 'between-windows' },
  };
}

/** The customer has held the floor for a second: a moment at which a cue can be read. */
export const CUSTOMER_SPEAKS: MomentParts = {
  customer: { activity: 'speaking', speakingMs: 1000, silentMs: 0 },
  turns: { floor: 'customer' },
};

/** The agent speaks: never a moment for a cue. */
export const AGENT_SPEAKS: MomentParts = {
  agent: { activity: 'speaking', speakingMs: 1000, silentMs: 0 },
  turns: { floor: 'agent' },
};

/** A state of the caller at a moment. */
export function stateAt(atMs: number, mood: CallerMood, parts: MomentParts = {}): CallState {
  return {
    ...INITIAL_CALL_STATE,
    atMs,
    mood,
    reason: { levelDeltaDb: 6, f0DeltaSemitones: 3, rateRatio: 1.1, heldMs: 4000 },
    observation: observationAt(atMs, parts),
  };
}
