import { decodeG711 } from '../core/audio/g711.js';
import { type InterleavedChannel, WHOLE } from '../core/audio/interleaved-channel.js';
import { type ByteOrder, decodePcm16 } from '../core/audio/pcm16.js';

/** How samples lie in a platform's audio messages. `l16` is 16-bit linear PCM. */
export const RAW_CODECS = ['pcmu', 'pcma', 'l16'] as const;
export type RawCodec = (typeof RAW_CODECS)[number];

export function bytesPerSample(codec: RawCodec): number {
  return codec === 'l16' ? 2 : 1;
}

/** Decodes headerless samples to [-1, 1): all, or one channel of them. A trailing part of a sample is left out. */
export function decodeRaw(
  codec: RawCodec,
  bytes: Uint8Array,
  byteOrder: ByteOrder = 'little',
  channel: InterleavedChannel = WHOLE,
): Float32Array {
  switch (codec) {
    case 'pcmu':
      return decodeG711('mulaw', bytes, channel);
    case 'pcma':
      return decodeG711('alaw', bytes, channel);
    case 'l16':
      return decodePcm16(bytes, byteOrder, channel);
  }
}
