import type { Observation } from './observation.js';

/** What the caller sounds like, as the product says it. `unsure` is an answer, not a gap. */
export type CallerMood = 'calm' | 'tense' | 'angry' | 'anxious' | 'unsure';

/** Why the mood is what it is, in measures a person can check by ear. Rendered by the i18n catalogues. */
export type MoodReason = {
  /** How much louder and higher than at the start; null where the baseline is not known. */
  readonly levelDeltaDb: number | null;
  readonly f0DeltaSemitones: number | null;
  readonly rateRatio: number | null;
  /** For how long the evidence has held. */
  readonly heldMs: number;
};

/** A stretch of tense, angry or anxious caller voice. `endMs` null = still going on. */
export type Episode = {
  readonly onsetMs: number;
  readonly peakMs: number;
  readonly peak: CallerMood;
  readonly endMs: number | null;
  /** Time from the peak to calm; null while not recovered. */
  readonly recoveryMs: number | null;
};

/** The caller's state after an observation. Made only by `reduceCallState`. */
export type CallState = {
  readonly atMs: number;
  readonly mood: CallerMood;
  readonly sinceMs: number;
  readonly reason: MoodReason;
  readonly episode: Episode | null;
  readonly pastEpisodes: readonly Episode[];
  /** The observation that led here: the policy reads the conversation facts from it. */
  readonly observation: Observation | null;
};
