import { ANALYSIS_RATE_HZ, HOP_SAMPLES } from '../../audio/audio-frame.js';
import { PowerSpectrum } from './power-spectrum.js';

/** Bands that lie in what 8 kHz speech holds, of the 128 below 15 kHz that the second network was pre-trained on. */
export const LOG_MEL_BANDS = 80;
const ALL_BANDS = 128;
const HIGHEST_HZ = 15_000;
/** The network was pre-trained at this rate; speech at 8 kHz has nothing above a quarter of its band. */
const NETWORK_RATE_HZ = 32_000;
const OVERSAMPLING = NETWORK_RATE_HZ / ANALYSIS_RATE_HZ;
/** 25 ms. */
const WINDOW = 200;
const FFT_SIZE = 256;
const BIN_HZ = ANALYSIS_RATE_HZ / FFT_SIZE;
const PRE_EMPHASIS = 0.97;
const FLOOR = 1e-5;

const toMel = (hz: number) => 1127 * Math.log(1 + hz / 700);

/** The symmetric Hann window of 800 samples at 32 kHz, at every fourth sample. */
const window = Float64Array.from(
  { length: WINDOW },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * OVERSAMPLING * n) / (OVERSAMPLING * WINDOW - 1)),
);

/**
 * Pre-emphasis as it would be at 32 kHz, where the sample before lies a quarter of ours back: one minus 0.97 times a
 * fractional delay, a sinc under a Hann window. Tap k weighs the sample k - REACH back.
 */
const REACH = 8;
const emphasis = Float64Array.from({ length: 2 * REACH }, (_, i) => {
  const t = i - REACH - 1 / OVERSAMPLING;
  const delayed = (Math.sin(Math.PI * t) / (Math.PI * t)) * Math.cos((Math.PI * t) / (2 * REACH + 1)) ** 2;
  return (i === REACH ? 1 : 0) - PRE_EMPHASIS * delayed;
});

/** Triangles in mel over the power of a spectrum of four times the samples: of each band the first bin, and its weights. */
const bands = Array.from({ length: LOG_MEL_BANDS }, (_, band) => {
  const step = toMel(HIGHEST_HZ) / (ALL_BANDS + 1);
  const weightOf = (k: number) => Math.max(0, 1 - Math.abs(toMel(k * BIN_HZ) / step - (band + 1)));
  const bins = Array.from({ length: FFT_SIZE / 2 + 1 }, (_, k) => k).filter((k) => weightOf(k) > 0);
  return { firstBin: bins[0] ?? 0, weights: bins.map((k) => OVERSAMPLING ** 2 * weightOf(k)) };
});
/** The same in flat arrays, because this is the inmost loop. */
const WEIGHTS = Float64Array.from(bands.flatMap(({ weights }) => weights));
const FIRST_BIN = Int32Array.from(bands, ({ firstBin }) => firstBin);
const FIRST_WEIGHT = Int32Array.from({ length: LOG_MEL_BANDS + 1 }, (_, band) =>
  bands.slice(0, band).reduce((sum, { weights }) => sum + weights.length, 0),
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
    for (let n = 0; n < WINDOW; n++) frame[n] = window[n]! * emphasised[first + n]!;
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
    for (let i = FIRST_WEIGHT[band]!, k = bin; i < end; i++, k++) energy += WEIGHTS[i]! * power[k]!;
    picture[at + band] = (Math.log(energy) + 4.5) / 5;
  }
}

/** With half a window of silence before and after, so that every frame lies inside. */
function emphasise(samples: Float32Array): Float64Array {
  const padded = new Float64Array(samples.length + 2 * REACH);
  padded.set(samples, REACH);
  const out = new Float64Array(samples.length + WINDOW);
  for (let n = 0; n < samples.length; n++) {
    let sum = 0;
    for (let k = 0; k < 2 * REACH; k++) sum += emphasis[k]! * padded[n + 2 * REACH - k]!;
    out[n + WINDOW / 2] = Math.fround(sum);
  }
  return out;
}
