import {
  correlations,
  frame,
  lagGains,
  lags,
  paddedFrame,
  pitchBands,
  pitchHistory,
  pitchWindow,
  power,
} from './layout';
import { powerSpectrum, realParts } from './real-transform';
import { lanes, sum } from './sums';

const WINDOW: usize = 192 * 4;

/** Mean of the window's samples, in double precision: of a constant it is that constant. */
function mean(): f32 {
  let total = f64x2.splat(0);
  for (let at: usize = 0; at < WINDOW; at += 16) {
    const four = v128.load(pitchHistory + at);
    const low = f64x2.promote_low_f32x4(four);
    const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 0));
    total = f64x2.add(total, f64x2.add(low, high));
  }
  return ((f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1)) / 192) as f32;
}

/** Takes the mean off the window's samples and tapers them; gives their mean square. */
function taper(): f32 {
  const offset = f32x4.splat(mean());
  let energy = f32x4.splat(0);
  for (let at: usize = 0; at < WINDOW; at += 16) {
    const sample = f32x4.sub(v128.load(pitchHistory + at), offset);
    energy = f32x4.add(energy, f32x4.mul(sample, sample));
    v128.store(paddedFrame + at, f32x4.mul(sample, v128.load(pitchWindow + at)));
  }
  return lanes(energy) / 192;
}

/** Raises the power spectrum to 3/8, by square roots, and lays it out as an even frame. */
function compress(): void {
  for (let k: usize = 0; k < 128; k += 4) {
    const fourthRoot = f32x4.sqrt(f32x4.sqrt(v128.load(power + 4 * k)));
    const compressed = f32x4.mul(fourthRoot, f32x4.sqrt(fourthRoot));
    v128.store(frame + 4 * k, compressed);
    // Bins 1 … 127 again from the other end; what bin 0 writes behind the frame's end is never read.
    v128.store(frame + 4 * (253 - k), v128.shuffle<i32>(compressed, compressed, 3, 2, 1, 0));
  }
  const fourthRoot: f32 = sqrt(sqrt(f32.load(power, 128 * 4)));
  f32.store(frame, fourthRoot * sqrt(fourthRoot), 128 * 4);
}

/**
 * Normalised, window-corrected autocorrelation of the compressed spectrum of 192 samples at 4 kHz, lags 0 … 63, and
 * the energies that voicing is judged by. Gives the correlation at lag 0, which is not normalised: 0 for silence.
 */
export function analysePitch(): f32 {
  f32.store(pitchBands, taper());
  powerSpectrum(paddedFrame, power);
  f32.store(pitchBands, sum(power + 16 * 4, 22), 4);
  f32.store(pitchBands, sum(power + 38 * 4, 32), 8);
  f32.store(pitchBands, sum(power + 70 * 4, 59), 12);
  compress();
  realParts(frame, lags);
  const zeroLag = f32.load(lags);
  if (!(zeroLag > 0)) return 0;
  const gain = f32x4.splat(1 / zeroLag);
  for (let at: usize = 0; at < 64 * 4; at += 16) {
    v128.store(lags + at, f32x4.mul(v128.load(lags + at), f32x4.mul(gain, v128.load(lagGains + at))));
  }
  return zeroLag;
}

/** Correlations of the window with itself `lag` - 1, `lag` and `lag` + 1 samples later, -1 … 1. */
export function correlateAround(lag: usize): void {
  f32.store(correlations, correlationAt(lag - 1));
  f32.store(correlations, correlationAt(lag), 4);
  f32.store(correlations, correlationAt(lag + 1), 8);
}

function correlationAt(lag: usize): f32 {
  const shift = lag * 4;
  const end = WINDOW - shift;
  let at: usize = 0;
  let products = f32x4.splat(0);
  let earlies = f32x4.splat(0);
  let lates = f32x4.splat(0);
  for (; at + 16 <= end; at += 16) {
    const a = v128.load(pitchHistory + at);
    const b = v128.load(pitchHistory + at + shift);
    products = f32x4.add(products, f32x4.mul(a, b));
    earlies = f32x4.add(earlies, f32x4.mul(a, a));
    lates = f32x4.add(lates, f32x4.mul(b, b));
  }
  let product = lanes(products);
  let early = lanes(earlies);
  let late = lanes(lates);
  for (; at < end; at += 4) {
    const a = f32.load(pitchHistory + at);
    const b = f32.load(pitchHistory + at + shift);
    product += a * b;
    early += a * a;
    late += b * b;
  }
  return early > 0 && late > 0 ? product / sqrt(early * late) : 0;
}
