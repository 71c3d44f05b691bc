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
    const nowMs = this.#heardAtMs ?? 0;
    for (const { clock } of this.#tracks.values())
      if (clock.stale && nowMs - (clock.heardAtMs ?? 0) < LATELY_MS) return true;
    return false;
  }

  /** What the track that is furthest on covers by its own count, milliseconds. */
  get spanMs(): number {
    return Math.max(0, ...[...this.#tracks.values()].map(({ clock }) => clock.spanMs));
  }

  /** What is added to the platform's positions of a track, milliseconds. */
  offsetMs(role: Role): number {
    return this.#tracks.get(role)?.clock.offsetMs ?? 0;
  }

  resumed(): void {
    for (const { clock } of this.#tracks.values()) clock.resumed();
  }

  /** Audio arrived at `nowMs` since the stream opened. */
  place({ role, streamTimeMs, samples, sampleRateHz }: AudioChunk, nowMs: number): TrackReading {
    const quietMs = nowMs - (this.#heardAtMs ?? nowMs);
    this.#heardAtMs = nowMs;
    const track = this.#track(role);
    for (const each of this.#tracks.values()) each.longestQuietMs = Math.max(each.longestQuietMs, quietMs);
    const company = this.#companyOf(track);
    track.longestQuietMs = 0;
    return track.clock.place(streamTimeMs, (samples.length * 1000) / sampleRateHz, nowMs, company);
  }

  /** A gap that the platform declares, as far as it is trusted; null = not at all. */
  declare(gap: AudioGap, nowMs: number): AudioGap | null {
    const { clock } = this.#track(gap.role);
    const streamTimeMs = clock.endMs;
    const durationMs = clock.declare(gap.durationMs, nowMs, this.#alone);
    return durationMs > 0 ? { ...gap, streamTimeMs, durationMs } : null;
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
