import type { Doubt } from './channel-doubts.js';
import type { VoiceQuality } from './voice-quality.js';

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
  /** What the line's gain has risen by since the call began, dB: recognised and taken off all levels. */
  readonly lineGainDb: number;
  /** Jitter, shimmer and harmonics-to-noise ratio; null without a voice, and where only facts are asked for. */
  readonly voiceQuality: VoiceQuality | null;
  /** Why these values deserve less trust than usual; empty where they do not. */
  readonly doubts: readonly Doubt[];
};
