import { splitChannels } from '../../core/audio/channel-split.js';
import { decodePcm16 } from '../../core/audio/pcm16.js';
import { Resampler } from '../../core/audio/resampler.js';
import { EvenkeelError } from '../../errors.js';
import type { FileAudio } from './file-audio.js';

const ANALYSIS_RATE_HZ = 8000;
const MAX_CHANNELS = 8;
/** A day and a half of two channels; a call is never longer. */
const MAX_SAMPLES = 2 ** 30;
const AU_HEADER_BYTES = 24;

/** Takes a Sun/NeXT audio stream of 16-bit samples apart and resamples each channel as it comes. */
export class AuStream {
  #rest: Uint8Array = new Uint8Array(0);
  #resamplers: Resampler[] | null = null;
  readonly #parts: Float32Array[][] = [];
  #count = 0;

  push(bytes: Uint8Array): void {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const at = this.#resamplers === null ? this.#readHeader(all) : 0;
    if (at === null) {
      this.#rest = all;
      return;
    }
    const resamplers = this.#resamplers!;
    const whole = all.length - ((all.length - at) % (resamplers.length * 2));
    this.#rest = all.slice(whole);
    const channels = splitChannels(decodePcm16(all.subarray(at, whole), 'big'), resamplers.length);
    for (const [channel, samples] of channels.entries())
      this.#keep(channel, resamplers[channel]!.push(samples));
  }

  end(): FileAudio | null {
    if (this.#resamplers === null) return null;
    for (const [channel, resampler] of this.#resamplers.entries()) this.#keep(channel, resampler.flush());
    return { sampleRateHz: ANALYSIS_RATE_HZ, channels: this.#parts.map(joined) };
  }

  #keep(channel: number, samples: Float32Array): void {
    this.#count += samples.length;
    if (this.#count > MAX_SAMPLES) throw new EvenkeelError('audio.file-unreadable', 'It is too long.');
    this.#parts[channel]!.push(samples);
  }

  /** Returns where the samples begin, or null while the header is not complete. */
  #readHeader(bytes: Uint8Array): number | null {
    if (bytes.length < AU_HEADER_BYTES) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const begin = view.getUint32(4, false);
    if (bytes.length < begin) return null;
    const channels = view.getUint32(20, false);
    if (channels < 1 || channels > MAX_CHANNELS)
      throw new EvenkeelError('audio.file-unreadable', `${channels} channels.`);
    this.#resamplers = Array.from(
      { length: channels },
      () => new Resampler(view.getUint32(16, false), 'any'),
    );
    this.#parts.push(...this.#resamplers.map(() => []));
    return begin;
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
