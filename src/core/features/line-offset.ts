/** An ordinary line stays below this by far (raw microphones under 0.004, telephone-coded speech under 0.0001). */
const OFFSET = 0.01;
/** Once taken off, it must fall to this before it is left alone again. */
const SMALL_OFFSET = 0.005;
/** The mean is formed over three seconds, and nothing is said before half a second has been heard. */
const MEMORY_HOPS = 300;
const LEAST_HOPS = 50;

/** Follows a constant offset that a badly biased converter adds: it would pass for a noise floor. */
export class LineOffset {
  private mean = 0;
  private hops = 0;
  private isLarge = false;

  /** One hop as it came from the line; gives what to take off its samples, 0 on an ordinary line. */
  push(hop: Float32Array): number {
    let sum = 0;
    for (let n = 0; n < hop.length; n++) sum += hop[n]!;
    const mean = sum / hop.length;
    // Not a number, or beyond full scale: it is no evidence about the converter.
    if (Math.abs(mean) <= 1) {
      this.hops += 1;
      this.mean += (mean - this.mean) / Math.min(this.hops, MEMORY_HOPS);
    }
    if (this.hops < LEAST_HOPS) return 0;
    this.isLarge = Math.abs(this.mean) > (this.isLarge ? SMALL_OFFSET : OFFSET);
    return this.isLarge ? this.mean : 0;
  }
}
