import { FULL_SCALE, type G711Law, MULAW_BIAS } from './g711.js';

const MULAW_CLIP = 32635;

function segmentOf(value: number): number {
  return Math.max(0, 31 - Math.clz32(value) - 7);
}

function linear16ToMulaw(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), MULAW_CLIP) + MULAW_BIAS;
  const segment = segmentOf(magnitude);
  const code = (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f);
  return ~(sample < 0 ? code | 0x80 : code) & 0xff;
}

function linear16ToAlaw(sample: number): number {
  const magnitude = sample < 0 ? -sample - 1 : sample;
  const segment = segmentOf(magnitude);
  const mantissa = (magnitude >> (segment === 0 ? 4 : segment + 3)) & 0x0f;
  return ((segment << 4) | mantissa | (sample < 0 ? 0 : 0x80)) ^ 0x55;
}

/** Compands samples in [-1, 1]; values outside are clipped, NaN becomes silence. */
export function encodeG711(law: G711Law, samples: Float32Array): Uint8Array {
  const encode = law === 'mulaw' ? linear16ToMulaw : linear16ToAlaw;
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const scaled = Math.round((samples[i]! || 0) * FULL_SCALE);
    bytes[i] = encode(Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, scaled)));
  }
  return bytes;
}
