const FLOOR_MIN_DB = -75;
const SUB_WINDOW_HOPS = 40;
const SUB_WINDOWS = 5;

/** Tracks the line's noise floor by minimum statistics (Martin 2001) of the smoothed level over two seconds. */
export class NoiseFloor {
  /** dBFS. */
  levelDb = -60;
  private smoothedDb = Number.NaN;
  private readonly minima = new Float32Array(SUB_WINDOWS).fill(Number.POSITIVE_INFINITY);
  private index = 0;
  private count = 0;

  /** The line's gain moved, and everything heard before with it. */
  shift(byDb: number): void {
    this.levelDb += byDb;
    this.smoothedDb += byDb;
    for (let i = 0; i < SUB_WINDOWS; i++) this.minima[i]! += byDb;
  }

  push(levelDb: number, periodicity: number): void {
    const bounded = Math.max(FLOOR_MIN_DB, levelDb);
    this.smoothedDb = Number.isNaN(this.smoothedDb)
      ? bounded
      : this.smoothedDb + 0.2 * (bounded - this.smoothedDb);
    if (periodicity < 0.6) this.minima[this.index] = Math.min(this.minima[this.index]!, this.smoothedDb);
    this.count += 1;
    if (this.count === SUB_WINDOW_HOPS) {
      this.count = 0;
      let lowest = Number.POSITIVE_INFINITY;
      for (const minimum of this.minima) lowest = Math.min(lowest, minimum);
      if (Number.isFinite(lowest)) this.levelDb = lowest;
      this.index = (this.index + 1) % SUB_WINDOWS;
      this.minima[this.index] = Number.POSITIVE_INFINITY;
    }
    if (this.smoothedDb < this.levelDb) this.levelDb = this.smoothedDb;
  }
}
