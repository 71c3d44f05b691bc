import type { GapReason } from '../core/audio/audio-frame.js';

/** What the arrival of audio says about the stream: `gap` = the timeline must jump by that much before this audio. */
export type ClockReading = {
  readonly gap: { readonly durationMs: number; readonly reason: GapReason } | null;
  readonly stale: boolean;
};

export type ClockLimits = { readonly driftLimitMs: number; readonly staleAfterMs: number };

/** How long a lag must last, without the sender catching up, before the audio counts as lost rather than late. */
const SETTLE_MS = 1_000;
/** A lag that shrinks by this much within the settling time is a sender catching up. */
const CATCHING_UP_MS = 100;

/**
 * Compares the time that audio covers with the time that passes. Senders are real-time and drop on their own terms,
 * mostly without a word: audio that was lost leaves a lag that stays, audio that was held up leaves a lag that
 * shrinks as the backlog arrives in a burst. Only the first makes the timeline jump; both make audio stale.
 */
export class StreamClock {
  readonly #limits: ClockLimits;
  readonly #openedAtMs: number;
  /** The smallest lag so far: what transport and buffering always cost. */
  #baselineMs = 0;
  #jumpedMs = 0;
  #started = false;
  #afterPause = false;
  #stale = false;
  #late: { readonly sinceMs: number; readonly firstMs: number; leastMs: number } | null = null;

  constructor(limits: ClockLimits, openedAtMs: number) {
    this.#limits = limits;
    this.#openedAtMs = openedAtMs;
  }

  /** What to add to the adapter's positions. */
  get jumpedMs(): number {
    return this.#jumpedMs;
  }

  /** The stream goes on after a pause: time passed without audio, and none of it is lost. */
  resumed(): void {
    this.#afterPause = true;
  }

  /** Audio that ends at `streamEndMs` (the adapter's position) arrived at `nowMs` (monotonic). */
  arrived(streamEndMs: number, nowMs: number): ClockReading {
    const lagMs = nowMs - this.#openedAtMs - streamEndMs - this.#jumpedMs;
    this.#baselineMs = Math.min(this.#baselineMs, lagMs);
    const gap = this.#missing(lagMs - this.#baselineMs, nowMs);
    this.#jumpedMs += gap?.durationMs ?? 0;
    const behindMs = lagMs - (gap?.durationMs ?? 0) - this.#baselineMs;
    const { staleAfterMs } = this.#limits;
    this.#stale = behindMs > (this.#stale ? staleAfterMs / 2 : staleAfterMs);
    return { gap, stale: this.#stale };
  }

  #missing(behindMs: number, nowMs: number): ClockReading['gap'] {
    const expected: GapReason | null = this.#afterPause ? 'paused' : this.#started ? null : 'unknown';
    this.#started = true;
    this.#afterPause = false;
    if (behindMs <= this.#limits.driftLimitMs) {
      this.#late = null;
      return null;
    }
    if (expected !== null) {
      this.#late = null;
      return { durationMs: behindMs, reason: expected };
    }
    if (this.#late === null || behindMs < this.#late.firstMs - CATCHING_UP_MS) {
      this.#late = { sinceMs: nowMs, firstMs: behindMs, leastMs: behindMs };
      return null;
    }
    this.#late.leastMs = Math.min(this.#late.leastMs, behindMs);
    if (nowMs - this.#late.sinceMs < SETTLE_MS) return null;
    const durationMs = this.#late.leastMs;
    this.#late = null;
    return { durationMs, reason: 'lost' };
  }
}
