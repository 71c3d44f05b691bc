import { MEL_WINDOW, OVERSAMPLING } from './log-mel-bands.js';

const PRE_EMPHASIS = 0.97;
/**
 * Pre-emphasis as it would be at 32 kHz, where the sample before lies a quarter of ours back: one minus 0.97 times a
 * fractional delay, a sinc under a Hann window. Tap k weighs the sample k - REACH back.
 */
const REACH = 8;
const emphasis = Float64Array.from({ length: 2 * REACH }, (_, i) => {
  const t = i - REACH - 1 / OVERSAMPLING;
  const delayed = (Math.sin(Math.PI * t) / (Math.PI * t)) * Math.cos((Math.PI * t) / (2 * REACH + 1)) ** 2;
  return (i === REACH ? 1 : 0) - PRE_EMPHASIS * delayed;
});

/** With half a window of silence before and after, so that every frame lies inside. */
export function emphasise(samples: Float32Array): Float64Array {
  const padded = new Float64Array(samples.length + 2 * REACH);
  padded.set(samples, REACH);
  const out = new Float64Array(samples.length + MEL_WINDOW);
  for (let n = 0; n < samples.length; n++) {
    let sum = 0;
    for (let k = 0; k < 2 * REACH; k++) sum += emphasis[k]! * padded[n + 2 * REACH - k]!;
    out[n + MEL_WINDOW / 2] = Math.fround(sum);
  }
  return out;
}
