/** Taps on each side of the interpolator; enough that the image of a telephone band stays inaudible. */
const HALF_TAPS = 16;

/**
 * Raises the sample rate by a whole factor with a Hann-windowed sinc (Smith, "Digital Audio Resampling", CCRMA):
 * what a media server does when it offers a telephone line at 16 kHz.
 */
export function upsample(samples: Float32Array, factor: number): Float32Array {
  if (factor === 1) return samples;
  const output = new Float32Array(samples.length * factor);
  for (let phase = 0; phase < factor; phase++) {
    const taps = Float32Array.from({ length: 2 * HALF_TAPS }, (_, k) => {
      const distance = k - HALF_TAPS + 1 - phase / factor;
      if (distance === 0) return 1;
      const angle = Math.PI * distance;
      return (Math.sin(angle) / angle) * Math.cos((Math.PI * distance) / (2 * HALF_TAPS)) ** 2;
    });
    for (let i = 0; i < samples.length; i++) {
      let sum = 0;
      for (let k = 0; k < taps.length; k++) sum += (taps[k] ?? 0) * (samples[i + k - HALF_TAPS + 1] ?? 0);
      output[i * factor + phase] = sum;
    }
  }
  return output;
}
