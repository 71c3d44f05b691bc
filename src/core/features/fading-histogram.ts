/**
 * Histogram of a bounded quantity whose old counts fade: robust running quantiles in constant memory.
 * A value's weight is chosen by the caller.
 */
export class FadingHistogram {
  /** Sum of the weights held now. */
  weight = 0;
  private readonly counts: Float32Array;

  constructor(
    private readonly low: number,
    private readonly high: number,
    private readonly step: number,
  ) {
    this.counts = new Float32Array(Math.ceil((high - low) / step));
  }

  add(value: number, weight = 1): void {
    if (!Number.isFinite(value)) return;
    const bin = Math.floor((value - this.low) / this.step);
    this.counts[Math.max(0, Math.min(this.counts.length - 1, bin))]! += weight;
    this.weight += weight;
  }

  /** Multiplies everything held by `factor`. */
  fade(factor: number): void {
    for (let bin = 0; bin < this.counts.length; bin++) this.counts[bin]! *= factor;
    this.weight *= factor;
  }

  /** Moves everything held by a number of units of the quantity, rounded to whole bins. */
  shift(by: number): void {
    const bins = Math.round(by / this.step);
    if (bins > 0) {
      this.counts.copyWithin(bins, 0);
      this.counts.fill(0, 0, bins);
    } else if (bins < 0) {
      this.counts.copyWithin(0, -bins);
      this.counts.fill(0, bins);
    }
  }

  /** Quantile by linear interpolation inside its bin; NaN while nothing is held. */
  quantile(share: number): number {
    let below = share * this.weight;
    for (let bin = 0; bin < this.counts.length; bin++) {
      const count = this.counts[bin]!;
      if (count > 0 && below <= count) return this.low + (bin + below / count) * this.step;
      below -= count;
    }
    return this.weight > 0 ? this.high : Number.NaN;
  }
}
