/** Round axis marks from 0 to at least `most`: 3 to 6 of them, in steps of 1, 2 or 5. */
export function axisMarks(most: number): readonly number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** A straight scale from [0, most] to pixels. */
export function linear(most: number, fromPx: number, toPx: number): (value: number) => number {
  return (value) => fromPx + (value / most) * (toPx - fromPx);
}
