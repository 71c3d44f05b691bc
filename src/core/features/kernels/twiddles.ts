const turn = (share: number): [re: number, im: number] => [
  Math.cos(2 * Math.PI * share),
  -Math.sin(2 * Math.PI * share),
];

/** Of a radix-4 pass over `length` numbers: exp(-2πi p k / length) as (re, im), k = 1, 2, 3 for each p < length / 4. */
export function radix4Twiddles(length: number): number[] {
  return Array.from({ length: length / 4 }, (_, p) =>
    [1, 2, 3].flatMap((k) => turn((p * k) / length)),
  ).flat();
}

/** exp(-2πi k / 64) as (re, im), k = 0 … 16. */
export function halvingTwiddles(): number[] {
  return Array.from({ length: 17 }, (_, k) => turn(k / 64)).flat();
}

/** exp(-2πi j k / 256) for k = 1 … 32: the real parts of j = 0 … 3, then the imaginary parts. */
export function laneTwiddles(): number[] {
  return Array.from({ length: 32 }, (_, i) => {
    const turns = [0, 1, 2, 3].map((j) => turn((j * (i + 1)) / 256));
    return [...turns.map(([re]) => re), ...turns.map(([, im]) => im)];
  }).flat();
}
