import {
  frame,
  logMel,
  mel,
  melBands,
  melWeights,
  power,
  shapeAmplitudes,
  slopeWeights,
  spectralHistory,
  spectralSummary,
  spectralWindow,
} from './layout';
import { exp2, log2 } from './logarithm';
import { powerSpectrum } from './real-transform';
import { lanes, largest, sum } from './sums';

const MEL_BYTES: usize = 20 * 4;
/** 10 log10(2). */
const DECIBELS: f32 = 3.010299956639812;

/** Amplitudes of groups of four bins from bin 8 on, each energy plus 1. */
function measureShape(): void {
  for (let group: usize = 0; group < 28; group += 4) {
    const from = power + (8 + 4 * group) * 4;
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    const ab = f32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
    const sums = f32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
    v128.store(shapeAmplitudes + 4 * group, f32x4.sqrt(f32x4.add(sums, f32x4.splat(1))));
  }
}

function sumMelBands(): void {
  let weights = melWeights;
  for (let band: usize = 0; band < 20; band++) {
    let bins = power + i32.load(melBands + band * 8) * 4;
    const end = bins + i32.load(melBands + band * 8, 4) * 16;
    let energy = f32x4.splat(0);
    for (; bins < end; bins += 16, weights += 16) {
      energy = f32x4.add(energy, f32x4.mul(v128.load(weights), v128.load(bins)));
    }
    f32.store(mel + band * 4, lanes(energy));
  }
}

/** Loudness after Stevens: the 0.3rd power of each band's energy, averaged; and the bands in dB. */
function describeMelBands(): void {
  let loudness = f32x4.splat(0);
  for (let at: usize = 0; at < MEL_BYTES; at += 16) {
    const energy = v128.load(mel + at);
    loudness = f32x4.add(loudness, exp2(f32x4.mul(f32x4.splat(0.3), log2(energy))));
    const decibels = f32x4.mul(f32x4.splat(DECIBELS), log2(f32x4.add(energy, f32x4.splat(1))));
    v128.store(logMel + at, decibels);
  }
  f32.store(spectralSummary, lanes(loudness) / 20);
}

/** Alpha ratio (300–1000 over 1000–3400 Hz), Hammarberg index (peak below 2000 over peak above), in dB. */
function compareBands(): void {
  const energies = f32x4(
    sum(power + 10 * 4, 22),
    sum(power + 32 * 4, 77),
    largest(power + 10 * 4, 54),
    largest(power + 64 * 4, 45),
  );
  const decibels = f32x4.mul(f32x4.splat(DECIBELS), log2(f32x4.add(energies, f32x4.splat(1))));
  f32.store(spectralSummary, f32x4.extract_lane(decibels, 0) - f32x4.extract_lane(decibels, 1), 4);
  f32.store(spectralSummary, f32x4.extract_lane(decibels, 2) - f32x4.extract_lane(decibels, 3), 8);
}

/** Regression slope of the log spectrum from bin 16 to 48, by the weights of that regression. */
function measureSlope(): void {
  let slope = f32x4.splat(0);
  for (let at: usize = 0; at < 36 * 4; at += 16) {
    const decibels = log2(f32x4.add(v128.load(power + 16 * 4 + at), f32x4.splat(1)));
    slope = f32x4.add(slope, f32x4.mul(decibels, v128.load(slopeWeights + at)));
  }
  f32.store(spectralSummary, lanes(slope), 12);
}

/** Describes 256 samples at 8 kHz; results lie where the layout says. */
export function describeSpectrum(): void {
  for (let at: usize = 0; at < 256 * 4; at += 16) {
    v128.store(frame + at, f32x4.mul(v128.load(spectralHistory + at), v128.load(spectralWindow + at)));
  }
  powerSpectrum(frame, power);
  measureShape();
  sumMelBands();
  describeMelBands();
  compareBands();
  measureSlope();
}

/** Turns log mel bands (dB of the energy plus 1) back into energies. */
export function restoreMelEnergies(): void {
  for (let at: usize = 0; at < MEL_BYTES; at += 16) {
    const energy = exp2(f32x4.mul(v128.load(mel + at), f32x4.splat(1 / DECIBELS)));
    v128.store(mel + at, f32x4.sub(energy, f32x4.splat(1)));
  }
}
