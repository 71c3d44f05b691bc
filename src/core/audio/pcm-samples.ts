import { decodePcm16 } from './pcm16.js';

/** How linear samples lie in a file. 8-bit integers are unsigned in WAV (128 = 0) and signed in AIFF. */
export type SampleLayout = {
  readonly kind: 'integer' | 'unsigned' | 'float';
  readonly bits: number;
  readonly order: 'little' | 'big';
};

/**
 * Linear PCM of 8, 16, 24 or 32 bits, or IEEE floating point of 32 or 64, to [-1, 1]. What is not a finite number becomes
 * silence. Null for any other layout.
 */
export function decodeSamples({ kind, bits, order }: SampleLayout, bytes: Uint8Array): Float32Array | null {
  if (kind === 'integer' && bits === 16) return decodePcm16(bytes, order);
  const read = readerOf(kind, bits, order === 'little');
  if (read === null) return null;
  const width = bits >> 3;
  const samples = new Float32Array(Math.floor(bytes.length / width));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < samples.length; i++) {
    const sample = read(view, i * width);
    samples[i] = Number.isFinite(sample) ? sample : 0;
  }
  return samples;
}

type SampleReader = (view: DataView, at: number) => number;

function readerOf(kind: SampleLayout['kind'], bits: number, little: boolean): SampleReader | null {
  if (kind === 'float' && bits === 32) return (view, at) => view.getFloat32(at, little);
  if (kind === 'float' && bits === 64) return (view, at) => view.getFloat64(at, little);
  if (kind === 'unsigned' && bits === 8) return (view, at) => (view.getUint8(at) - 128) / 128;
  if (kind !== 'integer') return null;
  if (bits === 8) return (view, at) => view.getInt8(at) / 128;
  if (bits === 32) return (view, at) => view.getInt32(at, little) / 2 ** 31;
  if (bits !== 24) return null;
  return little
    ? (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 2 ** 23
    : (view, at) => ((view.getInt8(at) << 16) | view.getUint16(at + 1, false)) / 2 ** 23;
}
