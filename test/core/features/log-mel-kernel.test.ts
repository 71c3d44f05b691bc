import FFT from 'fft.js';
import { describe, expect, it } from 'vitest';
import { LOG_MEL_BANDS } from '../../../src/core/features/kernels/log-mel-bands.js';
import { logMelPicture } from '../../../src/core/features/kernels/log-mel-kernel.js';

/** 8 kHz speech-like sound: harmonics that glide, all below 3.4 kHz. */
const samples = Float32Array.from({ length: 8000 }, (_, n) => {
  const phase = (2 * Math.PI * (140 * n + 0.004 * n * n)) / 8000;
  let sum = 0;
  for (let harmonic = 1; harmonic <= 14; harmonic++) sum += Math.sin(harmonic * phase) / harmonic;
  return 0.1 * sum;
});

/** The same at 32 kHz, by a long sinc: the definition that the pre-trained weights came with, word by word. */
function pictureAt32kHz(frame: number): number[] {
  const at = (index: number) => {
    let sum = 0;
    const centre = Math.floor(index / 4);
    for (let k = centre - 200; k <= centre + 200; k++) {
      const t = index / 4 - k;
      const sinc = t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
      sum += (samples[k] ?? 0) * sinc * Math.cos((Math.PI * t) / 402) ** 2;
    }
    return sum;
  };
  const fft = new FFT(1024);
  const input = new Array<number>(1024).fill(0);
  for (let n = 0; n < 800; n++) {
    const index = frame * 320 - 400 + n;
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 799);
    input[112 + n] = hann * (at(index) - 0.97 * at(index - 1));
  }
  const out = fft.createComplexArray();
  fft.realTransform(out, input);
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  const step = mel(15_000) / 129;
  return Array.from({ length: LOG_MEL_BANDS }, (_, band) => {
    let energy = 0;
    for (let k = 0; k <= 512; k++) {
      const weight = Math.max(0, 1 - Math.abs(mel(k * 31.25) / step - (band + 1)));
      energy += weight * (out[2 * k]! ** 2 + out[2 * k + 1]! ** 2);
    }
    return (Math.log(energy + 1e-5) + 4.5) / 5;
  });
}

describe('logMelPicture', () => {
  it('is at 8 kHz what the definition gives at 32 kHz', () => {
    const picture = logMelPicture(samples);
    expect(picture.length).toBe(100 * LOG_MEL_BANDS);
    for (const frame of [20, 50, 80]) {
      const wanted = pictureAt32kHz(frame);
      const own = [...picture.subarray(frame * LOG_MEL_BANDS, (frame + 1) * LOG_MEL_BANDS)];
      // Telephone speech ends at band 73; above, leakage at the floor.
      for (let band = 0; band < 72; band++) expect(Math.abs(own[band]! - wanted[band]!)).toBeLessThan(0.02);
    }
  });

  it('is the floor in silence', () => {
    const floor = Math.fround((Math.log(1e-5) + 4.5) / 5);
    for (const value of logMelPicture(new Float32Array(800))) expect(value).toBe(floor);
  });
});
