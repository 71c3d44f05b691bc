import { encodeG711 } from '../../core/audio/encode-g711.js';
import { decodeG711 } from '../../core/audio/g711.js';
import { type BiquadSection, filterInPlace } from './biquad-cascade.js';

const TARGET_DBFS = -23;
const ACTIVE_DBFS = -40;

/** `scipy.signal.butter(4, [300, 3400], 'bandpass', fs=8000, output='sos')`, SciPy 1.10. */
const BAND_300_3400: readonly BiquadSection[] = [
  [0.387830954266438, 0.775661908532876, 0.387830954266438, 1.2274704860994587, 0.3945025089655337],
  [1, -2, 1, -1.5838685332927298, 0.6336862439335343],
  [1, 2, 1, 1.525035025425601, 0.714621362617014],
  [1, -2, 1, -1.7905664366124545, 0.842236164762605],
];

/**
 * Gain that brings a speaker to −23 dBFS RMS over samples above −40 dBFS. One gain for all that a person says:
 * a telephone line does not turn down the shouting.
 */
export function lineGain(clips: readonly Float32Array[]): number {
  const floor = 10 ** (ACTIVE_DBFS / 20);
  let active = 0;
  let count = 0;
  let all = 0;
  let total = 0;
  for (const samples of clips) {
    total += samples.length;
    for (const sample of samples) {
      const energy = sample * sample;
      all += energy;
      if (Math.abs(sample) > floor) {
        active += energy;
        count += 1;
      }
    }
  }
  const rms = count > 0 ? Math.sqrt(active / count) : Math.sqrt(all / Math.max(total, 1));
  return rms > 0 ? 10 ** (TARGET_DBFS / 20) / rms : 1;
}

/** What one clip sounds like at the far end of a telephone line: gain, 300–3400 Hz, G.711 µ-law and back. 8 kHz. */
export function codeForTelephone(samples: Float32Array, gain: number): Float32Array {
  const coded = samples.map((sample) => sample * gain);
  filterInPlace(coded, BAND_300_3400);
  return decodeG711('mulaw', encodeG711('mulaw', coded));
}
