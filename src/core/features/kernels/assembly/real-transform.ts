/**
 * Discrete Fourier transform of 256 real samples. Decimation in time by four: lane j of a vector holds the samples
 * 4n + j, so the four inner transforms of 64 real samples run side by side without moving anything between lanes;
 * one last radix-4 step joins them. The inner transform is the usual one of 32 complex numbers (Stockham, radices
 * 4, 4, 2) with the real-input split (Press et al., Numerical Recipes, section 12.3).
 */
import { eighthTwiddles, halvingTwiddles, laneA, laneB, laneTwiddles, quarterTwiddles } from './layout';

/** Bytes of a complex quadruple. */
const PAIR: usize = 32;
const IM: usize = 16;
/** Bytes of 32 complex quadruples. */
const ALL: usize = 1024;

function times(re: v128, im: v128, wRe: v128, wIm: v128): v128 {
  return f32x4.sub(f32x4.mul(re, wRe), f32x4.mul(im, wIm));
}

function timesIm(re: v128, im: v128, wRe: v128, wIm: v128): v128 {
  return f32x4.add(f32x4.mul(re, wIm), f32x4.mul(im, wRe));
}

/** One radix-4 butterfly of complex quadruples `apart` bytes from each other; results lie `spread` bytes apart. */
function butterfly(from: usize, apart: usize, to: usize, spread: usize, twiddle: usize): void {
  const aRe = v128.load(from);
  const aIm = v128.load(from, IM);
  const bRe = v128.load(from + apart);
  const bIm = v128.load(from + apart, IM);
  const cRe = v128.load(from + 2 * apart);
  const cIm = v128.load(from + 2 * apart, IM);
  const dRe = v128.load(from + 3 * apart);
  const dIm = v128.load(from + 3 * apart, IM);
  const sumRe = f32x4.add(aRe, cRe);
  const sumIm = f32x4.add(aIm, cIm);
  const differenceRe = f32x4.sub(aRe, cRe);
  const differenceIm = f32x4.sub(aIm, cIm);
  const otherRe = f32x4.add(bRe, dRe);
  const otherIm = f32x4.add(bIm, dIm);
  // i (b - d)
  const turnedRe = f32x4.sub(dIm, bIm);
  const turnedIm = f32x4.sub(bRe, dRe);
  v128.store(to, f32x4.add(sumRe, otherRe));
  v128.store(to, f32x4.add(sumIm, otherIm), IM);
  const firstRe = f32x4.sub(differenceRe, turnedRe);
  const firstIm = f32x4.sub(differenceIm, turnedIm);
  const secondRe = f32x4.sub(sumRe, otherRe);
  const secondIm = f32x4.sub(sumIm, otherIm);
  const thirdRe = f32x4.add(differenceRe, turnedRe);
  const thirdIm = f32x4.add(differenceIm, turnedIm);
  const w1Re = v128.load32_splat(twiddle);
  const w1Im = v128.load32_splat(twiddle, 4);
  v128.store(to + spread, times(firstRe, firstIm, w1Re, w1Im));
  v128.store(to + spread, timesIm(firstRe, firstIm, w1Re, w1Im), IM);
  const w2Re = v128.load32_splat(twiddle, 8);
  const w2Im = v128.load32_splat(twiddle, 12);
  v128.store(to + 2 * spread, times(secondRe, secondIm, w2Re, w2Im));
  v128.store(to + 2 * spread, timesIm(secondRe, secondIm, w2Re, w2Im), IM);
  const w3Re = v128.load32_splat(twiddle, 16);
  const w3Im = v128.load32_splat(twiddle, 20);
  v128.store(to + 3 * spread, times(thirdRe, thirdIm, w3Re, w3Im));
  v128.store(to + 3 * spread, timesIm(thirdRe, thirdIm, w3Re, w3Im), IM);
}

