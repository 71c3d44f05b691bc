import { type CallState, isTense } from './call-state.js';
import { addEvidence, tenseShare } from './mood-evidence.js';
import type { MoodOptions } from './mood-options.js';
import type { Observation } from './observation.js';

/**
 * Whether a second opinion on this window matters: what the first network makes of it adds to an alarm that is some way
 * on, or may end or name one that is there. Asked seldom, and of calm speech hardly ever. Pure.
 */
export function isDoubtful(state: CallState, observation: Observation, options: MoodOptions): boolean {
  const { emotion, atMs } = observation;
  if (emotion.kind !== 'heard') return false;
  const { evidence, mood } = state;
  const sinceMs = atMs - (evidence.askedMs ?? Number.NEGATIVE_INFINITY);
  const { everyMs, whileTenseEveryMs, fromShare } = options.doubt;
  if (isTense(mood)) return sinceMs >= whileTenseEveryMs;
  if (sinceMs < everyMs) return false;
  const alone = addEvidence(
    { ...evidence, second: null },
    observation,
    { heard: emotion, tense: false },
    options,
  );
  const share = tenseShare(alone, options);
  return share >= fromShare && share > tenseShare(evidence, options);
}
