const SILENCE_DB = -100;

/** Level in dBFS of a mean square (a full-scale square wave is 0 dB); digital silence is -100. */
export function meanSquareDb(meanSquare: number): number {
  return meanSquare > 0 ? Math.max(SILENCE_DB, 10 * Math.log10(meanSquare)) : SILENCE_DB;
}

/** RMS level of samples in dBFS. */
export function levelDbOf(samples: Float32Array): number {
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += samples[i]! * samples[i]!;
  return meanSquareDb(energy / samples.length);
}
