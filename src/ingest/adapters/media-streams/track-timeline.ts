/** One telephone frame: platforms round their time stamps by up to this much. */
const FRAME_MS = 20;
/** After so many chunks in a row behind their place, the track's time stamps are not believed any more. */
const BEHIND_LIMIT = 3;
/** A jump further ahead than this is no silence but a broken clock; if time did pass, the stream's own clock tells. */
const JUMP_LIMIT_MS = 300_000;

/** Where a chunk lies on the stream's timeline. `distrusted` is true once, when the time stamps turn out to be wrong. */
export type Placement = {
  readonly streamTimeMs: number;
  readonly gapMs: number;
  readonly distrusted: boolean;
};

/**
 * Places the chunks of one track by the platform's time stamps, with a sanity rule: within one frame of the expected
 * place they are spliced, ahead of it there is a gap, and a track that keeps falling behind is counted by samples from
 * then on. The expected place is where the placed audio ends, so that small losses cannot add up.
 */
export class TrackTimeline {
  #endMs = 0;
  #behind = 0;
  #clock: 'time-stamps' | 'samples' = 'time-stamps';

  /** Where the placed audio ends. */
  get endMs(): number {
    return this.#endMs;
  }

  /** Goes on without audio until there; returns how much was skipped. */
  skipTo(streamTimeMs: number): number {
    const skippedMs = Math.max(0, streamTimeMs - this.#endMs);
    this.#endMs += skippedMs;
    return skippedMs;
  }

  /** `timestampMs` is null where the platform sends none. */
  place(timestampMs: number | null, durationMs: number): Placement {
    const aheadMs = timestampMs === null || this.#clock === 'samples' ? 0 : timestampMs - this.#endMs;
    const distrusted = this.#distrusts(aheadMs);
    const gapMs = aheadMs > FRAME_MS && !distrusted ? aheadMs : 0;
    const streamTimeMs = this.#endMs + gapMs;
    this.#endMs = streamTimeMs + durationMs;
    return { streamTimeMs, gapMs, distrusted };
  }

  #distrusts(aheadMs: number): boolean {
    this.#behind = aheadMs < -FRAME_MS ? this.#behind + 1 : 0;
    if (this.#behind < BEHIND_LIMIT && aheadMs <= JUMP_LIMIT_MS) return false;
    this.#clock = 'samples';
    this.#behind = 0;
    return true;
  }
}
