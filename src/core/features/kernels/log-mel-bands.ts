import { ANALYSIS_RATE_HZ } from '../../audio/audio-frame.js';

/** Bands that lie in what 8 kHz speech holds, of the 128 below 15 kHz that the second network was pre-trained on. */
export const LOG_MEL_BANDS = 80;
const ALL_BANDS = 128;
const HIGHEST_HZ = 15_000;
/** The network was pre-trained at this rate; speech at 8 kHz has nothing above a quarter of its band. */
const NETWORK_RATE_HZ = 32_000;
/** Samples of the network beside each of ours. */
export const OVERSAMPLING = NETWORK_RATE_HZ / ANALYSIS_RATE_HZ;
/** 25 ms. */
export const MEL_WINDOW = 200;
export const FFT_SIZE = 256;
const BIN_HZ = ANALYSIS_RATE_HZ / FFT_SIZE;

const toMel = (hz: number) => 1127 * Math.log(1 + hz / 700);

/** Triangles in mel over the power of a spectrum of four times the samples: of each band the first bin, and its weights. */
const bands = Array.from({ length: LOG_MEL_BANDS }, (_, band) => {
  const step = toMel(HIGHEST_HZ) / (ALL_BANDS + 1);
  const weightOf = (k: number) => Math.max(0, 1 - Math.abs(toMel(k * BIN_HZ) / step - (band + 1)));
  const bins = Array.from({ length: FFT_SIZE / 2 + 1 }, (_, k) => k).filter((k) => weightOf(k) > 0);
  return { firstBin: bins[0] ?? 0, weights: bins.map((k) => OVERSAMPLING ** 2 * weightOf(k)) };
});

/** The same in flat arrays, because this is the inmost loop. */
export const BAND_WEIGHTS = Float64Array.from(bands.flatMap(({ weights }) => weights));
export const FIRST_BIN = Int32Array.from(bands, ({ firstBin }) => firstBin);
/** Where the weights of each band begin, and where the last one's end. */
export const FIRST_WEIGHT = Int32Array.from({ length: LOG_MEL_BANDS + 1 }, (_, band) =>
  bands.slice(0, band).reduce((sum, { weights }) => sum + weights.length, 0),
);
