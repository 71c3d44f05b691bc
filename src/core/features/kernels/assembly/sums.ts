/** Sum of a vector's lanes. */
export function lanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 2) +
    (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3))
  );
}

/** Sum of `count` floats. */
export function sum(at: usize, count: usize): f32 {
  let total = f32x4.splat(0);
  const whole = at + (count & ~3) * 4;
  const end = at + count * 4;
  for (; at < whole; at += 16) total = f32x4.add(total, v128.load(at));
  let rest: f32 = 0;
  for (; at < end; at += 4) rest += f32.load(at);
  return lanes(total) + rest;
}

/** Largest of `count` floats that are not negative; `count` is a multiple of four or one more. */
export function largest(at: usize, count: usize): f32 {
  let most = f32x4.splat(0);
  const whole = at + (count & ~3) * 4;
  const end = at + count * 4;
  for (; at < whole; at += 16) most = f32x4.max(most, v128.load(at));
  let rest: f32 = 0;
  for (; at < end; at += 4) rest = max(rest, f32.load(at));
  return max(
    rest,
    max(
      max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
      max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
    ),
  );
}
