import { ANALYSIS_RATE_HZ, HOP_SAMPLES } from '../../audio/audio-frame.js';
import { MAX_F0_HZ, MIN_F0_HZ } from './pitch-candidates.js';
import { PITCH_DELAY_MS } from './pitch-tracker.js';

/** Samples kept: the F0 of a hop is known 54 ms late, and two of the longest periods lie around it. */
const HISTORY = 960;
/** The middle of the frame whose F0 was decided last. */
const DECIDED_AT = HISTORY - (PITCH_DELAY_MS * ANALYSIS_RATE_HZ) / 1000;
/** Successive periods may differ by this factor, successive amplitudes by that (Praat's own limits). */
const MAX_PERIOD_RATIO = 1.3;
const MAX_AMPLITUDE_RATIO = 1.6;
const MIN_CORRELATION = 0.5;
/** Where the next period is sought, as parts of the one that F0 says. */
const SHORTEST = 0.8;
const LONGEST = 1.25;
/** Sums are kept for three seconds, in blocks of a tenth. */
const BLOCK_HOPS = 10;
const BLOCKS = 30;
const SUMS = 5;
const PERIODS = 0;
const PERIOD_SUM = 1;
const PERIOD_CHANGE = 2;
const AMPLITUDE_SUM = 3;
const AMPLITUDE_CHANGE = 4;

/** How a voice varies from period to period, over three seconds. */
export type Perturbation = {
  /** Mean difference of successive periods over the mean period, percent ("jitter, local"). */
  readonly jitterPercent: number;
  /** Mean difference of successive amplitudes (RMS of a period) over their mean, percent ("shimmer, local"). */
  readonly shimmerPercent: number;
  /** Pairs of periods that were compared. */
  readonly periods: number;
};

/**
 * Follows the voice period by period: the next one begins where the wave resembles the present one most, within the
 * bounds that F0 sets (cross-correlation as in Praat's point process; Boersma & Weenink). One channel, hop by hop.
 */
export class VoicePeriods {
  private readonly history = new Float32Array(HISTORY);
  private readonly sums = new Float64Array(BLOCKS * SUMS);
  private hop = 0;
  /** The last period: where it is centred in `history`, its length and amplitude; NaN outside of a chain. */
  private at = Number.NaN;
  private period = Number.NaN;
  private amplitude = Number.NaN;

  /** Takes 80 samples, and the F0 decided with them; 0 where there is no voice. */
  push(hop: Float32Array, f0Hz: number): void {
    this.history.copyWithin(0, HOP_SAMPLES);
    this.history.set(hop, HISTORY - HOP_SAMPLES);
    this.at -= HOP_SAMPLES;
    if (this.hop % BLOCK_HOPS === 0) this.sums.fill(0, this.block(), this.block() + SUMS);
    if (f0Hz > 0) this.follow(ANALYSIS_RATE_HZ / f0Hz);
    else this.at = Number.NaN;
    this.hop += 1;
  }

  /** Takes a run of silent hops in one step; the last three seconds must have been silent too. */
  skip(hops: number): void {
    this.hop += hops;
  }

  /** Over the last three seconds; null without a pair of periods. */
  get perturbation(): Perturbation | null {
    const total = (sum: number) => {
      let value = 0;
      for (let block = 0; block < BLOCKS; block++) value += this.sums[block * SUMS + sum]!;
      return value;
    };
    const periods = total(PERIODS);
    if (periods === 0) return null;
    return {
      jitterPercent: (100 * total(PERIOD_CHANGE)) / total(PERIOD_SUM),
      shimmerPercent: (100 * total(AMPLITUDE_CHANGE)) / total(AMPLITUDE_SUM),
      periods,
    };
  }

  private block(): number {
    return (Math.floor(this.hop / BLOCK_HOPS) % BLOCKS) * SUMS;
  }

