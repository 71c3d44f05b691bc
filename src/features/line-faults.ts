/** Samples this near to full scale that do not move are cut off. */
const CLIPPED = 0.95;
const LOUD_DB = -20;
/** Shares fade over three seconds. */
const MEMORY_HOPS = 300;

/** How much of the last seconds the line spoilt. */
export class LineFaults {
  /** Share of samples that are cut off, and of audio that never came, 0..1. */
  clippedShare = 0;
  gapShare = 0;

  /** One hop as it came from the line; `marked` stands for audio that never came. */
  push(hop: Float32Array, levelDb: number, marked: boolean): void {
    const clipped = levelDb > LOUD_DB ? clippedShareOf(hop) : 0;
    this.clippedShare += (clipped - this.clippedShare) / MEMORY_HOPS;
    this.gapShare += ((marked ? 1 : 0) - this.gapShare) / MEMORY_HOPS;
  }
}

function clippedShareOf(hop: Float32Array): number {
  let count = 0;
  for (let n = 1; n < hop.length; n++) {
    if (Math.abs(hop[n]!) >= CLIPPED && hop[n] === hop[n - 1]) count += 1;
  }
  return count / hop.length;
}
