import type { AudioChunk, AudioGap, GapReason, Role } from '../core/audio/audio-frame.js';
import type { ByteOrder } from '../core/audio/pcm16.js';
import { bytesPerSample, decodeRaw, type RawCodec } from './raw-codec.js';
import { wholeFramesOf } from './sample-edge.js';
import type { WholeFrames } from './whole-frames.js';

/** Headerless audio of one stream: interleaved sample frames, one sample for each role in order. */
export type RawAudioFormat = {
  readonly codec: RawCodec;
  readonly sampleRateHz: number;
  readonly roles: readonly Role[];
  /** Of `l16`; default little-endian. */
  readonly byteOrder?: ByteOrder;
};

/** Reads headerless interleaved audio and knows the position on the stream's timeline by counting samples. */
export class RawAudioReader {
  readonly #format: RawAudioFormat;
  readonly #frames: WholeFrames;
  #baseMs = 0;
  #count = 0;

  constructor(format: RawAudioFormat) {
    this.#format = format;
    this.#frames = wholeFramesOf(format.codec, format.byteOrder ?? 'little', format.roles.length);
  }

  /** Position of the next sample, milliseconds. */
  get positionMs(): number {
    return this.#baseMs + (this.#count * 1000) / this.#format.sampleRateHz;
  }

  /** Whether the message ends inside a sample frame, for protocols that say that messages are whole. */
  isTorn(bytes: Uint8Array): boolean {
    return bytes.length % frameBytesOf(this.#format) !== 0;
  }

  /** One chunk for each role; none while there is no whole sample frame. What is left over of a message waits for the next. */
  read(bytes: Uint8Array): AudioChunk[] {
    const { codec, roles, sampleRateHz, byteOrder } = this.#format;
    const whole = this.#frames.take(bytes);
    if (whole.length === 0) return [];
    const streamTimeMs = this.positionMs;
    this.#count += whole.length / frameBytesOf(this.#format);
    return roles.map((role, first) => {
      const samples = decodeRaw(codec, whole, byteOrder, { first, step: roles.length });
      return { role, streamTimeMs, sampleRateHz, samples };
    });
  }

  /** Moves the position on without audio: one gap for each role. */
  skip(durationMs: number, reason: GapReason): AudioGap[] {
    const streamTimeMs = this.positionMs;
    this.#baseMs += durationMs;
    return this.#format.roles.map((role) => ({ role, streamTimeMs, durationMs, reason }));
  }
}

function frameBytesOf({ codec, roles }: Pick<RawAudioFormat, 'codec' | 'roles'>): number {
  return roles.length * bytesPerSample(codec);
}
