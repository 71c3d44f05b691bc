import { voiceLogOdds } from '../lld/voice-network.js';
import {
  type FrameKernels,
  LAGS,
  MEL_BANDS,
  PITCH_BAND,
  PITCH_WINDOW,
  SHAPE_BINS,
  SHAPE_FIRST_BIN,
  SHAPE_GROUP,
  SPECTRAL_SUMMARY,
  SPECTRAL_WINDOW,
} from './frame-kernels.js';
import { HALF_BAND_TAPS } from './half-band-taps.js';
import { PITCH_BAND_BINS, PITCH_FFT_SIZE, pitchWindow, windowCorrelation } from './pitch-tables.js';
import { PowerSpectrum } from './power-spectrum.js';
import { binOf, melFilters, SLOPE_FIRST_BIN, slopeWeights, spectralWindow } from './spectral-tables.js';

const [T1, T3, T5, T7, T9, T11, T13, T15] = HALF_BAND_TAPS;
const CENTRE = 15;
/** Both windows are transformed at this size. */
const FFT_SIZE = PITCH_FFT_SIZE;

/** Square roots cost a quarter of a general power. */
function compress(power: number): number {
  const fourthRoot = Math.sqrt(Math.sqrt(power));
  return fourthRoot * Math.sqrt(fourthRoot);
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum;
}

function largestOf(values: Float64Array, from: number, to: number): number {
  let largest = 0;
  for (let i = from; i < to; i++) largest = Math.max(largest, values[i]!);
  return largest;
}

function correlationAt(history: Float32Array, lag: number): number {
  let product = 0;
  let early = 0;
  let late = 0;
  for (let n = 0; n + lag < history.length; n++) {
    const a = history[n]!;
    const b = history[n + lag]!;
    product += a * b;
    early += a * a;
    late += b * b;
  }
  return early > 0 && late > 0 ? product / Math.sqrt(early * late) : 0;
}

const decibels = (power: number) => 10 * Math.log10(power + 1);

/** The definition of every kernel, in double precision; what runs where WebAssembly SIMD is missing. */
export class JavaScriptKernels implements FrameKernels {
  readonly name = 'JavaScript';
  readonly pitchBands = new Float32Array(Object.keys(PITCH_BAND).length);
  readonly lags = new Float32Array(LAGS);
  readonly correlations = new Float32Array(3);
  readonly spectralSummary = new Float32Array(Object.keys(SPECTRAL_SUMMARY).length);
  readonly shapeAmplitudes = new Float32Array(SHAPE_BINS);
  readonly logMel = new Float32Array(MEL_BANDS);
  readonly melEnergies = new Float32Array(MEL_BANDS);
  private readonly spectrum = new PowerSpectrum(FFT_SIZE);
  private readonly power = new Float64Array(FFT_SIZE / 2 + 1);
  private readonly products = new Float64Array(LAGS);

  cleanHop(hop: Float32Array, clean: Float32Array): number {
    let energy = 0;
    for (let i = 0; i < hop.length; i++) {
      const sample = hop[i]!;
      const kept = Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
      clean[i] = kept;
      energy += kept * kept;
    }
    return energy;
  }

  decimate(line: Float32Array, into: Float32Array, at: number): void {
    // Written out, because this runs for every sample of every channel: a loop over the taps takes twice as long.
    for (let n = at, c = CENTRE; c + CENTRE < line.length; n++, c += 2) {
      into[n] =
        0.5 * line[c]! +
        T1 * (line[c - 1]! + line[c + 1]!) +
        T3 * (line[c - 3]! + line[c + 3]!) +
        T5 * (line[c - 5]! + line[c + 5]!) +
        T7 * (line[c - 7]! + line[c + 7]!) +
        T9 * (line[c - 9]! + line[c + 9]!) +
        T11 * (line[c - 11]! + line[c + 11]!) +
        T13 * (line[c - 13]! + line[c + 13]!) +
        T15 * (line[c - 15]! + line[c + 15]!);
    }
  }

