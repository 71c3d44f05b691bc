/**
 * How evidence becomes a mood. Evidence is in nats: natural logarithms of likelihood ratios, tense against not.
 * The numbers come from `tune` speakers (`npm run tune:cues`); see `docs/coaching.md`.
 */
export type MoodOptions = {
  /** Evidence that must have accumulated before the call is called tense. */
  readonly tenseAtNats: number;
  /** Evidence of calm that must have accumulated before a tense stretch ends. */
  readonly calmAtNats: number;
  /** Taken off each window's evidence: how much more tense than usual a window must sound to count at all. */
  readonly driftNats: number;
  /** No single window counts more than this, so one odd second cannot raise a cue. */
  readonly windowCapNats: number;
  /** Overlapping windows tell the same story: one second of new speech carries this share of a window's evidence. */
  readonly independencePerSecond: number;
  /** Weight of the model's log-odds of tense as they are, and against those of the caller's own start. */
  readonly modelWeight: number;
  readonly modelChangeWeight: number;
  /**
   * The caller's own start of the model's log-odds: a mean that begins at the prior with a prior's weight, in windows, and
   * forgets over the longest memory. Windows count at most as the limit, so that a caller who begins angry does not
   * make anger their normal.
   */
  readonly startPriorNats: number;
  readonly startPriorWindows: number;
  readonly startMemoryWindows: number;
  readonly startLimitNats: number;
  /** Weight of each dB and each semitone above the caller's own start, scaled by how far that start is trusted. */
  readonly levelNatsPerDb: number;
  readonly f0NatsPerSemitone: number;
  /** Lean of anger against anxiety (smoothed nats) from which the mood is named; anxiety is the weaker class. */
  readonly angryLeanNats: number;
  readonly anxiousLeanNats: number;
  /** A tense stretch must have lasted this long before it is named angry or anxious. */
  readonly nameAfterMs: number;
  /** Smoothing time of the lean and of the peak. */
  readonly smoothingMs: number;
  /** Evidence needed before "calm" is claimed rather than "not sure". */
  readonly minHeardMs: number;
  /** After this long without evidence the mood is "not sure". */
  readonly forgetAfterMs: number;
};

export const DEFAULT_MOOD_OPTIONS: MoodOptions = {
  tenseAtNats: 1.922,
  calmAtNats: 1.518,
  driftNats: 2.4,
  windowCapNats: 3.034,
  independencePerSecond: 0.6,
  modelWeight: 0.382,
  modelChangeWeight: 1.5,
  startPriorNats: -0.371,
  startPriorWindows: 2.786,
  startMemoryWindows: 60,
  startLimitNats: 0,
  levelNatsPerDb: 0.164,
  f0NatsPerSemitone: 0.082,
  angryLeanNats: 0.4,
  anxiousLeanNats: 0.8,
  nameAfterMs: 2000,
  smoothingMs: 3000,
  minHeardMs: 2000,
  forgetAfterMs: 45_000,
};
