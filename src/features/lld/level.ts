const SILENCE_DB = -100;

/** RMS level in dBFS (a full-scale square wave is 0 dB); digital silence is -100. */
export function levelDbOf(samples: Float32Array): number {
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += samples[i]! * samples[i]!;
  return energy > 0 ? Math.max(SILENCE_DB, 10 * Math.log10(energy / samples.length)) : SILENCE_DB;
}