  private follow(expected: number): void {
    const end = DECIDED_AT + HOP_SAMPLES / 2;
    if (!(this.at >= expected)) this.begin(expected);
    while (this.at + LONGEST * expected <= end) {
      if (!this.step(expected)) return;
    }
  }

  /** Starts a chain at the highest excursion of the period around the decided frame. */
  private begin(expected: number): void {
    let highest = -1;
    for (let n = Math.round(DECIDED_AT - expected); n < DECIDED_AT; n++) {
      const excursion = Math.abs(this.history[n]!);
      if (excursion <= highest) continue;
      highest = excursion;
      this.at = n;
    }
    this.period = Number.NaN;
    this.amplitude = Number.NaN;
  }

  /** Goes on by one period; false ends the chain. */
  private step(expected: number): boolean {
    const half = Math.round(expected / 2);
    const centre = Math.round(this.at);
    const shortest = Math.max(Math.floor(SHORTEST * expected), Math.floor(ANALYSIS_RATE_HZ / MAX_F0_HZ));
    const longest = Math.min(Math.ceil(LONGEST * expected), Math.ceil(ANALYSIS_RATE_HZ / MIN_F0_HZ));
    // F0 is near: climbing from there takes a few correlations where a search of the whole range takes twenty.
    const own = this.energy(centre, half);
    let lag = Math.max(shortest, Math.min(longest, Math.round(expected)));
    let best = this.correlation(centre, centre + lag, half, own);
    let before = this.correlation(centre, centre + lag - 1, half, own);
    let after = this.correlation(centre, centre + lag + 1, half, own);
    while (after > best && lag < longest) {
      lag += 1;
      before = best;
      best = after;
      after = this.correlation(centre, centre + lag + 1, half, own);
    }
    while (before > best && lag > shortest) {
      lag -= 1;
      after = best;
      best = before;
      before = this.correlation(centre, centre + lag - 1, half, own);
    }
    if (best < MIN_CORRELATION) {
      this.at = Number.NaN;
      return false;
    }
    const curvature = before - 2 * best + after;
    const vertex = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
    const period = lag + Math.max(-1, Math.min(1, vertex));
    this.at += period;
    const amplitude = this.rootMeanSquare(Math.round(this.at), half >> 1);
    this.compare(period, amplitude);
    this.period = period;
    this.amplitude = amplitude;
    return true;
  }

  private compare(period: number, amplitude: number): void {
    const periodRatio = period > this.period ? period / this.period : this.period / period;
    const amplitudeRatio =
      amplitude > this.amplitude ? amplitude / this.amplitude : this.amplitude / amplitude;
    if (!(periodRatio <= MAX_PERIOD_RATIO && amplitudeRatio <= MAX_AMPLITUDE_RATIO)) return;
    const block = this.block();
    this.sums[block + PERIODS]! += 1;
    this.sums[block + PERIOD_SUM]! += period;
    this.sums[block + PERIOD_CHANGE]! += Math.abs(period - this.period);
    this.sums[block + AMPLITUDE_SUM]! += amplitude;
    this.sums[block + AMPLITUDE_CHANGE]! += Math.abs(amplitude - this.amplitude);
  }

  /** Of the samples around `first`, whose energy is `own`, and those around `second`. */
  private correlation(first: number, second: number, half: number, own: number): number {
    const { history } = this;
    let product = 0;
    let other = 0;
    for (let n = -half; n <= half; n++) {
      const b = history[second + n]!;
      product += history[first + n]! * b;
      other += b * b;
    }
    return own > 0 && other > 0 ? product / Math.sqrt(own * other) : 0;
  }

  private energy(centre: number, half: number): number {
    let energy = 0;
    for (let n = -half; n <= half; n++) energy += this.history[centre + n]! ** 2;
    return energy;
  }

  private rootMeanSquare(centre: number, half: number): number {
    return Math.sqrt(this.energy(centre, half) / (2 * half + 1));
  }
}
