import { channelLength, type InterleavedChannel, WHOLE } from './interleaved-channel.js';

/**
 * G.711 companding (ITU-T G.711, 11/1988): one byte a sample, µ-law in tables 2a/2b, A-law in tables 1a/1b.
 * Decoded values are linear in [-1, 1): the 14-bit µ-law and 13-bit A-law scales of the recommendation, both
 * left-justified to 16 bits and divided by 32768.
 */
export type G711Law = 'mulaw' | 'alaw';

export const FULL_SCALE = 32768;
export const MULAW_BIAS = 132;
function mulawToLinear16(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + MULAW_BIAS) << ((code & 0x70) >> 4);
  return (code & 0x80) === 0 ? magnitude - MULAW_BIAS : MULAW_BIAS - magnitude;
}

/** Even bits are inverted on the line (clause 3.1 of the recommendation), hence the 0x55. */
function alawToLinear16(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code & 0x70) >> 4;
  const step = ((code & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return (code & 0x80) === 0 ? -magnitude : magnitude;
}

function decodeTable(toLinear16: (byte: number) => number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => toLinear16(byte) / FULL_SCALE);
}

const DECODED: Readonly<Record<G711Law, Float32Array>> = {
  mulaw: decodeTable(mulawToLinear16),
  alaw: decodeTable(alawToLinear16),
};

/** Decodes companded bytes to [-1, 1): all of them, or those of one channel among interleaved ones. */
export function decodeG711(
  law: G711Law,
  bytes: Uint8Array,
  { first, step }: InterleavedChannel = WHOLE,
): Float32Array {
  const table = DECODED[law];
  const samples = new Float32Array(channelLength(bytes.length, { first, step }));
  for (let i = 0, at = first; i < samples.length; i++, at += step) samples[i] = table[bytes[at]!]!;
  return samples;
}
