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

/** What is heard of the same cue twice differs by how long a message was on its way; two cues are much farther apart. */
const SAME_CUE_MS = 3_000;

/** What is known of an agent's attention, and what a call tells of it now: every cue once, the last word on the rest. Pure. */
export function joinedBy(known: Attention, told: Attention): Attention {
  const isNew = (ms: number) => told.givenAgoMs.every((other) => Math.abs(other - ms) >= SAME_CUE_MS);
  const dismissals = [known.dismissedAgoMs, told.dismissedAgoMs].filter((ms) => ms !== null);
  return {
    givenAgoMs: [...known.givenAgoMs.filter(isNew), ...told.givenAgoMs].sort((a, b) => b - a),
    dismissedAgoMs: dismissals.length === 0 ? null : Math.min(...dismissals),
    hardCallsInARow: told.hardCallsInARow,
  };
}
