import { createRequire } from 'node:module';

/**
 * The only file that touches Meyda 5.6.3 (its extractors are pure functions; its own FFT and its global settings are
 * not used). They are fed our own spectrum, already on the mel scale for MFCC (hence the identity filter bank) and in
 * 125 Hz bins for the shape.
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

const identityBanks = new Map<number, number[][]>();

function identityBank(size: number): number[][] {
  const known = identityBanks.get(size);
  if (known) return known;
  const bank = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  );
  identityBanks.set(size, bank);
  return bank;
}

/** Writes MFCC 1–13 of mel-band amplitudes (square roots of band energies on the 16-bit scale) to `into` from `at` on. */
export function writeMfcc(melAmplitudes: Float32Array, into: Float32Array, at: number): void {
  const coefficients = mfcc({
    ampSpectrum: melAmplitudes,
    melFilterBank: identityBank(melAmplitudes.length),
    bufferSize: melAmplitudes.length * 2,
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
