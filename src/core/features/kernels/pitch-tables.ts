import { LAGS, PITCH_WINDOW } from './frame-kernels.js';
import { hannWindow } from './hann-window.js';

export const PITCH_FFT_SIZE = 256;
/** First bins of the three bands of `pitchBands`; the last one ends at the highest bin. */
export const PITCH_BAND_BINS = { low: 16, middle: 38, high: 70 } as const;

export const pitchWindow = hannWindow(PITCH_WINDOW);

/** Autocorrelation of the window itself, normalised. */
export const windowCorrelation = Float64Array.from({ length: LAGS }, (_, lag) => {
  let sum = 0;
  let energy = 0;
  for (let n = 0; n < PITCH_WINDOW; n++) {
    energy += pitchWindow[n]! ** 2;
    if (n + lag < PITCH_WINDOW) sum += pitchWindow[n]! * pitchWindow[n + lag]!;
  }
  return sum / energy;
});
