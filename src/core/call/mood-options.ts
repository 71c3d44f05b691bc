import type { OwnStartOptions } from './own-start.js';

/** How a window speaks for one emotion. */
export type EmotionEvidenceOptions = {
  /** Evidence of this emotion alone that must have accumulated before the call is called tense. */
  readonly atNats: number;
  /** Taken off each window's evidence: how many spreads above the caller's own start do not count yet. */
  readonly driftNats: number;
  /** Weight of the model's log-odds as they are, beside the change against the caller's own start. */
  readonly oddsWeight: number;
  /** Weight of the second network's log-odds, where it was asked, and those that say neither yes nor no. */
  readonly secondWeight: number;
  readonly secondNeutralNats: number;
  /** Weight of each dB and each semitone above the caller's own start, scaled by how far that start is trusted. */
  readonly levelNatsPerDb: number;
  readonly f0NatsPerSemitone: number;
};

/** When the second network is asked about a window, and for how long its answer holds. */
export type DoubtOptions = {
  /** From this share of what an alarm needs, as the first network alone would have it. */
  readonly fromShare: number;
  /** At most so often a call, and seldom once the caller is called tense. */
  readonly everyMs: number;
  readonly whileTenseEveryMs: number;
  /** Windows overlap: an answer also speaks for those that come so soon after. */
  readonly holdsMs: number;
};

/**
 * How evidence becomes a mood. Evidence is in nats: natural logarithms of likelihood ratios, tense against not, per second
 * of new speech. The numbers come from `tune` speakers (`npm run tune:cues`); see `docs/coaching.md`.
 */
export type MoodOptions = {
  /** The model hears tension alone: evidence is of anger and anxiety together, and the mood is never named. */
  readonly undivided: boolean;
  readonly anger: EmotionEvidenceOptions;
  readonly anxiety: EmotionEvidenceOptions;
  readonly start: OwnStartOptions;
  readonly doubt: DoubtOptions;
  /** Shares of the two thresholds that, added up, also make an alarm: where the model wavers between the two. */
  readonly togetherShare: number;
  /** Taken off the sums in each second of new speech, however badly it was heard: many faint doubts are no certainty. */
  readonly leakNats: number;
  /** The first window of a sum is mostly speech from before the change: it counts as so much voiced speech at most. */
  readonly firstVoicedMs: number;
  /** Voiced speech, and utterances, that the evidence must rest on before an alarm. */
  readonly leastVoicedMs: number;
  readonly leastUtterances: number;
  /** From this multiple of the threshold on a mood is clear, and this much voiced speech in one utterance is enough. */
  readonly clearShare: number;
  readonly clearVoicedMs: number;
  /** The second network speaks against an emotion by at most so much: it errs too. */
  readonly secondAgainstNats: number;
  /** A window lies at most so many spreads above the caller's own start: beyond, further is no clearer. */
  readonly mostSpreads: number;
  /** How much of a window becomes the caller's own start while an alarm is half-way. */
  readonly suspectedWeight: number;
  /** Evidence of calm that must have accumulated before a tense stretch ends. */
  readonly calmAtNats: number;
  /** No single window counts more than this, so one odd second cannot raise a cue. */
  readonly windowCapNats: number;
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
  undivided: false,
  anger: {
    atNats: 0.8,
    driftNats: 3.46,
    oddsWeight: 0.91,
    secondWeight: 0.88,
    secondNeutralNats: 0,
    levelNatsPerDb: 0.05,
    f0NatsPerSemitone: 0.17,
  },
  anxiety: {
    atNats: 1.2,
    driftNats: 1.81,
    oddsWeight: 0.02,
    secondWeight: 0.25,
    secondNeutralNats: 0.3,
    levelNatsPerDb: 0,
    f0NatsPerSemitone: 0.11,
  },
  start: {
    priorMeanNats: -2.7,
    priorSpreadNats: 1,
    priorWindows: 2.15,
    leastSpreadNats: 0.81,
    memoryWindows: 60,
    limitNats: -0.5,
    mostSpreads: 1.75,
  },
  doubt: { fromShare: 0.5, everyMs: 1000, whileTenseEveryMs: 8000, holdsMs: 1250 },
  secondAgainstNats: 2.6,
  mostSpreads: 2.9,
  togetherShare: 1.4,
  leakNats: 0.1,
  firstVoicedMs: 1000,
  leastVoicedMs: 3000,
  leastUtterances: 2,
  clearShare: 1.4,
  clearVoicedMs: 1500,
  suspectedWeight: 0.4,
  calmAtNats: 2,
  windowCapNats: 5.7,
  angryLeanNats: 0.4,
  anxiousLeanNats: 0.8,
  nameAfterMs: 2000,
  smoothingMs: 3000,
  minHeardMs: 2000,
  forgetAfterMs: 45_000,
};

/** The two thresholds that a site may set for itself. */
export type MoodThresholds = { readonly angerAtNats: number; readonly anxietyAtNats: number };

/** The options with other thresholds. */
export function withThresholds(
  options: MoodOptions,
  { angerAtNats, anxietyAtNats }: MoodThresholds,
): MoodOptions {
  return {
    ...options,
    anger: { ...options.anger, atNats: angerAtNats },
    anxiety: { ...options.anxiety, atNats: anxietyAtNats },
  };
}
