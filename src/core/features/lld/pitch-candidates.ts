import { HOP_SAMPLES } from '../../audio/audio-frame.js';
import { defaultKernels } from '../kernels/default-kernels.js';
import { type FrameKernels, PITCH_BAND, PITCH_RATE_HZ, PITCH_WINDOW } from '../kernels/frame-kernels.js';
import { HalfBandDecimator } from './half-band-decimator.js';

export const MIN_F0_HZ = 75;
export const MAX_F0_HZ = 600;
/** Candidates kept of one frame. */
export const CANDIDATES = 6;

const HOP = HOP_SAMPLES / 2;
/** Hops that the window touches. */
const WINDOW_HOPS = 5;
const HNR_MIN_DB = -20;
const FIRST_LAG = Math.floor(PITCH_RATE_HZ / MAX_F0_HZ);
const LAST_LAG = Math.ceil(PITCH_RATE_HZ / MIN_F0_HZ);
/** Keeps an empty band's share finite. */
const LEAST_ENERGY = 1e-12;

/** Lags on either side that a value half-way between two lags is interpolated from. */
const HALF_TAPS = 6;
/** Hann-windowed sinc at half-way points: a peak of harmonics up to 2 kHz is too narrow for a parabola over whole lags. */
const halfWay = Float64Array.from({ length: HALF_TAPS }, (_, i) => {
  const distance = Math.PI * (i + 0.5);
  return (Math.sin(distance) / distance) * (0.5 + 0.5 * Math.cos(distance / HALF_TAPS));
});

/** The autocorrelation at `lag` + 1/2; it is even, so lags below 0 mirror. */
function betweenLags(lags: Float32Array, lag: number): number {
  let sum = 0;
  for (let i = 0; i < HALF_TAPS; i++) sum += halfWay[i]! * (lags[Math.abs(lag - i)]! + lags[lag + 1 + i]!);
  return sum;
}

/**
 * Strength from which a frame is voiced: lower for loud frames with little energy above 2 kHz, higher for faint and
 * for hissing ones. Fitted by logistic regression on telephone-coded speech of the training speakers.
 */
const VOICING_BASE = 0.1;
const VOICING_PER_DB_BELOW_PEAK = 0.005;
const VOICING_PER_DB_HISS = 0.03;
/** The speaker's peak level is forgotten at 5 dB a second. */
const PEAK_DECAY_DB = 0.05;

/** F0 candidates of the present frame: peaks of a window-corrected, compressed autocorrelation at 4 kHz. */
export class PitchCandidates {
  readonly f0Hz = new Float64Array(CANDIDATES);
  /** Normalised autocorrelation at the peak, about 0..1. */
  readonly strength = new Float64Array(CANDIDATES);
  count = 0;
  /** Strength that a candidate of this frame needs to be voiced. */
  voicingThreshold = 1;
  /** How far the level below 2 kHz lies under the whole level, dB. */
  hissDb = 0;
  /** Share of the energy below 2 kHz that lies at 250–600 and at 600–1100 Hz, dB. */
  lowBandDb = 0;
  middleBandDb = 0;
  /** Index of the strongest candidate, -1 without any. */
  strongest = -1;
  private peakDb = -60;
  private readonly hopEnergy = new Float64Array(WINDOW_HOPS);
  private hop = 0;
  private readonly decimator: HalfBandDecimator;
  private readonly history = new Float32Array(PITCH_WINDOW);
  /** The newest hop at 4 kHz: 40 samples. */
  readonly narrowHop = this.history.subarray(PITCH_WINDOW - HOP);

  constructor(private readonly kernels: FrameKernels = defaultKernels) {
    this.decimator = new HalfBandDecimator(kernels);
  }

  /** Takes 80 samples; with `analyse` false the frame has no candidates and costs next to nothing. */
  push(hop: Float32Array, analyse: boolean): void {
    this.history.copyWithin(0, HOP);
    this.decimator.push(hop, this.history, PITCH_WINDOW - HOP);
    this.count = 0;
    this.strongest = -1;
    let energy = 0;
    for (let n = 0; n < HOP_SAMPLES; n++) energy += hop[n]! * hop[n]!;
    this.hopEnergy[this.hop % WINDOW_HOPS] = energy / HOP_SAMPLES;
    this.hop += 1;
    this.peakDb -= PEAK_DECAY_DB;
    this.voicingThreshold = 1;
    if (analyse) this.analyse();
  }

