/**
 * Binary logarithm and power of four floats at once, as exact as a float holds: the exponent's bits give the whole
 * part, a polynomial the rest (Chebyshev fits, errors below 1e-8).
 */

/** Bits of √½: mantissas are taken from there to √2, where the polynomial's error is least. */
const ROOT_HALF: i32 = 0x3f3504f3;

const LOG2_E: f32 = Math.LOG2E as f32;

/** log2 of positive numbers; 0 gives about -127. */
export function log2(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(ROOT_HALF));
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(ROOT_HALF));
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  let p = f32x4.splat(-0.110201593);
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.186312094));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.191024981));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.204575293));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.239619044));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.288568896));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.360696629));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.480898213));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.721347352));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(LOG2_E));
  return f32x4.add(f32x4.mul(p, f), f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23)));
}

/** 2 to the power of x, x between -126 and 127. */
export function exp2(x: v128): v128 {
  const whole = f32x4.nearest(x);
  const f = f32x4.sub(x, whole);
  let p = f32x4.splat(0.00015469732);
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.00134004322));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.0096180256));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.0555032721));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.240226512));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.693147207));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1));
  return f32x4.mul(p, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23));
}
