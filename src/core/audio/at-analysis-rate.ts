import { ANALYSIS_RATE_HZ } from './audio-frame.js';
import { Resampler } from './resampler.js';

/**
 * A whole mono recording at the analysis rate: `ceil(length × 8000 / sourceRateHz)` samples. At 8 kHz it is handed back
 * as it is. Takes any rate from 4 to 768 kHz. Throws `audio.sample-rate-unknown`.
 */
export function atAnalysisRate(samples: Float32Array, sourceRateHz: number): Float32Array {
  if (sourceRateHz === ANALYSIS_RATE_HZ) return samples;
  const resampler = new Resampler(sourceRateHz, 'any');
  const head = resampler.push(samples);
  const tail = resampler.flush();
  const whole = new Float32Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
