import { channelLength, type InterleavedChannel, WHOLE } from './interleaved-channel.js';

const FULL_SCALE = 32768;

export type ByteOrder = 'little' | 'big';

/**
 * Decodes 16-bit linear PCM to [-1, 1). Little-endian is what browsers, WAV and most platforms send; RTP's L16
 * (RFC 3551, 4.5.11) is big-endian. A trailing odd byte is ignored: the caller decides whether that is an error.
 * Of interleaved samples, those of one channel can be asked for.
 */
export function decodePcm16(
  bytes: Uint8Array,
  order: ByteOrder = 'little',
  { first, step }: InterleavedChannel = WHOLE,
): Float32Array {
  const samples = new Float32Array(channelLength(bytes.length >> 1, { first, step }));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = order === 'little';
  for (let i = 0, at = first; i < samples.length; i++, at += step) {
    samples[i] = view.getInt16(at * 2, littleEndian) / FULL_SCALE;
  }
  return samples;
}

/** Encodes samples in [-1, 1] as 16-bit linear PCM; values outside are clipped, NaN becomes silence. */
export function encodePcm16(samples: Float32Array, order: ByteOrder = 'little'): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    const scaled = Math.round((samples[i]! || 0) * FULL_SCALE);
    view.setInt16(i * 2, Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, scaled)), order === 'little');
  }
  return bytes;
}
