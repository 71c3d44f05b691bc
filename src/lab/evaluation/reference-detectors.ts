import type { ReferenceDetector } from './evaluate-model.js';

/** What loudness or pitch alone can do, and what guessing does. */
export const REFERENCE_DETECTORS: readonly ReferenceDetector[] = [
  { name: 'chance', score: () => [0, 0, 0] },
  {
    name: 'loudness alone',
    score: ({ measures }) => [measures.levelDb, measures.levelDb, -measures.levelDb],
  },
  {
    name: 'F0 mean and range alone',
    // A semitone of mean counts as much as two of range: their spread over speakers' clips is about 1 to 2.
    score: ({ measures }) => {
      const lift = measures.f0Mean + measures.f0Range / 2;
      return [lift, lift, -lift];
    },
  },
];
