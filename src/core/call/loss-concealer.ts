import { HOP_SAMPLES } from '../audio/audio-frame.js';

/** The last of what was heard, in which the period of the voice is looked for: 48 ms. */
const HISTORY = 384;
/** Periods that are tried, samples: 67 to 200 Hz, higher voices by a multiple of theirs. */
const SHORTEST = 40;
const LONGEST = 120;
/** The stretch that must resemble itself one period earlier: 20 ms. */
const COMPARED = 160;
/** A longer loss is not concealed: what was said cannot be guessed. */
const LONGEST_LOSS_HOPS = 4;
/** From the second hop on it grows fainter by this share of the beginning. */
const FADE_PER_HOP = 0.2;

/**
 * Bridges a lost packet by going on with the last period of the voice, as a telephone does for the ear (the idea of ITU-T
 * G.711 Appendix I). To the features a hole of 20 ms in a vowel is a click, not a pause; a model that never met one hears
 * less emotion in it.
 */
export class LossConcealer {
  readonly #history = new Float32Array(HISTORY);
  readonly #bridge = new Float32Array(HOP_SAMPLES);
  #heard = 0;
  #lostHops = 0;
  #period = 0;

  /** One hop that came. */
  hear(hop: Float32Array): void {
    this.#history.copyWithin(0, HOP_SAMPLES);
    this.#history.set(hop, HISTORY - HOP_SAMPLES);
    this.#heard += HOP_SAMPLES;
    this.#lostHops = 0;
  }

  /** What stands for the next hop, which never came, valid until the next call; null where nothing can. */
  bridge(): Float32Array | null {
    if (this.#heard < HISTORY || this.#lostHops >= LONGEST_LOSS_HOPS) return null;
    if (this.#lostHops === 0) this.#period = this.#findPeriod();
    const from = this.#lostHops * HOP_SAMPLES;
    for (let n = 0; n < HOP_SAMPLES; n++) {
      const beyond = Math.max(0, (from + n) / HOP_SAMPLES - 1);
      const sample = this.#history[HISTORY - this.#period + ((from + n) % this.#period)]!;
      this.#bridge[n] = sample * (1 - FADE_PER_HOP * beyond);
    }
    this.#lostHops += 1;
    return this.#bridge;
  }

  /** The lag at which the last 20 ms resemble what lay before them most, by normalised cross-correlation. */
  #findPeriod(): number {
    let best = LONGEST;
    let bestLikeness = Number.NEGATIVE_INFINITY;
    for (let lag = SHORTEST; lag <= LONGEST; lag++) {
      let product = 0;
      let energy = 1e-9;
      for (let n = HISTORY - COMPARED; n < HISTORY; n++) {
        const earlier = this.#history[n - lag]!;
        product += this.#history[n]! * earlier;
        energy += earlier * earlier;
      }
      const likeness = product / Math.sqrt(energy);
      if (likeness > bestLikeness) {
        bestLikeness = likeness;
        best = lag;
      }
    }
    return best;
  }
}
