import { encodeG711 } from '../core/audio/encode-g711.js';
import { decodeG711 } from '../core/audio/g711.js';
import { decodePcm16, encodePcm16 } from '../core/audio/pcm16.js';

/** Whether sound comes through, and whether the line is loud enough to work with. */
export type LineSound = 'none' | 'faint' | 'good';

/** What a channel's audio looks like it suffers from. */
export type ChannelSuspicion = 'none' | 'other-law' | 'byte-order' | 'not-speech';

/** How one channel of a stream sounds so far: quality of the line, not a measure of the speaker. */
export type ChannelReport = {
  readonly heardMs: number;
  readonly sound: LineSound;
  readonly suspicion: ChannelSuspicion;
};

const FRAME_MS = 20;
/** Mean square of a frame above which it is active: -50 dB below full scale. */
const ACTIVE_POWER = 1e-5;
/** Mean square of the active frames below which a line is too faint to work with: -40 dB below full scale. */
const FAINT_POWER = 1e-4;
/** One active frame of three is tried in other codings, until so many were. */
const TRY_EVERY = 3;
const TRIED_ENOUGH = 500;
/** After that the line is known, and one frame of four tells how loud it is. */
const LOOK_EVERY = 4;
/** Of a chunk of half a minute no more are tried than of one second. */
const TRIED_A_CHUNK = 17;
const TRIED_TOO_FEW = 50;
/** No voice was rougher than 0.5. */
const TOO_ROUGH = 0.65;

/** The same samples as they would have been, had the bytes been read otherwise. Companding tables are inverted exactly. */
const OTHERWISE = {
  alaw: (samples: Float32Array) => decodeG711('alaw', encodeG711('mulaw', samples)),
  mulaw: (samples: Float32Array) => decodeG711('mulaw', encodeG711('alaw', samples)),
  swapped: (samples: Float32Array) => decodePcm16(encodePcm16(samples), 'big'),
} as const;

/** Energy of the sample-to-sample differences against twice the energy: near 0 for a hum, 1 for white noise. */
class Roughness {
  #differences = 0;
  #energy = 0;
  #logs = 0;
  #frames = 0;

  add(frame: Float32Array): void {
    let [mean, energy, differences] = [0, 0, 0];
    for (let i = 0; i < frame.length; i++) mean += frame[i]!;
    mean /= frame.length;
    for (let i = 0; i < frame.length; i++) {
      energy += (frame[i]! - mean) ** 2;
      if (i > 0) differences += (frame[i]! - frame[i - 1]!) ** 2;
    }
    this.#differences += differences;
    this.#energy += energy;
    if (differences === 0) return;
    this.#logs += Math.log(differences / (2 * energy));
    this.#frames += 1;
  }

  get value(): number {
    return this.#energy === 0 ? 1 : this.#differences / (2 * this.#energy);
  }

  /** Of a frame on average, soft ones counting as much as loud ones. */
  get ofFrame(): number {
    return this.#frames === 0 ? 1 : Math.exp(this.#logs / this.#frames);
  }
}

/**
 * Listens to one channel for what an installer gets wrong. Speech is smooth from sample to sample; read with the wrong
 * companding law or byte order it becomes rough, and reading it the other way makes it smooth again. The laws are
 * compared frame by frame: by energy, one outburst outweighs a whole call, and clipped speech is smoother by either law.
 */
export class ChannelCheck {
  readonly #read = new Roughness();
  readonly #otherwise = { alaw: new Roughness(), mulaw: new Roughness(), swapped: new Roughness() };
  #heardMs = 0;
  #activeFrames = 0;
  #activePower = 0;
  #tried = 0;
  #triedOfChunk = 0;
  #passed = 0;
  /** What the last chunk left over of a frame, and how much of it is filled. */
  #rest = new Float32Array(0);
  #restFill = 0;

  add(samples: Float32Array, sampleRateHz: number): void {
    this.#heardMs += (samples.length * 1000) / sampleRateHz;
    this.#triedOfChunk = 0;
    const length = Math.round((sampleRateHz * FRAME_MS) / 1000);
    if (this.#rest.length !== length) {
      this.#rest = new Float32Array(length);
      this.#restFill = 0;
    }
    let at = 0;
    if (this.#restFill > 0) {
      at = Math.min(samples.length, length - this.#restFill);
      this.#keep(samples.subarray(0, at));
      if (this.#restFill < length) return;
      this.#frame(this.#rest);
      this.#restFill = 0;
    }
    for (; at + length <= samples.length; at += length) this.#frame(samples.subarray(at, at + length));
    this.#keep(samples.subarray(at));
  }

  #keep(samples: Float32Array): void {
    this.#rest.set(samples, this.#restFill);
    this.#restFill += samples.length;
  }

  get report(): ChannelReport {
    return {
      heardMs: Math.round(this.#heardMs),
      sound: this.#sound(),
      suspicion: this.#suspicion(),
    };
  }

  #sound(): LineSound {
    if (this.#activeFrames === 0) return 'none';
    return this.#activePower / this.#activeFrames < FAINT_POWER ? 'faint' : 'good';
  }

  #frame(frame: Float32Array): void {
    if (this.#tried >= TRIED_ENOUGH && this.#passed++ % LOOK_EVERY !== 0) return;
    let power = 0;
    for (let i = 0; i < frame.length; i++) power += frame[i]! * frame[i]!;
    power /= frame.length;
    if (power < ACTIVE_POWER) return;
    this.#activePower += power;
    this.#activeFrames += 1;
    if (this.#tried >= TRIED_ENOUGH || this.#triedOfChunk >= TRIED_A_CHUNK) return;
    if (this.#activeFrames % TRY_EVERY !== 0) return;
    this.#tried += 1;
    this.#triedOfChunk += 1;
    this.#read.add(frame);
    this.#otherwise.alaw.add(OTHERWISE.alaw(frame));
    this.#otherwise.mulaw.add(OTHERWISE.mulaw(frame));
    this.#otherwise.swapped.add(OTHERWISE.swapped(frame));
  }

  #suspicion(): ChannelSuspicion {
    if (this.#tried < TRIED_TOO_FEW) return 'none';
    const read = this.#read.value;
    const { alaw, mulaw, swapped } = this.#otherwise;
    if (swapped.value < 0.7 * read) return 'byte-order';
    const other = alaw.ofFrame < mulaw.ofFrame ? alaw : mulaw;
    if (other.ofFrame < this.#read.ofFrame && other.value < TOO_ROUGH) return 'other-law';
    return read > TOO_ROUGH ? 'not-speech' : 'none';
  }
}
