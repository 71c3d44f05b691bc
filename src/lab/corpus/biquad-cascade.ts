/** One second-order section: b0 b1 b2, a1 a2 (a0 = 1). */
export type BiquadSection = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/** Filters in place through a cascade of sections, transposed direct form II, from rest. */
export function filterInPlace(samples: Float32Array, sections: readonly BiquadSection[]): void {
  const work = Float64Array.from(samples);
  for (const [b0, b1, b2, a1, a2] of sections) {
    let z1 = 0;
    let z2 = 0;
    for (let i = 0; i < work.length; i++) {
      const x = work[i]!;
      const y = b0 * x + z1;
      z1 = b1 * x - a1 * y + z2;
      z2 = b2 * x - a2 * y;
      work[i] = y;
    }
  }
  samples.set(work);
}

/** One-pole-pair Butterworth low- or high-pass by the bilinear transform; `edgeHz` is the −3 dB point. */
export function butterworth2(
  kind: 'lowpass' | 'highpass',
  edgeHz: number,
  sampleRateHz: number,
): BiquadSection {
  const k = Math.tan((Math.PI * edgeHz) / sampleRateHz);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const gain = kind === 'lowpass' ? k * k * norm : norm;
  const middle = kind === 'lowpass' ? 2 * gain : -2 * gain;
  return [gain, middle, gain, 2 * (k * k - 1) * norm, (1 - Math.SQRT2 * k + k * k) * norm];
}
