import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';

/** Puts stretches of sound one after another; 8 kHz mono. */
export class TalkBuilder {
  readonly #parts: Float32Array[] = [];
  #length = 0;

  get seconds(): number {
    return this.#length / ANALYSIS_RATE_HZ;
  }

  add(samples: Float32Array, gainDb = 0): void {
    const gain = 10 ** (gainDb / 20);
    this.#parts.push(gainDb === 0 ? samples : samples.map((sample) => sample * gain));
    this.#length += samples.length;
  }

  pause(seconds: number): void {
    const silence = new Float32Array(Math.round(seconds * ANALYSIS_RATE_HZ));
    this.#parts.push(silence);
    this.#length += silence.length;
  }

  samples(): Float32Array {
    const all = new Float32Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
