import { createRequire } from 'node:module';
import { MEL_BANDS } from '../kernels/frame-kernels.js';

/**
 * The only file that touches Meyda 5.6.3 (its extractors are pure functions; its own FFT and its global settings are
 * not used): the shape of our own spectrum in 125 Hz bins. Its MFCC is an array for every band; ours gives the same bits.
 */
const require = createRequire(import.meta.url);
type SpectrumArgument = { ampSpectrum: Float32Array; sampleRate?: number; bufferSize?: number };
const spectralCentroid = require('meyda/dist/node/extractors/spectralCentroid.js') as Extractor;
const spectralSpread = require('meyda/dist/node/extractors/spectralSpread.js') as Extractor;
const spectralFlatness = require('meyda/dist/node/extractors/spectralFlatness.js') as Extractor;
type Extractor = (argument: SpectrumArgument) => number;

/** Cepstral coefficients 1–13; coefficient 0 (the level) is left out. */
export const MFCC_COUNT = 13;

/** cos(π (band + ½) k / bands) of coefficient k, row by row from k = 1. */
const cosines = Float64Array.from({ length: MFCC_COUNT * MEL_BANDS }, (_, i) =>
  Math.cos((Math.PI / MEL_BANDS) * ((i % MEL_BANDS) + 0.5) * (Math.floor(i / MEL_BANDS) + 1)),
);
const logEnergies = new Float32Array(MEL_BANDS);

/** Writes MFCC 1–13 of mel-band energies (16-bit scale) to `into` from `at` on: log of the energies plus 1, then DCT-II × 2. */
export function writeMfcc(energies: Float32Array, into: Float32Array, at: number): void {
  for (let band = 0; band < MEL_BANDS; band++) logEnergies[band] = Math.log(energies[band]! + 1);
  for (let k = 0; k < MFCC_COUNT; k++) {
    let sum = 0;
    for (let band = 0; band < MEL_BANDS; band++) sum += logEnergies[band]! * cosines[k * MEL_BANDS + band]!;
    into[at + k] = 2 * sum;
  }
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
