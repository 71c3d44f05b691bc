import { HOP_SAMPLES } from '../../audio/audio-frame.js';
import { HalfBandDecimator } from './half-band-decimator.js';
import { hannWindow, PowerSpectrum } from './power-spectrum.js';

export const MIN_F0_HZ = 75;
export const MAX_F0_HZ = 600;
/** Candidates kept of one frame. */
export const CANDIDATES = 6;

const RATE_HZ = 4000;
const HOP = HOP_SAMPLES / 2;
/** 48 ms: 3.6 periods of the lowest F0. */
const WINDOW = 192;
/** Hops that the window touches. */
const WINDOW_HOPS = 5;
const FFT_SIZE = 256;
const HNR_MIN_DB = -20;
const LOW_BIN = 16;
const MIDDLE_BIN = 38;
const HIGH_BIN = 70;
const FIRST_LAG = Math.floor(RATE_HZ / MAX_F0_HZ);
const LAST_LAG = Math.ceil(RATE_HZ / MIN_F0_HZ);

const window = hannWindow(WINDOW);
const plan = PowerSpectrum.ofSize(FFT_SIZE);
const power = new Float64Array(FFT_SIZE / 2 + 1);
const lags = new Float64Array(LAST_LAG + 2);

/** Autocorrelation of the window itself, normalised: dividing by it removes the taper's bias (Boersma 1993). */
const windowCorrelation = Float64Array.from({ length: LAST_LAG + 2 }, (_, lag) => {
  let sum = 0;
  let energy = 0;
  for (let n = 0; n < WINDOW; n++) {
    energy += window[n]! ** 2;
    if (n + lag < WINDOW) sum += window[n]! * window[n + lag]!;
  }
  return sum / energy;
});

/**
 * Strength from which a frame is voiced: lower for loud frames with little energy above 2 kHz, higher for faint and
 * for hissing ones. Fitted by logistic regression on telephone-coded speech of the training speakers.
 */
const VOICING_BASE = 0.1;
const VOICING_PER_DB_BELOW_PEAK = 0.005;
const VOICING_PER_DB_HISS = 0.03;
/** The speaker's peak level is forgotten at 5 dB a second. */
const PEAK_DECAY_DB = 0.05;

/**
 * The power spectrum is raised to 3/8 before the autocorrelation (generalised autocorrelation, Tolonen & Karjalainen
 * 2000): formants weigh less, so a fundamental that the line removed is found from the spacing of its harmonics.
 * Square roots cost a quarter of a general power.
 */
function compress(power: number): number {
  const fourthRoot = Math.sqrt(Math.sqrt(power));
  return fourthRoot * Math.sqrt(fourthRoot);
}

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
  private readonly decimator = new HalfBandDecimator(HOP_SAMPLES);
  private readonly history = new Float32Array(WINDOW);

  /** Takes 80 samples; with `analyse` false the frame has no candidates and costs next to nothing. */
  push(hop: Float32Array, analyse: boolean): void {
    this.history.copyWithin(0, HOP);
    this.decimator.push(hop, this.history, WINDOW - HOP);
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

  /**
   * Harmonics-to-noise ratio of the frame below 2 kHz, dB: 10 log10(r / (1 - r)) with r the normalised correlation of
   * the frame with itself one period later (Boersma 1993), between -20 and 30; -20 without a candidate.
   */
  harmonicsToNoiseDb(): number {
    if (this.strongest < 0) return HNR_MIN_DB;
    const lag = Math.min(LAST_LAG, Math.round(RATE_HZ / this.f0Hz[this.strongest]!));
    const before = this.correlationAt(lag - 1);
    const at = this.correlationAt(lag);
    const after = this.correlationAt(lag + 1);
    const curvature = before - 2 * at + after;
    const shift = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
    const peak = Math.abs(shift) < 1 ? at - 0.25 * (before - after) * shift : at;
    const bounded = Math.max(0.01, Math.min(0.999, peak));
    return 10 * Math.log10(bounded / (1 - bounded));
  }

  private correlationAt(lag: number): number {
    const { history } = this;
    let product = 0;
    let early = 0;
    let late = 0;
    for (let n = 0; n + lag < WINDOW; n++) {
      const a = history[n]!;
      const b = history[n + lag]!;
      product += a * b;
      early += a * a;
      late += b * b;
    }
    return early > 0 && late > 0 ? product / Math.sqrt(early * late) : 0;
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
    const { frame } = plan;
    let mean = 0;
    for (let n = 0; n < WINDOW; n++) mean += this.history[n]!;
    mean /= WINDOW;
    let energy = 0;
    for (let n = 0; n < WINDOW; n++) {
      const sample = this.history[n]! - mean;
      energy += sample * sample;
      frame[n] = sample * window[n]!;
    }
    this.setThreshold(energy / WINDOW);
    for (let n = WINDOW; n < FFT_SIZE; n++) frame[n] = 0;
    plan.transform(power);
    this.measureBands();
    for (let k = 0; k < power.length; k++) power[k] = compress(power[k]!);
    plan.autocorrelate(power, lags);
    const zeroLag = lags[0]!;
    if (!(zeroLag > 0)) return;
    for (let lag = 0; lag < lags.length; lag++) lags[lag]! /= zeroLag * windowCorrelation[lag]!;
    for (let lag = FIRST_LAG; lag <= LAST_LAG; lag++) this.considerPeak(lag);
    for (let i = 0; i < this.count; i++) {
      if (this.strongest < 0 || this.strength[i]! > this.strength[this.strongest]!) this.strongest = i;
    }
  }

  private measureBands(): void {
    let low = 1e-12;
    let middle = 1e-12;
    let high = 1e-12;
    for (let k = LOW_BIN; k < MIDDLE_BIN; k++) low += power[k]!;
    for (let k = MIDDLE_BIN; k < HIGH_BIN; k++) middle += power[k]!;
    for (let k = HIGH_BIN; k < power.length; k++) high += power[k]!;
    const total = low + middle + high;
    this.lowBandDb = 10 * Math.log10(low / total);
    this.middleBandDb = 10 * Math.log10(middle / total);
  }

  private considerPeak(lag: number): void {
    const before = lags[lag - 1]!;
    const at = lags[lag]!;
    const after = lags[lag + 1]!;
    if (at < 0.1 || at <= before || at < after) return;
    const curvature = before - 2 * at + after;
    const shift = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
    const f0Hz = RATE_HZ / (lag + shift);
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
