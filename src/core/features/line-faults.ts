import { WINDOW_HOPS } from './feature-schema.js';

/** Samples this near to the highest of the last seconds that do not move are cut off. */
const CEILING = 0.97;
/** The ceiling sinks by this factor a hop, 0.4 dB a second: what clips, clips again. */
const CEILING_DECAY = 0.9995;
const LOUD_DB = -35;
/** The share of clipping fades over three seconds. */
const MEMORY_HOPS = 300;

/** How much of the last seconds the line spoilt. */
export class LineFaults {
  /** Share of samples that are cut off, 0..1. */
  clippedShare = 0;
  /** The window's hops: 1 = it never came. A gap that has left the window spoils nothing in it. */
  private readonly missing = new Uint8Array(WINDOW_HOPS);
  private missingHops = 0;
  private hop = 0;
  /** Highest recent magnitude: an amplifier may clip below full scale. */
  private ceiling = 0;

  /** One hop as it came from the line; `marked` stands for audio that never came. */
  push(hop: Float32Array, levelDb: number, marked: boolean): void {
    const clipped = levelDb > LOUD_DB ? this.clippedShareOf(hop) : 0;
    this.clippedShare += (clipped - this.clippedShare) / MEMORY_HOPS;
    const slot = this.hop % WINDOW_HOPS;
    const now = marked ? 1 : 0;
    this.missingHops += now - this.missing[slot]!;
    this.missing[slot] = now;
    this.hop += 1;
  }

  /** Share of the window's audio that never came, 0..1. */
  get gapShare(): number {
    return this.missingHops / WINDOW_HOPS;
  }

  /** Takes a run of missing hops in one step; the whole window before them must have been missing too. */
  skip(hops: number): void {
    this.clippedShare *= (1 - 1 / MEMORY_HOPS) ** hops;
    this.hop += hops;
  }

  private clippedShareOf(hop: Float32Array): number {
    this.ceiling *= CEILING_DECAY;
    for (let n = 0; n < hop.length; n++) {
      const height = Math.min(1, Math.abs(hop[n]!));
      if (height > this.ceiling) this.ceiling = height;
    }
    const limit = CEILING * this.ceiling;
    let count = 0;
    for (let n = 1; n < hop.length; n++) {
      if (Math.abs(hop[n]!) >= limit && hop[n] === hop[n - 1]) count += 1;
    }
    return count / hop.length;
  }
}
