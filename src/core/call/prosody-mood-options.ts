import { DEFAULT_MOOD_OPTIONS, type EmotionEvidenceOptions, type MoodOptions } from './mood-options.js';

/** Of the formula's log-odds; level and pitch are in it already. Set by `npm run tune:prosody`. */
const TENSION: EmotionEvidenceOptions = {
  atNats: 1.07,
  driftNats: 2.38,
  oddsWeight: 0.34,
  secondWeight: 0,
  secondNeutralNats: 0,
  levelNatsPerDb: 0,
  f0NatsPerSemitone: 0,
};

/** How tension by the formula of prosody becomes a mood: one kind of evidence, hence one threshold, and no name. */
export const PROSODY_MOOD_OPTIONS: MoodOptions = {
  ...DEFAULT_MOOD_OPTIONS,
  undivided: true,
  anger: TENSION,
  anxiety: TENSION,
  // Both sums are the same evidence: together they are no more than one.
  togetherShare: 2,
  start: {
    priorMeanNats: -2.16,
    priorSpreadNats: 1,
    priorWindows: 7.53,
    leastSpreadNats: 0.66,
    memoryWindows: 60,
    limitNats: 0.66,
    mostSpreads: 2.14,
  },
};
