import { decimated, decimatorLine, decimatorTaps, even, hop, odd } from './layout';
import { lanes } from './sums';

/** Bounds the hop's 80 samples to ±1 and writes 0 for what is not a finite number; gives the sum of their squares. */
export function cleanHop(): f32 {
  let energy = f32x4.splat(0);
  const finite = f32x4.splat(f32.MAX_VALUE);
  const one = f32x4.splat(1);
  const minusOne = f32x4.splat(-1);
  for (let at = hop; at < hop + 80 * 4; at += 16) {
    const raw = v128.load(at);
    const kept = v128.and(raw, f32x4.le(f32x4.abs(raw), finite));
    const clean = f32x4.max(minusOne, f32x4.min(one, kept));
    v128.store(at, clean);
    energy = f32x4.add(energy, f32x4.mul(clean, clean));
  }
  return lanes(energy);
}

/** Halves the rate: 40 samples from the 80 newest of the line and the 30 before them, by a symmetric half-band filter. */
export function decimate(): void {
  for (let at: usize = 0; at < 14; at++) {
    const a = v128.load(decimatorLine + at * 32);
    const b = v128.load(decimatorLine + at * 32, 16);
    v128.store(even + at * 16, v128.shuffle<i32>(a, b, 0, 2, 4, 6));
    v128.store(odd + at * 16, v128.shuffle<i32>(a, b, 1, 3, 5, 7));
  }
  const half = f32x4.splat(0.5);
  const t1 = v128.load32_splat(decimatorTaps);
  const t3 = v128.load32_splat(decimatorTaps, 4);
  const t5 = v128.load32_splat(decimatorTaps, 8);
  const t7 = v128.load32_splat(decimatorTaps, 12);
  const t9 = v128.load32_splat(decimatorTaps, 16);
  const t11 = v128.load32_splat(decimatorTaps, 20);
  const t13 = v128.load32_splat(decimatorTaps, 24);
  const t15 = v128.load32_splat(decimatorTaps, 28);
  for (let n: usize = 0; n < 40 * 4; n += 16) {
    const e = even + n;
    let sum = f32x4.mul(half, v128.load(odd + n, 28));
    sum = f32x4.add(sum, f32x4.mul(t1, f32x4.add(v128.load(e, 28), v128.load(e, 32))));
    sum = f32x4.add(sum, f32x4.mul(t3, f32x4.add(v128.load(e, 24), v128.load(e, 36))));
    sum = f32x4.add(sum, f32x4.mul(t5, f32x4.add(v128.load(e, 20), v128.load(e, 40))));
    sum = f32x4.add(sum, f32x4.mul(t7, f32x4.add(v128.load(e, 16), v128.load(e, 44))));
    sum = f32x4.add(sum, f32x4.mul(t9, f32x4.add(v128.load(e, 12), v128.load(e, 48))));
    sum = f32x4.add(sum, f32x4.mul(t11, f32x4.add(v128.load(e, 8), v128.load(e, 52))));
    sum = f32x4.add(sum, f32x4.mul(t13, f32x4.add(v128.load(e, 4), v128.load(e, 56))));
    sum = f32x4.add(sum, f32x4.mul(t15, f32x4.add(v128.load(e), v128.load(e, 60))));
    v128.store(decimated + n, sum);
  }
}
