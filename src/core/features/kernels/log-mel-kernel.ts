import { HOP_SAMPLES } from '../../audio/audio-frame.js';
import {
  BAND_WEIGHTS,
  FFT_SIZE,
  FIRST_BIN,
  FIRST_WEIGHT,
  LOG_MEL_BANDS,
  MEL_WINDOW,
  OVERSAMPLING,
} from './log-mel-bands.js';
import { PowerSpectrum } from './power-spectrum.js';
import { emphasise } from './pre-emphasis.js';

const FLOOR = 1e-5;

/** The symmetric Hann window of 800 samples at 32 kHz, at every fourth sample. */
const window = Float64Array.from(
  { length: MEL_WINDOW },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * OVERSAMPLING * n) / (OVERSAMPLING * MEL_WINDOW - 1)),
);

const spectrum = new PowerSpectrum(FFT_SIZE);
const power = new Float64Array(FFT_SIZE / 2 + 1);

/**
 * The log-mel picture that the second network hears: one row of `LOG_MEL_BANDS` for every 10 ms, centred on the hop's
 * first sample. It is the picture of the same speech brought to 32 kHz by band-limited interpolation, computed at 8 kHz:
 * pre-emphasis 0.97, a 25 ms Hann window, power, triangles in mel, (ln(power + 1e-5) + 4.5) / 5.
 * `samples`: 8 kHz in [-1, 1]; silence is assumed around them. Returns [floor(samples / 80) × LOG_MEL_BANDS].
 */
export function logMelPicture(samples: Float32Array): Float32Array {
  const frames = Math.floor(samples.length / HOP_SAMPLES);
  const picture = new Float32Array(frames * LOG_MEL_BANDS);
  const emphasised = emphasise(samples);
  const { frame } = spectrum;
  frame.fill(0);
  for (let t = 0; t < frames; t++) {
    const first = t * HOP_SAMPLES;
    for (let n = 0; n < MEL_WINDOW; n++) frame[n] = window[n]! * emphasised[first + n]!;
    spectrum.transform(power);
    writeBands(picture, t * LOG_MEL_BANDS);
  }
  return picture;
}

function writeBands(picture: Float32Array, at: number): void {
  for (let band = 0; band < LOG_MEL_BANDS; band++) {
    const bin = FIRST_BIN[band]!;
    const end = FIRST_WEIGHT[band + 1]!;
    let energy = FLOOR;
    for (let i = FIRST_WEIGHT[band]!, k = bin; i < end; i++, k++) energy += BAND_WEIGHTS[i]! * power[k]!;
    picture[at + band] = (Math.log(energy) + 4.5) / 5;
  }
}
