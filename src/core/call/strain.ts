import type { Episode } from './call-state.js';

/** What the strain of a call is computed from: the caller's side and the call itself, nothing of the agent's voice. */
export type StrainInput = {
  readonly tenseMs: number;
  readonly angryMs: number;
  readonly episodes: readonly Episode[];
  readonly durationMs: number;
  /** Hard calls that this agent has just had without a break, this one not counted. */
  readonly hardCallsInARow: number;
};

const LONG_CALL_MIN = 10;
const UNRECOVERED_LOAD = 0.25;
const PER_HARD_CALL = 0.25;

/**
 * Exposure to a tense caller, 0..100, rounded. A design choice, not a measured quantity: it grows with minutes of tense
 * speech and levels off, so that one very long call does not stand for the week.
 */
export function strainOf(input: StrainInput): number {
  if (input.episodes.length === 0) return 0;
  const unrecovered = input.episodes.filter((episode) => episode.recoveryMs === null).length;
  const heard = input.tenseMs / 60_000 + (0.5 * input.angryMs) / 60_000 + UNRECOVERED_LOAD * unrecovered;
  const inARow = 1 + Math.min(1, PER_HARD_CALL * input.hardCallsInARow);
  const long = Math.max(0, input.durationMs / 60_000 - LONG_CALL_MIN) / 60;
  return Math.round(100 * (1 - Math.exp(-(heard * inARow + long))));
}
