import { ANALYSIS_RATE_HZ, HOP_SAMPLES } from '../../audio/audio-frame.js';
import { hannWindow, PowerSpectrum } from './power-spectrum.js';
import { MFCC_COUNT, measureShape, type SpectralShape, writeMfcc } from './spectral-shape.js';

/** A spectral frame spans 32 ms and is taken every second hop. */
export const FRAME_HOPS = 2;
export const MEL_BANDS = 20;

const FRAME = 256;
const BIN_HZ = ANALYSIS_RATE_HZ / FRAME;
const SCALE = 32768;
const MEL_LOW_HZ = 200;
const MEL_HIGH_HZ = 3700;
/** The shape's spectrum: 125 Hz bins over the telephone band. */
const SHAPE_GROUP = 4;
const SHAPE_FIRST_BIN = 8;
const SHAPE_BINS = 26;

const window = hannWindow(FRAME);
const plan = PowerSpectrum.ofSize(FRAME);
const power = new Float64Array(FRAME / 2 + 1);
const melBank: number[][] = Array.from({ length: MEL_BANDS }, () => [0]);
const shapeAmplitudes = new Float32Array(SHAPE_BINS);
const shape: SpectralShape = { centroidHz: 0, spreadHz: 0, flatness: 0 };

/** HTK mel scale. */
const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
const toHz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);

const melStep = (toMel(MEL_HIGH_HZ) - toMel(MEL_LOW_HZ)) / (MEL_BANDS + 1);
const melEdges = Array.from(
  { length: MEL_BANDS + 2 },
  (_, i) => toHz(toMel(MEL_LOW_HZ) + i * melStep) / BIN_HZ,
);
/** Triangular filters: band b weighs the bins from melFirst[b] on with melWeights from melAt[b] to melAt[b + 1]. */
const melFirst = Int32Array.from({ length: MEL_BANDS }, (_, band) => Math.ceil(melEdges[band]!));
const melRows = Array.from({ length: MEL_BANDS }, (_, band) => {
  const [low, centre, high] = [melEdges[band]!, melEdges[band + 1]!, melEdges[band + 2]!];
  return Array.from({ length: Math.floor(high) - melFirst[band]! + 1 }, (_, i) => {
    const bin = melFirst[band]! + i;
    return bin <= centre ? (bin - low) / (centre - low) : (high - bin) / (high - centre);
  });
});
const melWeights = Float64Array.from(melRows.flat());
const melAt = Int32Array.from({ length: MEL_BANDS + 1 }, (_, band) => melRows.slice(0, band).flat().length);

/** Fills melBank and returns the loudness: Stevens' law, about the 0.3rd power of intensity, averaged over bands. */
function measureMelBands(): number {
  let loudness = 0;
  for (let band = 0; band < MEL_BANDS; band++) {
    const end = melAt[band + 1]!;
    let energy = 0;
    for (let i = melAt[band]!, bin = melFirst[band]!; i < end; i++, bin++)
      energy += melWeights[i]! * power[bin]!;
    melBank[band]![0] = energy;
    loudness += energy > 0 ? Math.exp(0.3 * Math.log(energy)) : 0;
  }
  return loudness / MEL_BANDS;
}

function bandSum(lowHz: number, highHz: number): number {
  let sum = 0;
  for (let k = Math.round(lowHz / BIN_HZ); k < Math.round(highHz / BIN_HZ); k++) sum += power[k]!;
  return sum;
}

function bandPeak(lowHz: number, highHz: number): number {
  let peak = 0;
  for (let k = Math.round(lowHz / BIN_HZ); k < Math.round(highHz / BIN_HZ); k++) {
    peak = Math.max(peak, power[k]!);
  }
  return peak;
}

const ratioDb = (numerator: number, denominator: number) =>
  10 * Math.log10((numerator + 1) / (denominator + 1));

/** Regression slope of the log spectrum between 500 and 1500 Hz, dB per kHz. */
function slopeDbPerKhz(): number {
  const first = Math.round(500 / BIN_HZ);
  const last = Math.round(1500 / BIN_HZ);
  const middle = (first + last) / 2;
  let covariance = 0;
  let variance = 0;
  for (let k = first; k <= last; k++) {
    covariance += (k - middle) * 10 * Math.log10(power[k]! + 1);
    variance += (k - middle) ** 2;
  }
  return (covariance / variance) * (1000 / BIN_HZ);
}

/** Names of what `writeSpectral` writes, in order. */
export const SPECTRAL_NAMES = [
  'loudness',
  'centroidHz',
  'spreadHz',
  'flatness',
  'alphaRatioDb',
  'hammarbergDb',
  'slopeDbPerKhz',
  ...Array.from({ length: MFCC_COUNT }, (_, i) => `mfcc${i + 1}`),
  ...Array.from({ length: MEL_BANDS }, (_, i) => `logMel${i + 1}`),
] as const;

const MFCC_AT = 7;
const LOG_MEL_AT = MFCC_AT + MFCC_COUNT;

/** Keeps the last 32 ms of one channel and describes its spectrum. */
export class SpectralFrame {
  private readonly history = new Float32Array(FRAME);

  push(hop: Float32Array): void {
    this.history.copyWithin(0, HOP_SAMPLES);
    this.history.set(hop, FRAME - HOP_SAMPLES);
  }

  /**
   * Fills in the MFCC of a row that turned out to be voiced, from its log mel bands: the functionals use no others,
   * and they are the dearest descriptors of a frame.
   */
  writeVoicedMfcc(into: Float32Array, at: number): void {
    for (let band = 0; band < MEL_BANDS; band++) {
      melBank[band]![0] = 10 ** (into[at + LOG_MEL_AT + band]! / 10) - 1;
    }
    writeMfcc(melBank, into, at + MFCC_AT);
  }

  /** Describes the last 32 ms, but for the MFCC: writes the descriptors named by SPECTRAL_NAMES to `into` from `at` on. */
  write(into: Float32Array, at: number): void {
    const { frame } = plan;
    for (let n = 0; n < FRAME; n++) frame[n] = this.history[n]! * window[n]! * SCALE;
    plan.transform(power);
    for (let k = 0; k < power.length; k++) power[k]! /= FRAME;
    for (let bin = 0; bin < SHAPE_BINS; bin++) {
      const first = SHAPE_FIRST_BIN + bin * SHAPE_GROUP;
      let sum = 1;
      for (let k = first; k < first + SHAPE_GROUP; k++) sum += power[k]!;
      shapeAmplitudes[bin] = Math.sqrt(sum);
    }
    measureShape(shapeAmplitudes, SHAPE_FIRST_BIN * BIN_HZ, SHAPE_GROUP * BIN_HZ, shape);
    into[at] = measureMelBands();
    into[at + 1] = shape.centroidHz;
    into[at + 2] = shape.spreadHz;
    into[at + 3] = shape.flatness;
    into[at + 4] = ratioDb(bandSum(300, 1000), bandSum(1000, 3400));
    into[at + 5] = ratioDb(bandPeak(300, 2000), bandPeak(2000, 3400));
    into[at + 6] = slopeDbPerKhz();
    const mel = at + LOG_MEL_AT;
    for (let band = 0; band < MEL_BANDS; band++) into[mel + band] = 10 * Math.log10(melBank[band]![0]! + 1);
  }
}
