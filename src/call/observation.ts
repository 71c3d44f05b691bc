import type { EmotionProbabilities } from '../classifier/classifier.js';

/** Voice activity of one channel, as a state machine with hang-over. */
export type VoiceActivity = 'quiet' | 'starting' | 'speaking' | 'stopping';

/** What fills the channel while nobody speaks, or instead of a voice. */
export type LineContent = 'silence' | 'noise' | 'tone' | 'music' | 'speech';

/**
 * Behavioural facts of one channel at a moment, against that speaker's own baseline. `null` means "not known yet":
 * the baseline has not formed, or too little voice is in the window.
 */
export type ChannelFacts = {
  readonly activity: VoiceActivity;
  readonly content: LineContent;
  /** Length of the present stretch of speech, or of silence; the other one is 0. */
  readonly speakingMs: number;
  readonly silentMs: number;
  /** Voiced speech heard in the sliding window, and since the call began. */
  readonly windowVoicedMs: number;
  readonly totalSpeechMs: number;
  /** 0 = no baseline, 1 = fully trusted. */
  readonly baselineConfidence: number;
  readonly levelDeltaDb: number | null;
  readonly f0DeltaSemitones: number | null;
  readonly f0RangeSemitones: number | null;
  /** Articulation rate in syllables a second of speaking time, and its ratio to the speaker's own. */
  readonly articulationRate: number | null;
  readonly articulationRateRatio: number | null;
  readonly pauseRatio: number | null;
  /** Level of the noise floor, dBFS, and speech level above it. */
  readonly noiseFloorDb: number;
  readonly snrDb: number | null;
};

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

/** Why no emotion is claimed at this moment. */
export type EmotionAbsence =
  | 'no-notice'
  | 'objection'
  | 'mixed-channel'
  | 'no-customer-channel'
  | 'too-little-speech'
  | 'not-speech'
  | 'classifier-unavailable';

export type EmotionEvidence =
  | { readonly kind: 'heard'; readonly probabilities: EmotionProbabilities; readonly sure: boolean }
  | { readonly kind: 'absent'; readonly reason: EmotionAbsence };

/** Everything the reducer and the policy may know, at one moment of the call. No clock, no identifier. */
export type Observation = {
  /** Position on the call's timeline. */
  readonly atMs: number;
  readonly customer: ChannelFacts | null;
  readonly agent: ChannelFacts | null;
  readonly turns: TurnFacts;
  readonly emotion: EmotionEvidence;
};