/** Even samples of a lane are real parts, odd ones imaginary: as the frame lies in memory. Leaves 32 in laneA. */
function transformPairs(frame: usize): void {
  for (let p: usize = 0; p < 8; p++) {
    butterfly(frame + p * PAIR, 8 * PAIR, laneA + 4 * p * PAIR, PAIR, quarterTwiddles + p * 24);
  }
  for (let p: usize = 0; p < 2; p++) {
    for (let q: usize = 0; q < 4; q++) {
      butterfly(
        laneA + (q + 4 * p) * PAIR,
        8 * PAIR,
        laneB + (q + 16 * p) * PAIR,
        4 * PAIR,
        eighthTwiddles + p * 24,
      );
    }
  }
  for (let at: usize = 0; at < 16 * PAIR; at += IM) {
    const a = v128.load(laneB + at);
    const b = v128.load(laneB + at, 512);
    v128.store(laneA + at, f32x4.add(a, b));
    v128.store(laneA + at, f32x4.sub(a, b), 512);
  }
}

/** Twice the transform of each lane's 64 real samples, bins 0 … 32, in laneB. */
function splitReal(): void {
  const zeroRe = v128.load(laneA);
  const zeroIm = v128.load(laneA, IM);
  const zero = f32x4.splat(0);
  const two = f32x4.splat(2);
  v128.store(laneB, f32x4.mul(two, f32x4.add(zeroRe, zeroIm)));
  v128.store(laneB, zero, IM);
  v128.store(laneB + ALL, f32x4.mul(two, f32x4.sub(zeroRe, zeroIm)));
  v128.store(laneB + ALL, zero, IM);
  for (let k: usize = 1; k <= 16; k++) {
    const low = k * PAIR;
    const high = ALL - low;
    const lowRe = v128.load(laneA + low);
    const lowIm = v128.load(laneA + low, IM);
    const highRe = v128.load(laneA + high);
    const highIm = v128.load(laneA + high, IM);
    const evenRe = f32x4.add(lowRe, highRe);
    const evenIm = f32x4.sub(lowIm, highIm);
    const oddRe = f32x4.add(lowIm, highIm);
    const oddIm = f32x4.sub(highRe, lowRe);
    const wRe = v128.load32_splat(halvingTwiddles + k * 8);
    const wIm = v128.load32_splat(halvingTwiddles + k * 8, 4);
    const turnedRe = times(oddRe, oddIm, wRe, wIm);
    const turnedIm = timesIm(oddRe, oddIm, wRe, wIm);
    v128.store(laneB + low, f32x4.add(evenRe, turnedRe));
    v128.store(laneB + low, f32x4.add(evenIm, turnedIm), IM);
    v128.store(laneB + high, f32x4.sub(evenRe, turnedRe));
    v128.store(laneB + high, f32x4.sub(turnedIm, evenIm), IM);
  }
}

/** Gives the lanes' transforms, turned by their places in time, four bins at a time: bins become lanes. */
function turnLanes(): void {
  for (let k: usize = 0; k < 32; k += 4) {
    const from = laneB + (k + 1) * PAIR;
    const to = laneA + k * PAIR;
    const twiddle = laneTwiddles + k * PAIR;
    for (let part: usize = 0; part < 2; part++) {
      const s = part * IM;
      // Real parts first, then imaginary ones.
      const a = turned(from, twiddle, part);
      const b = turned(from + PAIR, twiddle + PAIR, part);
      const c = turned(from + 2 * PAIR, twiddle + 2 * PAIR, part);
      const d = turned(from + 3 * PAIR, twiddle + 3 * PAIR, part);
      const ab01 = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const ab23 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cd01 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const cd23 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      v128.store(to + s, v128.shuffle<i32>(ab01, cd01, 0, 1, 4, 5));
      v128.store(to + s, v128.shuffle<i32>(ab01, cd01, 2, 3, 6, 7), 32);
      v128.store(to + s, v128.shuffle<i32>(ab23, cd23, 0, 1, 4, 5), 64);
      v128.store(to + s, v128.shuffle<i32>(ab23, cd23, 2, 3, 6, 7), 96);
    }
  }
}

