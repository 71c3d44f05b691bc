import type { GapReason } from '../core/audio/audio-frame.js';

/** Where a piece of audio lies on the stream's timeline, and what had to be done to put it there. */
export type TrackReading = {
  readonly streamTimeMs: number;
  /** What is missing before it; the gap ends where the audio begins. */
  readonly gap: { readonly durationMs: number; readonly reason: GapReason } | null;
  /** Arrived so late that no cue may rest on it. */
  readonly stale: boolean;
  /** The position that the platform gave was not believed. */
  readonly realigned: boolean;
};

/** A piece of audio as its platform tells of it; `isStamped`: by a time of its own, not by counting what it has sent. */
export type Claim = { readonly claimedMs: number; readonly durationMs: number; readonly isStamped: boolean };

export type TrackClockLimits = { readonly driftLimitMs: number; readonly staleAfterMs: number };

/** What a track knows about the other track of its stream, once it has been heard. */
export type Company = {
  readonly leastLagMs: number;
  readonly offsetMs: number;
  /** How far it has come, without what it believed on this track's evidence alone. */
  readonly provenMs: number;
  /** Longest time without any audio on this connection since this track was last heard. */
  readonly quietMs: number;
};

/** One telephone frame: platforms round their time stamps by up to this much. */
const FRAME_MS = 20;
/** Positions may run ahead of the clock by this much before they are not believed. */
const AHEAD_LIMIT_MS = 500;
/** Share of the time by which a sender's clock may honestly be fast. */
const HONEST_DRIFT = 0.0002;
/** A jump that ends beside the other track, within a long message, needs no other witness. */
const BESIDE_MS = 200;
/** After so many pieces in a row behind their place, the positions are taken to count from elsewhere. */
const BEHIND_LIMIT = 3;
/** How long a lag must last, without the sender catching up, before the audio counts as lost rather than late. */
const SETTLE_MS = 250;
/** A lag that shrinks by this much within the settling time is a sender catching up. */
const CATCHING_UP_MS = 25;
/** The other track arrives earlier for where it lies, by more than this and for so long: one of them was placed wrongly. */
const APART = { ms: 500, settleMs: 500 };

/** A lag that lasts: since when, how much it was then, and the least since. */
type Lag = { readonly sinceMs: number; readonly firstMs: number; leastMs: number };

/**
 * Puts one track's audio on the timeline of its stream. A platform's positions (time stamps, counted samples, declared
 * gaps) are believed as long as the moments at which audio arrives bear them out; where they do not, the track is
 * moved to where it arrives, so that two parties lie beside each other whatever their stamps say. Audio that was lost
 * leaves a lag that stays, audio that was held up leaves a lag that shrinks as the backlog arrives in a burst: only the
 * first makes the timeline jump, both make audio stale. Times are milliseconds since the stream opened.
 */
export class TrackClock {
  readonly #limits: TrackClockLimits;
  /** Placed = claimed + offset. */
  #offsetMs = 0;
  #endMs = 0;
  #heardAtMs: number | null = null;
  /** The smallest lag so far: what transport and buffering always cost. */
  #leastLagMs = 0;
  /** How far the positions have been allowed to run ahead of the clock. */
  #aheadMs = 0;
  /** How far it has been moved ahead of the clock because the other track was there. */
  #onTrustMs = 0;
  #behindInARow = 0;
  /** Its positions have jumped, or stood still while nothing came and nothing was held up. */
  #isClockDoubted = false;
  #spanMs = 0;
  #behindMs = 0;
  #afterPause = false;
  #stale = false;
  /** Of audio that is late: since when it has not been catching up. */
  #steady: { readonly sinceMs: number; readonly behindMs: number } | null = null;
  #late: Lag | null = null;
  #apart: Lag | null = null;

  constructor(limits: TrackClockLimits) {
    this.#limits = limits;
  }

  /** Where the placed audio ends. */
  get endMs(): number {
    return this.#endMs;
  }

  get provenMs(): number {
    return this.#endMs - this.#onTrustMs;
  }

  /** When audio last arrived; null = never. */
  get heardAtMs(): number | null {
    return this.#heardAtMs;
  }

  get leastLagMs(): number {
    return this.#leastLagMs;
  }

