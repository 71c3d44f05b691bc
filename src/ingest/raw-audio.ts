import type { AudioChunk, AudioGap, GapReason, Role } from '../core/audio/audio-frame.js';
import { splitChannels } from '../core/audio/channel-split.js';
import { decodeG711 } from '../core/audio/g711.js';
import { type ByteOrder, decodePcm16 } from '../core/audio/pcm16.js';

/** How samples lie in a platform's audio messages. `l16` is 16-bit linear PCM. */
export const RAW_CODECS = ['pcmu', 'pcma', 'l16'] as const;
export type RawCodec = (typeof RAW_CODECS)[number];

/** Headerless audio of one stream: interleaved sample frames, one sample for each role in order. */
export type RawAudioFormat = {
  readonly codec: RawCodec;
  readonly sampleRateHz: number;
  readonly roles: readonly Role[];
  /** Of `l16`; default little-endian. */
  readonly byteOrder?: ByteOrder;
};

/** Decodes headerless samples to [-1, 1). A trailing part of a sample is left out. */
export function decodeRaw(codec: RawCodec, bytes: Uint8Array, byteOrder: ByteOrder = 'little'): Float32Array {
  switch (codec) {
    case 'pcmu':
      return decodeG711('mulaw', bytes);
    case 'pcma':
      return decodeG711('alaw', bytes);
    case 'l16':
      return decodePcm16(bytes, byteOrder);
  }
}

/** Reads headerless interleaved audio and knows the position on the stream's timeline by counting samples. */
export class RawAudioReader {
  readonly #format: RawAudioFormat;
  readonly #frameBytes: number;
  #baseMs = 0;
  #frames = 0;

  constructor(format: RawAudioFormat) {
    this.#format = format;
    this.#frameBytes = format.roles.length * (format.codec === 'l16' ? 2 : 1);
  }

  /** Position of the next sample, milliseconds. */
  get positionMs(): number {
    return this.#baseMs + (this.#frames * 1000) / this.#format.sampleRateHz;
  }

  /** Whether the message ends inside a sample frame: the next message starts with a whole one again. */
  isTorn(bytes: Uint8Array): boolean {
    return bytes.length % this.#frameBytes !== 0;
  }

  /** One chunk for each role; none for a message without a whole sample frame. What is torn off is left out. */
  read(bytes: Uint8Array): AudioChunk[] {
    const frames = Math.floor(bytes.length / this.#frameBytes);
    if (frames === 0) return [];
    const { codec, roles, sampleRateHz, byteOrder } = this.#format;
    const whole = bytes.subarray(0, frames * this.#frameBytes);
    const channels = splitChannels(decodeRaw(codec, whole, byteOrder), roles.length);
    const streamTimeMs = this.positionMs;
    this.#frames += frames;
    return roles.map((role, channel) => ({ role, streamTimeMs, sampleRateHz, samples: channels[channel]! }));
  }

  /** Moves the position on without audio: one gap for each role. */
  skip(durationMs: number, reason: GapReason): AudioGap[] {
    const streamTimeMs = this.positionMs;
    this.#baseMs += durationMs;
    return this.#format.roles.map((role) => ({ role, streamTimeMs, durationMs, reason }));
  }
}