  analysePitch(history: Float32Array): boolean {
    const { power, products, pitchBands, spectrum } = this;
    const { frame } = spectrum;
    let mean = 0;
    for (let n = 0; n < PITCH_WINDOW; n++) mean += history[n]!;
    mean /= PITCH_WINDOW;
    let energy = 0;
    for (let n = 0; n < PITCH_WINDOW; n++) {
      const sample = history[n]! - mean;
      energy += sample * sample;
      frame[n] = sample * pitchWindow[n]!;
    }
    for (let n = PITCH_WINDOW; n < FFT_SIZE; n++) frame[n] = 0;
    spectrum.transform(power);
    const { low, middle, high } = PITCH_BAND_BINS;
    pitchBands[PITCH_BAND.meanSquare] = energy / PITCH_WINDOW;
    pitchBands[PITCH_BAND.low] = sumOf(power, low, middle);
    pitchBands[PITCH_BAND.middle] = sumOf(power, middle, high);
    pitchBands[PITCH_BAND.high] = sumOf(power, high, power.length);
    for (let k = 0; k < power.length; k++) power[k] = compress(power[k]!);
    spectrum.autocorrelate(power, products);
    const zeroLag = products[0]!;
    if (!(zeroLag > 0)) return false;
    for (let lag = 0; lag < LAGS; lag++)
      this.lags[lag] = products[lag]! / (zeroLag * windowCorrelation[lag]!);
    return true;
  }

  correlateAround(history: Float32Array, lag: number): void {
    for (let i = 0; i < 3; i++) this.correlations[i] = correlationAt(history, lag - 1 + i);
  }

  describeSpectrum(history: Float32Array): void {
    const { power, spectrum, shapeAmplitudes, spectralSummary: summary } = this;
    for (let n = 0; n < SPECTRAL_WINDOW; n++) spectrum.frame[n] = history[n]! * spectralWindow[n]!;
    spectrum.transform(power);
    for (let k = 0; k < power.length; k++) power[k]! /= SPECTRAL_WINDOW;
    for (let bin = 0; bin < SHAPE_BINS; bin++) {
      const first = SHAPE_FIRST_BIN + bin * SHAPE_GROUP;
      shapeAmplitudes[bin] = Math.sqrt(1 + sumOf(power, first, first + SHAPE_GROUP));
    }
    summary[SPECTRAL_SUMMARY.loudness] = this.measureMelBands();
    summary[SPECTRAL_SUMMARY.alphaRatioDb] =
      decibels(sumOf(power, binOf(300), binOf(1000))) - decibels(sumOf(power, binOf(1000), binOf(3400)));
    summary[SPECTRAL_SUMMARY.hammarbergDb] =
      decibels(largestOf(power, binOf(300), binOf(2000))) -
      decibels(largestOf(power, binOf(2000), binOf(3400)));
    let slope = 0;
    for (let i = 0; i < slopeWeights.length; i++) {
      slope += slopeWeights[i]! * decibels(power[SLOPE_FIRST_BIN + i]!);
    }
    summary[SPECTRAL_SUMMARY.slopeDbPerKhz] = slope;
  }

  /** Fills logMel and returns the loudness: Stevens' law, about the 0.3rd power of intensity, averaged over bands. */
  private measureMelBands(): number {
    let loudness = 0;
    for (let band = 0; band < MEL_BANDS; band++) {
      const { firstBin, weights } = melFilters[band]!;
      let energy = 0;
      for (let i = 0; i < weights.length; i++) energy += weights[i]! * this.power[firstBin + i]!;
      this.logMel[band] = decibels(energy);
      loudness += energy > 0 ? Math.exp(0.3 * Math.log(energy)) : 0;
    }
    return loudness / MEL_BANDS;
  }

  restoreMelEnergies(row: Float32Array, at: number): void {
    for (let band = 0; band < MEL_BANDS; band++) this.melEnergies[band] = 10 ** (row[at + band]! / 10) - 1;
  }

  voiceLogOdds(evidence: Float64Array): number {
    return voiceLogOdds(evidence);
  }
}
