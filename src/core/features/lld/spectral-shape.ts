import { createRequire } from 'node:module';
import { MEL_BANDS } from '../kernels/frame-kernels.js';

/**
 * The only file that touches Meyda 5.6.3 (its extractors are pure functions; its own FFT and its global settings are
 * not used). They are fed our own spectrum: mel-band energies for MFCC, 125 Hz bins for the shape.
 */
const require = createRequire(import.meta.url);
type SpectrumArgument = { ampSpectrum: Float32Array; sampleRate?: number; bufferSize?: number };
type MfccArgument = SpectrumArgument & { melFilterBank: number[][]; numberOfMFCCCoefficients: number };
const mfcc = require('meyda/dist/node/extractors/mfcc.js') as (argument: MfccArgument) => number[];
const spectralCentroid = require('meyda/dist/node/extractors/spectralCentroid.js') as Extractor;
const spectralSpread = require('meyda/dist/node/extractors/spectralSpread.js') as Extractor;
const spectralFlatness = require('meyda/dist/node/extractors/spectralFlatness.js') as Extractor;
type Extractor = (argument: SpectrumArgument) => number;

/** Cepstral coefficients 1–13; coefficient 0 (the level) is left out. */
export const MFCC_COUNT = 13;

/** A spectrum of one bin with power 1: the weights of its filter bank then are the band energies themselves. */
const unitSpectrum = Float32Array.of(1);
const bank: number[][] = Array.from({ length: MEL_BANDS }, () => [0]);

/**
 * Writes MFCC 1–13 of mel-band energies (16-bit scale) to `into` from `at` on: log of the energies plus 1, then DCT.
 * The energies are already summed in mel bands; handing them over as the bank's only weights spares the extractor
 * the summing, two thirds of its time.
 */
export function writeMfcc(energies: Float32Array, into: Float32Array, at: number): void {
  for (let band = 0; band < MEL_BANDS; band++) bank[band]![0] = energies[band]!;
  const coefficients = mfcc({
    ampSpectrum: unitSpectrum,
    melFilterBank: bank,
    bufferSize: 2,
    numberOfMFCCCoefficients: MFCC_COUNT + 1,
  });
  for (let i = 0; i < MFCC_COUNT; i++) into[at + i] = coefficients[i + 1]!;
}

/** Centroid and spread in Hz, flatness 0..1, of an amplitude spectrum whose bins are all above 0. */
export type SpectralShape = { centroidHz: number; spreadHz: number; flatness: number };

export function measureShape(
  amplitudes: Float32Array,
  firstHz: number,
  binHz: number,
  into: SpectralShape,
): void {
  const argument = { ampSpectrum: amplitudes };
  into.centroidHz = firstHz + spectralCentroid(argument) * binHz;
  into.spreadHz = spectralSpread(argument) * binHz;
  into.flatness = spectralFlatness(argument);
}
