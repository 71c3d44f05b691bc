import { type ByteOrder, decodePcm16 } from '../core/audio/pcm16.js';
import { bytesPerSample, type RawCodec } from './raw-codec.js';
import { type EdgeListener, WholeFrames } from './whole-frames.js';

/** Bytes of a message that are examined: 40 ms of wideband audio. */
const EXAMINED_BYTES = 1_280;
/** Read from the right byte on, speech is smoother by at least this factor; a hiss is not, and then nothing is said. */
const CLEARLY_SMOOTHER = 2;
/** Below this mean square a message is silent. */
const SILENT_POWER = 1e-6;
/** So many samples with sound must agree before anything is said: 10 ms of the narrowest line, and a quarter of a second. */
const TOLD_BY = 80;
const SHIFTED_BY = 2_000;

/** Cuts one line's bytes into frames of one sample for each channel. */
export function wholeFramesOf(codec: RawCodec, byteOrder: ByteOrder, channels: number): WholeFrames {
  const listener = codec === 'l16' ? new SoundOfEdges(byteOrder, channels) : null;
  return new WholeFrames(channels * bytesPerSample(codec), listener);
}

class SoundOfEdges implements EdgeListener {
  readonly #byteOrder: ByteOrder;
  readonly #channels: number;
  #message: Readings;
  #line: Readings;

  constructor(byteOrder: ByteOrder, channels: number) {
    this.#byteOrder = byteOrder;
    this.#channels = channels;
    this.#message = new Readings();
    this.#line = new Readings();
  }

  beginsInside(message: Uint8Array): boolean | null {
    this.#add(this.#message, message);
    return this.#message.isShifted(TOLD_BY);
  }

  isShifted(bytes: Uint8Array): boolean {
    this.#add(this.#line, bytes);
    const heard = this.#line.isShifted(SHIFTED_BY);
    if (heard !== null) this.#line = new Readings();
    return heard ?? false;
  }

  forget(): void {
    this.#message = new Readings();
  }

  #add(readings: Readings, bytes: Uint8Array): void {
    const read = (from: number) => decodePcm16(bytes.subarray(from, from + EXAMINED_BYTES), this.#byteOrder);
    readings.add(read(0), read(1), this.#channels);
  }
}

/** The same bytes read from their first and from their second on. */
class Readings {
  readonly #first = new Roughness();
  readonly #second = new Roughness();
  #samples = 0;

  add(first: Float32Array, second: Float32Array, channels: number): void {
    const isHeard = [this.#first.add(first, channels), this.#second.add(second, channels)];
    if (isHeard.includes(true)) this.#samples += first.length;
  }

  /** Null = not yet known. */
  isShifted(samples: number): boolean | null {
    if (this.#samples < samples) return null;
    if (this.#second.isClearerThan(this.#first)) return true;
    return this.#first.isClearerThan(this.#second) ? false : null;
  }
}

/** Energy of the differences between neighbouring samples of a channel against twice the energy. */
class Roughness {
  #differences = 0;
  #energy = 0;

  /** Smoother, and not louder: what is read from the wrong byte on is near full scale, and a hiss is rough as well. */
  isClearerThan(other: Roughness): boolean {
    const isSmoother =
      CLEARLY_SMOOTHER * this.#differences * other.#energy <= other.#differences * this.#energy;
    return isSmoother && this.#energy < other.#energy;
  }

  /** Whether there is sound in it; silence is left out. */
  add(samples: Float32Array, channels: number): boolean {
    let differences = 0;
    let energy = 0;
    for (let i = channels; i < samples.length; i++) {
      differences += (samples[i]! - samples[i - channels]!) ** 2;
      energy += samples[i]! ** 2;
    }
    if (energy < SILENT_POWER * samples.length) return false;
    this.#differences += differences;
    this.#energy += energy;
    return true;
  }
}
