import { ANALYSIS_RATE_HZ } from '../../audio/audio-frame.js';
import { MEL_BANDS, SPECTRAL_WINDOW } from './frame-kernels.js';
import { hannWindow } from './hann-window.js';

export const BIN_HZ = ANALYSIS_RATE_HZ / SPECTRAL_WINDOW;
const SCALE = 32768;
const MEL_LOW_HZ = 200;
const MEL_HIGH_HZ = 3700;

/** The Hann window on the 16-bit scale. */
export const spectralWindow = hannWindow(SPECTRAL_WINDOW).map((weight) => weight * SCALE);

/** HTK mel scale. */
const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
const toHz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);

const melStep = (toMel(MEL_HIGH_HZ) - toMel(MEL_LOW_HZ)) / (MEL_BANDS + 1);
const melEdges = Array.from(
  { length: MEL_BANDS + 2 },
  (_, i) => toHz(toMel(MEL_LOW_HZ) + i * melStep) / BIN_HZ,
);

/** A triangular filter: its weights for the bins from `firstBin` on. */
export type MelFilter = { readonly firstBin: number; readonly weights: readonly number[] };

export const melFilters: readonly MelFilter[] = Array.from({ length: MEL_BANDS }, (_, band) => {
  const [low, centre, high] = [melEdges[band]!, melEdges[band + 1]!, melEdges[band + 2]!];
  const firstBin = Math.ceil(low);
  const weights = Array.from({ length: Math.floor(high) - firstBin + 1 }, (_, i) => {
    const bin = firstBin + i;
    return bin <= centre ? (bin - low) / (centre - low) : (high - bin) / (high - centre);
  });
  return { firstBin, weights };
});

/** The bin in which a frequency lies. */
export const binOf = (hz: number) => Math.round(hz / BIN_HZ);

/** The regression of the log spectrum on frequency runs from 500 to 1500 Hz. */
export const SLOPE_FIRST_BIN = binOf(500);
const slopeLastBin = binOf(1500);
const slopeMiddle = (SLOPE_FIRST_BIN + slopeLastBin) / 2;
const slopeBins = Array.from({ length: slopeLastBin - SLOPE_FIRST_BIN + 1 }, (_, i) => SLOPE_FIRST_BIN + i);
const slopeVariance = slopeBins.reduce((sum, bin) => sum + (bin - slopeMiddle) ** 2, 0);

/** Weights of each bin's level in dB; their sum is the slope in dB per kHz. */
export const slopeWeights: readonly number[] = slopeBins.map(
  (bin) => ((bin - slopeMiddle) / slopeVariance) * (1000 / BIN_HZ),
);
