const FAINTEST_DB = -60;
/** Every fourth sample is enough to see that a voice is there. */
const STRIDE = 4;

/** How loud a call has been since it was last asked: shows that audio arrives, and nothing else. */
export class HeardLevel {
  #peak: number | null = null;

  /** Samples in −1…1. */
  hear(samples: ArrayLike<number>): void {
    let peak = this.#peak ?? 0;
    for (let at = 0; at < samples.length; at += STRIDE) peak = Math.max(peak, Math.abs(samples[at]!));
    this.#peak = peak;
  }

  /** 0 (−60 dBFS and below) to 1 (full scale), in hundredths; null when no audio has arrived. */
  take(): number | null {
    const peak = this.#peak;
    this.#peak = null;
    if (peak === null) return null;
    const db = 20 * Math.log10(Math.max(peak, 1e-6));
    return Math.round(100 * Math.max(0, Math.min(1, 1 - db / FAINTEST_DB))) / 100;
  }
}
