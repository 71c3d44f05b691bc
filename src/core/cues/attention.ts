/**
 * What an agent's attention has been asked for lately, across calls. Ages, not times of day: the core has no clock.
 * Nothing here says anything of the agent but that cues were given and dismissed; it is held in memory only.
 */
export type Attention = {
  /** How long ago each cue of the last hour was given. */
  readonly givenAgoMs: readonly number[];
  readonly dismissedAgoMs: number | null;
  /** Hard calls in a row until now, without a reset taken. */
  readonly hardCallsInARow: number;
};

export const FRESH_ATTENTION: Attention = { givenAgoMs: [], dismissedAgoMs: null, hardCallsInARow: 0 };

export const HOUR_MS = 3_600_000;

/** The same attention some time later. Pure. */
export function agedBy(attention: Attention, elapsedMs: number): Attention {
  return {
    givenAgoMs: attention.givenAgoMs.map((ms) => ms + elapsedMs).filter((ms) => ms < HOUR_MS),
    dismissedAgoMs: attention.dismissedAgoMs === null ? null : attention.dismissedAgoMs + elapsedMs,
    hardCallsInARow: attention.hardCallsInARow,
  };
}
