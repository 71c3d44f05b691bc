import { ANALYSIS_RATE_HZ, type AudioChunk, type AudioGap, HOP_SAMPLES } from './audio-frame.js';
import { Resampler } from './resampler.js';

const SAMPLES_PER_MS = ANALYSIS_RATE_HZ / 1000;

/** Receives hops in order; `hopIndex` × 10 ms is the time of the first on the timeline. */
export type HopListener = {
  /** 80 samples at the analysis rate. The array is reused: copy what must stay. */
  readonly hop: (hop: Float32Array, hopIndex: number) => void;
  /** A run of hops, most or all of them missing: a gap of minutes is one call, not thousands of zeros. */
  readonly missing: (hops: number, hopIndex: number) => void;
};

export type FramerOptions = {
  /** Time of hop 0 on the stream's timeline. */
  readonly startMs?: number;
  /** A chunk this close to its expected place is taken as contiguous: platforms round their time stamps. */
  readonly toleranceMs?: number;
  /** A hole longer than this is not filled: the timeline is re-anchored and the jump is counted. */
  readonly maxGapMs?: number;
};

/** What went wrong on the timeline so far. */
export type FramerFaults = {
  gapMs: number;
  /** Audio dropped because its place on the timeline had already been written. */
  lateMs: number;
  timelineJumps: number;
  nonFiniteSamples: number;
};

/**
 * Places one role's chunks and gaps on the timeline and cuts it into 10 ms hops at the analysis rate. Holes become
 * missing hops, overlapping or late audio is dropped, and non-finite samples become silence; each is counted.
 */
export class Framer {
  readonly faults: FramerFaults = { gapMs: 0, lateMs: 0, timelineJumps: 0, nonFiniteSamples: 0 };
  private readonly hop = new Float32Array(HOP_SAMPLES);
  private readonly toleranceMs: number;
  private readonly maxGapMs: number;
  private hopFill = 0;
  private missingInHop = 0;
  private hopIndex = 0;
  private resampler: Resampler | null = null;
  /** Stream time up to which input has been taken; the resampler's latency is not in it. */
  private takenUntilMs: number;
  /** Stream time of hop 0, moved by timeline jumps. */
  private originMs: number;

  constructor(
    private readonly listener: HopListener,
    options: FramerOptions = {},
  ) {
    this.originMs = options.startMs ?? 0;
    this.takenUntilMs = this.originMs;
    this.toleranceMs = options.toleranceMs ?? 10;
    this.maxGapMs = options.maxGapMs ?? 300_000;
  }

  /** Throws `audio.sample-rate-unknown` when the chunk's rate is not one of the known source rates. */
  push(chunk: AudioChunk): void {
    if (this.resampler?.sourceRateHz !== chunk.sampleRateHz) {
      const next = new Resampler(chunk.sampleRateHz);
      this.endSegment();
      this.resampler = next;
    }
    const aheadMs = chunk.streamTimeMs - this.takenUntilMs;
    if (aheadMs > this.toleranceMs) this.fillUntil(chunk.streamTimeMs);
    let samples = chunk.samples;
    if (aheadMs < -this.toleranceMs) {
      const late = Math.min(samples.length, Math.round((-aheadMs * chunk.sampleRateHz) / 1000));
      this.faults.lateMs += (late * 1000) / chunk.sampleRateHz;
      samples = samples.subarray(late);
    }
    this.takenUntilMs += (samples.length * 1000) / chunk.sampleRateHz;
    this.write(this.resampler.push(this.finite(samples)));
  }

  gap(gap: AudioGap): void {
    const endMs = gap.streamTimeMs + gap.durationMs;
    if (endMs > this.takenUntilMs) this.fillUntil(endMs);
  }

  /** Ends the timeline: the resampler's tail is written and a last, partial hop is completed with what is missing. */
  end(): void {
    this.endSegment();
    if (this.hopFill > 0) this.writeMissing(HOP_SAMPLES - this.hopFill);
  }

  private fillUntil(streamTimeMs: number): void {
    this.endSegment();
    const missingMs = streamTimeMs - this.takenUntilMs;
    if (!(missingMs <= this.maxGapMs)) {
      this.faults.timelineJumps += 1;
      this.originMs += Number.isFinite(missingMs) ? missingMs : 0;
    } else {
      this.faults.gapMs += missingMs;
      const target = Math.round((streamTimeMs - this.originMs) * SAMPLES_PER_MS);
      this.writeMissing(target - (this.hopIndex * HOP_SAMPLES + this.hopFill));
    }
    if (Number.isFinite(streamTimeMs)) this.takenUntilMs = streamTimeMs;
  }

  private endSegment(): void {
    if (this.resampler) this.write(this.resampler.flush());
  }

  /** A NaN from a damaged decoder must not enter any filter's memory. */
  private finite(samples: Float32Array): Float32Array {
    // Zero times a value is zero unless it is infinite or not a number: one pass without a branch.
    let sum = 0;
    for (let i = 0; i < samples.length; i++) sum += 0 * samples[i]!;
    if (sum === 0) return samples;
    return samples.map((sample) => {
      if (Number.isFinite(sample)) return sample;
      this.faults.nonFiniteSamples += 1;
      return 0;
    });
  }

  private write(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(HOP_SAMPLES - this.hopFill, samples.length - at);
      for (let i = 0; i < count; i++) this.hop[this.hopFill + i] = samples[at + i]!;
      this.hopFill += count;
      at += count;
      if (this.hopFill === HOP_SAMPLES) this.emit();
    }
  }

  private writeMissing(count: number): void {
    const inPartial = this.hopFill === 0 ? 0 : Math.min(count, HOP_SAMPLES - this.hopFill);
    this.fillMissing(inPartial);
    const hops = Math.floor((count - inPartial) / HOP_SAMPLES);
    if (hops > 0) {
      this.listener.missing(hops, this.hopIndex);
      this.hopIndex += hops;
    }
    this.fillMissing(count - inPartial - Math.max(0, hops) * HOP_SAMPLES);
  }

  /** At most what the present hop has room for. */
  private fillMissing(count: number): void {
    if (count <= 0) return;
    this.hop.fill(0, this.hopFill, this.hopFill + count);
    this.hopFill += count;
    this.missingInHop += count;
    if (this.hopFill === HOP_SAMPLES) this.emit();
  }

  private emit(): void {
    if (this.missingInHop * 2 > HOP_SAMPLES) this.listener.missing(1, this.hopIndex);
    else this.listener.hop(this.hop, this.hopIndex);
    this.hopIndex += 1;
    this.hopFill = 0;
    this.missingInHop = 0;
  }
}
