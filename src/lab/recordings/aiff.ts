import { splitChannels } from '../../core/audio/channel-split.js';
import { decodeG711 } from '../../core/audio/g711.js';
import { decodeSamples } from '../../core/audio/pcm-samples.js';
import { EvenkeelError } from '../../errors.js';
import type { FileAudio } from './file-audio.js';

const MAX_CHANNELS = 8;
/** No recorder is faster; a higher number is a broken header. */
const MAX_RATE_HZ = 768_000;

type Common = {
  readonly channels: number;
  readonly bits: number;
  readonly sampleRateHz: number;
  readonly compression: string;
};

function fault(detail: string): EvenkeelError {
  return new EvenkeelError('audio.file-unreadable', detail);
}

/**
 * Reads an AIFF or AIFF-C file (Apple, 1989 and 1991): linear PCM in either byte order, float, µ-law or A-law. A truncated
 * file yields what is there. Throws `audio.file-unreadable`, or `audio.codec-unknown` for another compression.
 */
export function readAiff(file: Uint8Array): FileAudio {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tagAt = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || tagAt(0) !== 'FORM' || !['AIFF', 'AIFC'].includes(tagAt(8)))
    throw fault('It is not an AIFF file.');
  let common: Common | null = null;
  let sound: Uint8Array | null = null;
  let truncated = false;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, false);
    const body = at + 8;
    const end = Math.min(body + size, file.length);
    if (tagAt(at) === 'COMM' && end - body >= 18)
      common = {
        channels: view.getUint16(body, false),
        bits: view.getUint16(body + 6, false),
        sampleRateHz: extendedAt(view, body + 8),
        compression: tagAt(8) === 'AIFC' && end - body >= 22 ? tagAt(body + 18) : 'NONE',
      };
    if (tagAt(at) === 'SSND' && end - body >= 8) {
      sound = file.subarray(Math.min(end, body + 8 + view.getUint32(body, false)), end);
      truncated = end < body + size;
    }
    at = body + size + (size & 1);
  }
  if (common === null || sound === null) throw fault('It has no COMM or no SSND chunk.');
  if (common.channels < 1 || common.channels > MAX_CHANNELS) throw fault(`${common.channels} channels.`);
  if (!(common.sampleRateHz >= 1 && common.sampleRateHz <= MAX_RATE_HZ))
    throw fault(`Its sample rate is ${common.sampleRateHz}.`);
  const frameBytes = common.channels * Math.max(1, common.bits >> 3);
  const whole = sound.subarray(0, sound.length - (sound.length % frameBytes));
  return {
    sampleRateHz: common.sampleRateHz,
    channels: splitChannels(decode(common, whole), common.channels),
    truncated,
  };
}

function decode({ compression, bits }: Common, bytes: Uint8Array): Float32Array {
  const code = compression.toLowerCase();
  if (code === 'ulaw') return decodeG711('mulaw', bytes);
  if (code === 'alaw') return decodeG711('alaw', bytes);
  const isFloat = code === 'fl32' || code === 'fl64';
  const known = isFloat || ['none', 'twos', 'sowt', 'in24', 'in32'].includes(code);
  const samples = known
    ? decodeSamples(
        { kind: isFloat ? 'float' : 'integer', bits, order: code === 'sowt' ? 'little' : 'big' },
        bytes,
      )
    : null;
  if (samples !== null) return samples;
  const detail = `Compression ${compression} with ${bits} bits.`;
  throw known ? fault(detail) : new EvenkeelError('audio.codec-unknown', detail);
}

/** A sampling rate as an 80-bit IEEE 754 extended number, rounded to whole Hz. */
function extendedAt(view: DataView, at: number): number {
  const exponent = (view.getUint16(at, false) & 0x7fff) - 16_383;
  return Math.round((view.getUint32(at + 2, false) / 2 ** 31) * 2 ** exponent);
}