function turned(from: usize, twiddle: usize, part: usize): v128 {
  const re = v128.load(from);
  const im = v128.load(from, IM);
  const wRe = v128.load(twiddle);
  const wIm = v128.load(twiddle, IM);
  return part === 0 ? times(re, im, wRe, wIm) : timesIm(re, im, wRe, wIm);
}

function reversed(v: v128): v128 {
  return v128.shuffle<i32>(v, v, 3, 2, 1, 0);
}

function squared(re: v128, im: v128): v128 {
  return f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im));
}

function transformLanes(frame: usize): void {
  transformPairs(frame);
  splitReal();
  turnLanes();
}

/** |2 X[k]|² of the frame's 256 samples, k = 0 … 128. */
export function powerSpectrum(frame: usize, power: usize): void {
  transformLanes(frame);
  const first = v128.load(laneB);
  const x0 = f32x4.extract_lane(first, 0);
  const x1 = f32x4.extract_lane(first, 1);
  const x2 = f32x4.extract_lane(first, 2);
  const x3 = f32x4.extract_lane(first, 3);
  const sum = x0 + x1 + x2 + x3;
  const alternating = x0 - x1 + x2 - x3;
  f32.store(power, sum * sum);
  f32.store(power + 64 * 4, (x0 - x2) * (x0 - x2) + (x3 - x1) * (x3 - x1));
  f32.store(power + 128 * 4, alternating * alternating);
  for (let k: usize = 1; k <= 29; k += 4) {
    const at = laneA + (k - 1) * PAIR;
    const aRe = v128.load(at);
    const aIm = v128.load(at, 16);
    const bRe = v128.load(at, 32);
    const bIm = v128.load(at, 48);
    const cRe = v128.load(at, 64);
    const cIm = v128.load(at, 80);
    const dRe = v128.load(at, 96);
    const dIm = v128.load(at, 112);
    const evenRe = f32x4.add(aRe, cRe);
    const evenIm = f32x4.add(aIm, cIm);
    const oddRe = f32x4.add(bRe, dRe);
    const oddIm = f32x4.add(bIm, dIm);
    v128.store(power + 4 * k, squared(f32x4.add(evenRe, oddRe), f32x4.add(evenIm, oddIm)));
    const mirrored = squared(f32x4.sub(evenRe, oddRe), f32x4.sub(evenIm, oddIm));
    v128.store(power + 4 * (125 - k), reversed(mirrored));
    const differenceRe = f32x4.sub(aRe, cRe);
    const differenceIm = f32x4.sub(aIm, cIm);
    // -i (b - d)
    const turnedRe = f32x4.sub(bIm, dIm);
    const turnedIm = f32x4.sub(dRe, bRe);
    v128.store(
      power + 4 * (64 + k),
      squared(f32x4.add(differenceRe, turnedRe), f32x4.add(differenceIm, turnedIm)),
    );
    const folded = squared(f32x4.sub(differenceRe, turnedRe), f32x4.sub(differenceIm, turnedIm));
    v128.store(power + 4 * (61 - k), reversed(folded));
  }
}

/** Real parts of 2 X[k], k = 0 … 63: of an even frame, which a power spectrum is, the autocorrelation. */
export function realParts(frame: usize, into: usize): void {
  transformLanes(frame);
  const first = v128.load(laneB);
  f32.store(
    into,
    f32x4.extract_lane(first, 0) +
      f32x4.extract_lane(first, 1) +
      f32x4.extract_lane(first, 2) +
      f32x4.extract_lane(first, 3),
  );
  for (let k: usize = 1; k <= 29; k += 4) {
    const at = laneA + (k - 1) * PAIR;
    const aRe = v128.load(at);
    const bRe = v128.load(at, 32);
    const cRe = v128.load(at, 64);
    const dRe = v128.load(at, 96);
    v128.store(into + 4 * k, f32x4.add(f32x4.add(aRe, cRe), f32x4.add(bRe, dRe)));
    const bIm = v128.load(at, 48);
    const dIm = v128.load(at, 112);
    const folded = f32x4.add(f32x4.sub(aRe, cRe), f32x4.sub(dIm, bIm));
    v128.store(into + 4 * (61 - k), reversed(folded));
  }
}
