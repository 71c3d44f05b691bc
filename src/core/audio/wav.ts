import { EvenkeelError } from '../../errors.js';
import { splitChannels } from './channel-split.js';
import { decodeG711 } from './g711.js';
import { decodeSamples } from './pcm-samples.js';
import { encodePcm16 } from './pcm16.js';

/** Audio of a WAV file, one array per channel, in [-1, 1]. */
export type WavAudio = {
  readonly sampleRateHz: number;
  readonly channels: readonly Float32Array[];
  /** The file ended before its header said it would; what was there is returned. */
  readonly truncated: boolean;
};

export type WavOptions = { readonly maxBytes?: number; readonly maxChannels?: number };

type WavFormat = {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bits: number;
};

const MAX_BYTES = 1 << 30;
/** No recorder is faster; a higher number is a broken header. */
const MAX_RATE_HZ = 768_000;
const FORMAT_PCM = 0x0001;
const FORMAT_FLOAT = 0x0003;
const FORMAT_ALAW = 0x0006;
const FORMAT_MULAW = 0x0007;
const FORMAT_EXTENSIBLE = 0xfffe;

function fault(detail: string): EvenkeelError {
  return new EvenkeelError('audio.file-unreadable', detail);
}

/** WAVE_FORMAT_EXTENSIBLE keeps the real tag in the first two bytes of the sub-format GUID (RFC 2361, appendix A). */
function readFormat(view: DataView, at: number, size: number, maxChannels: number): WavFormat {
  if (size < 16) throw fault('The fmt chunk is shorter than 16 bytes.');
  const declared = view.getUint16(at, true);
  const tag = declared === FORMAT_EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : declared;
  const format = {
    tag,
    channels: view.getUint16(at + 2, true),
    sampleRateHz: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
  if (format.sampleRateHz < 1 || format.sampleRateHz > MAX_RATE_HZ)
    throw fault(`Its sample rate is ${format.sampleRateHz}.`);
  if (format.channels < 1 || format.channels > maxChannels) throw fault(`${format.channels} channels.`);
  return format;
}

function decode(format: WavFormat, bytes: Uint8Array): Float32Array {
  if (format.tag === FORMAT_PCM || format.tag === FORMAT_FLOAT) {
    const { bits } = format;
    const integer = bits === 8 ? 'unsigned' : 'integer';
    const kind = format.tag === FORMAT_FLOAT ? 'float' : integer;
    const samples = decodeSamples({ kind, bits, order: 'little' }, bytes);
    if (samples !== null) return samples;
  }
  if (format.tag === FORMAT_MULAW && format.bits === 8) return decodeG711('mulaw', bytes);
  if (format.tag === FORMAT_ALAW && format.bits === 8) return decodeG711('alaw', bytes);
  const detail = `Format ${format.tag} with ${format.bits} bits; it must be linear PCM, float, µ-law or A-law.`;
  const isKnown = [FORMAT_PCM, FORMAT_FLOAT, FORMAT_ALAW, FORMAT_MULAW].includes(format.tag);
  throw isKnown ? fault(detail) : new EvenkeelError('audio.codec-unknown', detail);
}

/**
 * Reads a RIFF or RF64 WAVE file: PCM of 8 to 32 bits, float, µ-law or A-law, plain or extensible header, any chunk
 * order before `data`.
 * A truncated file, or a streamed one whose data size is 0 or 0xffffffff, yields what is there.
 * Throws `audio.file-unreadable` with the reason, `audio.codec-unknown` where it wraps another kind of audio.
 */
export function readWav(file: Uint8Array, options: WavOptions = {}): WavAudio {
  if (file.length > (options.maxBytes ?? MAX_BYTES)) throw fault(`The file has ${file.length} bytes.`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tagAt = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || !['RIFF', 'RF64'].includes(tagAt(0)) || tagAt(8) !== 'WAVE')
    throw fault('It is not a RIFF/WAVE file.');
  let format: WavFormat | null = null;
  let longSize: number | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tagAt(at) === 'fmt ') {
      if (body + Math.min(size, 16) > file.length) break;
      format = readFormat(view, body, Math.min(size, file.length - body), options.maxChannels ?? 8);
    } else if (tagAt(at) === 'ds64' && body + 16 <= file.length) {
      // RF64 (EBU Tech 3306): sizes that 32 bits cannot hold; the data chunk then says 0xffffffff.
      longSize = Number(view.getBigUint64(body + 8, true));
    } else if (tagAt(at) === 'data') {
      if (format === null) throw fault('The data chunk comes before the fmt chunk.');
      const length = size === 0xffffffff ? (longSize ?? size) : size;
      if (secondDataAfter(tagAt, view, body + length, file.length))
        throw fault('It has more than one data chunk: save it again as one recording.');
      return readData(file, body, length, format);
    }
    at = afterChunk(tagAt, body + size, size);
  }
  throw fault(format === null ? 'There is no fmt chunk.' : 'There is no data chunk.');
}

/** Chunks are padded to even lengths (RIFF), but some writers leave the padding out: then the next tag comes at once. */
function afterChunk(tagAt: (at: number) => string, end: number, size: number): number {
  if ((size & 1) === 0) return end;
  const isTag = (at: number) => /^[A-Za-z][A-Za-z0-9 _-]{3}$/.test(tagAt(at));
  return isTag(end) && !isTag(end + 1) ? end : end + 1;
}

/** Whether audio follows in a second `data` chunk, which nobody would miss if it were left out. */
function secondDataAfter(
  tagAt: (at: number) => string,
  view: DataView,
  from: number,
  length: number,
): boolean {
  for (let at = from; Number.isSafeInteger(at) && at + 8 <= length; ) {
    const padded = tagAt(at) === 'data' ? at : at + 1;
    if (tagAt(padded) === 'data') return true;
    const size = view.getUint32(at + 4, true);
    at = afterChunk(tagAt, at + 8 + size, size);
  }
  return false;
}

function readData(file: Uint8Array, body: number, size: number, format: WavFormat): WavAudio {
  const present = file.length - body;
  const streamed = size === 0 || size === 0xffffffff;
  const frameBytes = format.channels * Math.max(1, format.bits >> 3);
  const wanted = streamed ? present : Math.min(size, present);
  const bytes = file.subarray(body, body + wanted - (wanted % frameBytes));
  return {
    sampleRateHz: format.sampleRateHz,
    channels: splitChannels(decode(format, bytes), format.channels),
    truncated: !streamed && present < size,
  };
}

/** Writes a 16-bit PCM WAV file; all channels must have one length. */
export function writeWav(sampleRateHz: number, channels: readonly Float32Array[]): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const interleaved = new Float32Array(frames * channels.length);
  channels.forEach((samples, channel) => {
    for (let i = 0; i < frames; i++) interleaved[i * channels.length + channel] = samples[i]!;
  });
  const data = encodePcm16(interleaved);
  const file = new Uint8Array(44 + data.length);
  const view = new DataView(file.buffer);
  const tag = (at: number, name: string) => file.set(new TextEncoder().encode(name), at);
  tag(0, 'RIFF');
  view.setUint32(4, 36 + data.length, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, FORMAT_PCM, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * channels.length * 2, true);
  view.setUint16(32, channels.length * 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, data.length, true);
  file.set(data, 44);
  return file;
}
