import { type ByteOrder, decodePcm16 } from '../core/audio/pcm16.js';
import { bytesPerSample, type RawCodec } from './raw-codec.js';
import { WholeFrames } from './whole-frames.js';

/** So much of a message is looked at, bytes: 40 ms of wideband audio. */
const EXAMINED_BYTES = 1_280;
/** Read from the right byte on, speech is smoother by at least this factor; a hiss is not, and then nothing is said. */
const CLEARLY_SMOOTHER = 2;
/** Below this mean square a message is silent. */
const SILENT_POWER = 1e-6;

/**
 * Whether a message of 16-bit samples begins in the middle of one, because half of it came with the message before, or
 * with a whole one, because the other half was lost: read from the wrong byte on, speech and silence are noise. Null =
 * cannot be told.
 */
function beginsInsideSample(message: Uint8Array, byteOrder: ByteOrder, channels: number): boolean | null {
  const inside = roughness(decodePcm16(message.subarray(1, EXAMINED_BYTES + 1), byteOrder), channels);
  const whole = roughness(decodePcm16(message.subarray(0, EXAMINED_BYTES), byteOrder), channels);
  if (inside === null || whole === null) return inside === whole ? null : inside === null;
  if (inside * CLEARLY_SMOOTHER < whole) return true;
  return whole * CLEARLY_SMOOTHER < inside ? false : null;
}

/** Cuts one line's bytes into frames of one sample for each channel. */
export function wholeFramesOf(codec: RawCodec, byteOrder: ByteOrder, channels: number): WholeFrames {
  const inside = (message: Uint8Array) => beginsInsideSample(message, byteOrder, channels);
  return new WholeFrames(channels * bytesPerSample(codec), codec === 'l16' ? inside : null);
}

/** Energy of the differences between neighbouring samples of a channel against twice the energy; null = silence. */
function roughness(samples: Float32Array, channels: number): number | null {
  let differences = 0;
  let energy = 0;
  for (let i = channels; i < samples.length; i++) {
    differences += (samples[i]! - samples[i - channels]!) ** 2;
    energy += samples[i]! ** 2;
  }
  return energy < SILENT_POWER * samples.length ? null : differences / (2 * energy);
}
