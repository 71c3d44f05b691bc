import type { AudioChunk, AudioGap, Role } from '../core/audio/audio-frame.js';
import { type Company, TrackClock, type TrackClockLimits, type TrackReading } from './track-clock.js';

type Track = { readonly clock: TrackClock; longestQuietMs: number };

/** A track that has not been heard for this long is not evidence of how late the stream is. */
const LATELY_MS = 1_000;

/** The tracks of one connection: each has its own clock, and takes the other's into account. */
export class StreamTimeline {
  readonly #limits: TrackClockLimits;
  readonly #tracks = new Map<Role, Track>();
  readonly #alone: boolean;
  #heardAtMs: number | null = null;

  constructor(limits: TrackClockLimits, roles: readonly Role[]) {
    this.#limits = limits;
    this.#alone = roles.length < 2;
    for (const role of roles) this.#track(role);
  }

  /** Whether any track that is heard at present is late beyond the limit. */
  get stale(): boolean {
    return this.#isAnyLately(({ stale }) => stale);
  }

  /** Whether any track that is heard at present has a backlog to come. */
  get isBehind(): boolean {
    return this.#isAnyLately(({ isBehind }) => isBehind);
  }

  /** What the track that is furthest on covers by its own count, milliseconds. */
  get spanMs(): number {
    let longest = 0;
    for (const { clock } of this.#tracks.values()) longest = Math.max(longest, clock.spanMs);
    return longest;
  }

  /** What is added to the platform's positions of a track, milliseconds. */
  offsetMs(role: Role): number {
    return this.#tracks.get(role)?.clock.offsetMs ?? 0;
  }

  resumed(): void {
    for (const { clock } of this.#tracks.values()) clock.resumed();
  }

  /** Audio arrived at `nowMs` since the stream opened; its position is a time stamp, or was counted. */
  place(
    { role, streamTimeMs: claimedMs, samples, sampleRateHz }: AudioChunk,
    nowMs: number,
    isStamped = false,
  ): TrackReading {
    const quietMs = nowMs - (this.#heardAtMs ?? nowMs);
    this.#heardAtMs = nowMs;
    const track = this.#track(role);
    for (const each of this.#tracks.values()) each.longestQuietMs = Math.max(each.longestQuietMs, quietMs);
    const company = this.#companyOf(track);
    track.longestQuietMs = 0;
    const durationMs = (samples.length * 1000) / sampleRateHz;
    return track.clock.place({ claimedMs, durationMs, isStamped }, nowMs, company);
  }

  /** A gap that the platform declares, as far as it is trusted; null = not at all. */
  declare(gap: AudioGap, nowMs: number): AudioGap | null {
    const { clock } = this.#track(gap.role);
    const streamTimeMs = clock.endMs;
    const durationMs = clock.declare(gap.durationMs, nowMs, this.#alone);
    return durationMs > 0 ? { ...gap, streamTimeMs, durationMs } : null;
  }

  #isAnyLately(isMeant: (clock: TrackClock) => boolean): boolean {
    const nowMs = this.#heardAtMs ?? 0;
    for (const { clock } of this.#tracks.values())
      if (isMeant(clock) && nowMs - (clock.heardAtMs ?? 0) < LATELY_MS) return true;
    return false;
  }

  #companyOf(own: Track): Company | null {
    for (const { clock } of this.#tracks.values()) {
      if (clock === own.clock || clock.heardAtMs === null) continue;
      const { leastLagMs, offsetMs, provenMs } = clock;
      return { leastLagMs, offsetMs, provenMs, quietMs: own.longestQuietMs };
    }
    return null;
  }

  #track(role: Role): Track {
    let track = this.#tracks.get(role);
    if (track === undefined) {
      track = { clock: new TrackClock(this.#limits), longestQuietMs: 0 };
      this.#tracks.set(role, track);
    }
    return track;
  }
}