  /** What is added to the platform's positions. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** What the audio and the platform's own positions cover, whatever the clock says. */
  get spanMs(): number {
    return this.#spanMs;
  }

  get stale(): boolean {
    return this.#stale;
  }

  /** The audio that came last is later than usual by more than is taken for drift. */
  get isBehind(): boolean {
    return this.#behindMs > this.#limits.driftLimitMs;
  }

  /** The stream goes on after a pause: time passed without audio, and none of it is lost. */
  resumed(): void {
    this.#afterPause = true;
  }

  /**
   * The platform says that so much is missing here; returns how much of it is trusted. Both parties of one connection
   * jump together and stay beside each other; a track that is `alone` on its connection goes no further than the clock.
   */
  declare(durationMs: number, nowMs: number, alone: boolean): number {
    const borneOutMs = Math.max(0, nowMs - this.#endMs - this.#leastLagMs) + AHEAD_LIMIT_MS;
    const believedMs = alone ? Math.min(durationMs, borneOutMs) : durationMs;
    this.#offsetMs += believedMs - durationMs;
    this.#endMs += believedMs;
    this.#spanMs += believedMs;
    return believedMs;
  }

  /** Audio arrived at `nowMs`. */
  place({ claimedMs, durationMs, isStamped }: Claim, nowMs: number, company: Company | null): TrackReading {
    const isFirst = this.#heardAtMs === null;
    const endMs = this.#endMs;
    const begunMs = nowMs - durationMs;
    const realigned = isFirst
      ? this.#begin(claimedMs, begunMs, company)
      : this.#follow(claimedMs, durationMs, begunMs, company);
    this.#isClockDoubted ||= realigned;
    let startMs = Math.max(endMs, claimedMs + this.#offsetMs);
    if (startMs - endMs <= FRAME_MS) startMs = endMs;
    this.#spanMs += durationMs + (isFirst ? 0 : startMs - endMs);
    let reason: GapReason = isFirst ? 'unknown' : 'lost';
    // A clock of the platform's goes on in a silence: where it has not, the audio was held up.
    const mayBeSilence = !isStamped || this.#isClockDoubted;
    const behindMs = begunMs - startMs - this.#leastLagMs;
    const missing = isFirst ? null : this.#missing(behindMs, nowMs, mayBeSilence ? company : null);
    if (missing !== null) {
      startMs += missing.durationMs;
      this.#offsetMs += missing.durationMs;
      reason = missing.reason;
    }
    const apartMs = isFirst ? 0 : this.#behindCompany(nowMs, company);
    startMs += apartMs;
    this.#offsetMs += apartMs;
    if (apartMs > 0) reason = 'unknown';
    const lagMs = begunMs - startMs;
    this.#leastLagMs = isFirst ? lagMs : Math.min(this.#leastLagMs, lagMs);
    this.#endMs = startMs + durationMs;
    // Where the other track has come by itself, nothing is on trust any longer.
    const aheadOfOtherMs = Math.max(0, this.#endMs - (company?.provenMs ?? this.#endMs));
    this.#onTrustMs = Math.min(this.#onTrustMs, aheadOfOtherMs);
    this.#heardAtMs = nowMs;
    this.#behindMs = lagMs - this.#leastLagMs;
    this.#stale = this.#isLate(this.#behindMs, nowMs);
    const gap = startMs > endMs ? { durationMs: startMs - endMs, reason } : null;
    return { streamTimeMs: startMs, gap, stale: this.#stale, realigned: realigned || apartMs > 0 };
  }

  /**
   * How far this track must move on to lie beside the other. A server that is held up as a call begins puts each track
   * where its first audio was read; the backlog then shows by how much that was too late, and the two may differ.
   */
  #behindCompany(nowMs: number, company: Company | null): number {
    const byMs = company === null ? 0 : this.#leastLagMs - company.leastLagMs;
    this.#apart = byMs > APART.ms ? lasting(this.#apart, byMs, nowMs) : null;
    if (this.#apart === null || nowMs - this.#apart.sinceMs < APART.settleMs) return 0;
    const { leastMs } = this.#apart;
    this.#apart = null;
    return leastMs;
  }

  /** Once late, audio is in time again when it comes as it is spoken: not while a backlog comes in, however little is left. */
  #isLate(behindMs: number, nowMs: number): boolean {
    const { driftLimitMs, staleAfterMs } = this.#limits;
    if (!this.#stale) return behindMs > staleAfterMs;
    const steady = this.#steady;
    const isCatchingUp = steady === null || behindMs < steady.behindMs - CATCHING_UP_MS;
    if (isCatchingUp) this.#steady = { sinceMs: nowMs, behindMs };
    const isInTime = !isCatchingUp && nowMs - steady.sinceMs >= SETTLE_MS;
    if (!isInTime || behindMs > Math.min(driftLimitMs, staleAfterMs / 2)) return true;
    this.#steady = null;
    return false;
  }

  /**
   * The first audio: where its stamps put it, counted as the other track's or by themselves, if that is about where it
   * arrives; else where it arrives.
   */
  #begin(claimedMs: number, begunMs: number, company: Company | null): boolean {
    const usualLagMs = company?.leastLagMs ?? 0;
    const lagOf = (offsetMs: number) => begunMs - claimedMs - offsetMs - usualLagMs;
    const fits = (offsetMs: number) =>
      lagOf(offsetMs) >= -AHEAD_LIMIT_MS && lagOf(offsetMs) <= this.#limits.driftLimitMs;
    const offsets = [...(company === null ? [] : [company.offsetMs]), this.#offsetMs];
    const fitting = offsets.find(fits);
    const wasAhead = lagOf(this.#offsetMs) < -AHEAD_LIMIT_MS;
    this.#offsetMs = fitting ?? Math.max(0, begunMs - usualLagMs) - claimedMs;
    return fitting === undefined && wasAhead;
  }

  /** Later audio: within a frame it is spliced, ahead of that there is a gap if the clock confirms it. */
  #follow(claimedMs: number, durationMs: number, begunMs: number, company: Company | null): boolean {
    const startMs = claimedMs + this.#offsetMs;
    const aheadMs = startMs - this.#endMs;
    this.#aheadMs = Math.max(0, this.#aheadMs - HONEST_DRIFT * durationMs);
    if (aheadMs >= -FRAME_MS) {
      this.#behindInARow = 0;
      if (aheadMs <= FRAME_MS) return false;
      const beyondMs = Math.max(0, this.#leastLagMs - (begunMs - startMs));
      if (beyondMs === 0) return false;
      // Two tracks whose stamps count something else than time must not bear each other out.
      if (company !== null && startMs <= company.provenMs + BESIDE_MS) {
        this.#onTrustMs += beyondMs;
        return false;
      }
      this.#aheadMs += beyondMs;
      if (this.#aheadMs <= AHEAD_LIMIT_MS) return false;
      this.#aheadMs -= beyondMs;
    } else {
      this.#behindInARow += 1;
      if (this.#behindInARow < BEHIND_LIMIT) return false;
      this.#behindInARow = 0;
    }
    this.#offsetMs -= aheadMs;
    return true;
  }

  /** What the clock says is missing, `behindMs` being how much later than usual the audio is. */
  #missing(behindMs: number, nowMs: number, company: Company | null): TrackReading['gap'] {
    const wasPaused = this.#afterPause;
    this.#afterPause = false;
    const late = this.#late;
    this.#late = null;
    if (behindMs <= this.#limits.driftLimitMs) return null;
    if (wasPaused) return { durationMs: behindMs, reason: 'paused' };
    // The other track came through meanwhile: nothing was held up, this one was silent.
    const silentMs = nowMs - (this.#heardAtMs ?? nowMs);
    if (company !== null && silentMs > this.#limits.driftLimitMs && company.quietMs < silentMs / 2)
      return { durationMs: behindMs, reason: 'silence-suppressed' };
    const lag = lasting(late, behindMs, nowMs);
    this.#late = lag;
    if (nowMs - lag.sinceMs < SETTLE_MS) return null;
    this.#late = null;
    this.#isClockDoubted = true;
    return { durationMs: lag.leastMs, reason: 'lost' };
  }
}

/** The lag goes on; it begins again where the sender is catching up. */
function lasting(lag: Lag | null, behindMs: number, nowMs: number): Lag {
  if (lag === null || behindMs < lag.firstMs - CATCHING_UP_MS)
    return { sinceMs: nowMs, firstMs: behindMs, leastMs: behindMs };
  return { ...lag, leastMs: Math.min(lag.leastMs, behindMs) };
}
