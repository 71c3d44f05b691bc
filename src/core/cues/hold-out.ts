import { createHash } from 'node:crypto';

/**
 * Micro-randomised hold-out: at each eligible moment a cue is withheld with a fixed chance, so that recovery with and
 * without it can be compared (Klasnja et al. 2015, micro-randomized trials). The draw depends on the seed and the
 * moment's number alone: replaying a call draws the same.
 */
export type HoldOut = {
  /** Share of eligible cues that is withheld, 0..1. */
  readonly share: number;
  /** Differs between calls: the application makes it of the site's secret and the call's key. */
  readonly seed: string;
};

export const NO_HOLD_OUT: HoldOut = { share: 0, seed: '' };

/** Whether the n-th eligible cue of the call is withheld. */
export function isHeldOut({ share, seed }: HoldOut, eligibleCount: number): boolean {
  if (share <= 0) return false;
  const digest = createHash('sha256').update(`${seed}#${eligibleCount}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < share;
}