  /** Takes a run of missing hops in one step; the 48 ms before them must have been missing too. */
  skip(hops: number): void {
    this.hop += hops;
    this.peakDb -= PEAK_DECAY_DB * hops;
  }

  /**
   * Harmonics-to-noise ratio of the frame below 2 kHz, dB: 10 log10(r / (1 - r)) with r the normalised correlation of
   * the frame with itself one period later (Boersma 1993), between -20 and 30; -20 without a candidate.
   */
  harmonicsToNoiseDb(): number {
    if (this.strongest < 0) return HNR_MIN_DB;
    const lag = Math.min(LAST_LAG, Math.round(PITCH_RATE_HZ / this.f0Hz[this.strongest]!));
    this.kernels.correlateAround(this.history, lag);
    const [before, at, after] = this.kernels.correlations as unknown as readonly [number, number, number];
    const curvature = before - 2 * at + after;
    const shift = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
    const peak = Math.abs(shift) < 1 ? at - 0.25 * (before - after) * shift : at;
    // In single precision the energies of a click beside silence underflow: 0 / 0 is not a correlation.
    const bounded = peak > 0.01 ? Math.min(0.999, peak) : 0.01;
    return 10 * Math.log10(bounded / (1 - bounded));
  }

  /** `lowBandEnergy`: mean square of the window below 2 kHz. */
  private setThreshold(lowBandEnergy: number): void {
    let energy = 0;
    for (let i = 0; i < WINDOW_HOPS; i++) energy += this.hopEnergy[i]!;
    const lowDb = 10 * Math.log10(lowBandEnergy + 1e-10);
    this.hissDb = Math.max(0, 10 * Math.log10(energy / WINDOW_HOPS + 1e-10) - lowDb);
    this.peakDb = Math.max(this.peakDb, lowDb);
    this.voicingThreshold =
      VOICING_BASE + VOICING_PER_DB_BELOW_PEAK * (this.peakDb - lowDb) + VOICING_PER_DB_HISS * this.hissDb;
  }

  private analyse(): void {
    const voiced = this.kernels.analysePitch(this.history);
    this.setThreshold(this.kernels.pitchBands[PITCH_BAND.meanSquare]!);
    this.measureBands();
    if (!voiced) return;
    for (let lag = FIRST_LAG; lag <= LAST_LAG; lag++) this.considerPeak(lag);
    for (let i = 0; i < this.count; i++) {
      if (this.strongest < 0 || this.strength[i]! > this.strength[this.strongest]!) this.strongest = i;
    }
  }

  private measureBands(): void {
    const { pitchBands } = this.kernels;
    const low = pitchBands[PITCH_BAND.low]! + LEAST_ENERGY;
    const middle = pitchBands[PITCH_BAND.middle]! + LEAST_ENERGY;
    const total = low + middle + pitchBands[PITCH_BAND.high]! + LEAST_ENERGY;
    this.lowBandDb = 10 * Math.log10(low / total);
    this.middleBandDb = 10 * Math.log10(middle / total);
  }

  private considerPeak(lag: number): void {
    const { lags } = this.kernels;
    const before = lags[lag - 1]!;
    const at = lags[lag]!;
    const after = lags[lag + 1]!;
    if (at < 0.1 || at <= before || at < after) return;
    const early = betweenLags(lags, lag - 1);
    const late = betweenLags(lags, lag);
    if (early > at && early >= late) this.keepVertex(lag - 0.5, before, early, at);
    else if (late > at) this.keepVertex(lag + 0.5, at, late, after);
    else this.keepVertex(lag, early, at, late);
  }

  /** Keeps the vertex of the parabola through three values half a lag apart, the middle one highest. */
  private keepVertex(lag: number, before: number, at: number, after: number): void {
    const curvature = before - 2 * at + after;
    const shift = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
    const f0Hz = PITCH_RATE_HZ / (lag + 0.5 * shift);
    if (f0Hz < MIN_F0_HZ || f0Hz > MAX_F0_HZ) return;
    this.keep(f0Hz, at - 0.25 * (before - after) * shift);
  }

  private keep(f0Hz: number, strength: number): void {
    let slot = this.count;
    if (slot === CANDIDATES) {
      slot = 0;
      for (let i = 1; i < CANDIDATES; i++) if (this.strength[i]! < this.strength[slot]!) slot = i;
      if (this.strength[slot]! >= strength) return;
    } else {
      this.count += 1;
    }
    this.f0Hz[slot] = f0Hz;
    this.strength[slot] = Math.min(1, strength);
  }
}
