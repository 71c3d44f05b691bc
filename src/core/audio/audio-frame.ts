/** The one analysis rate. Everything to the right of the resampler lives at this rate; time is a sample position. */
export const ANALYSIS_RATE_HZ = 8000;

/** One hop: 10 ms, 80 samples at the analysis rate. */
export const HOP_MS = 10;
export const HOP_SAMPLES = (ANALYSIS_RATE_HZ * HOP_MS) / 1000;

/** Whose voice a channel carries. `mixed` degrades: call-level facts only, no emotion is claimed. */
export type Role = 'customer' | 'agent' | 'mixed';

/** Why a stretch of the stream's timeline carries no audio. */
export type GapReason = 'discarded' | 'paused' | 'lost' | 'silence-suppressed' | 'unknown';

/** Mono audio of one role, decoded to [-1, 1] at its source rate, placed on the stream's timeline. */
export type AudioChunk = {
  readonly role: Role;
  /** Position of the first sample on the stream's timeline. */
  readonly streamTimeMs: number;
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
};

/** A stretch of the timeline without audio: the framer writes marked silence. */
export type AudioGap = {
  readonly role: Role;
  readonly streamTimeMs: number;
  readonly durationMs: number;
  readonly reason: GapReason;
};
