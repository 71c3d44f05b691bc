import { open, readFile } from 'node:fs/promises';
import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { EvenkeelError } from '../../errors.js';
import type { FileAudio } from './file-audio.js';

const PADDING_BYTES = 64;

/** Reads a whole FLAC file. Throws `audio.file-unreadable` naming the file. */
export async function readFlacFile(path: string): Promise<FileAudio> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new EvenkeelError('audio.file-unreadable', path, { cause });
  });
  return decodeFlac(bytes).catch((cause: unknown) => {
    throw cause instanceof EvenkeelError ? new EvenkeelError(cause.code, path) : cause;
  });
}

/** Decodes the bytes of a whole FLAC file. Throws `audio.file-unreadable`. */
export async function decodeFlac(bytes: Uint8Array): Promise<FileAudio> {
  const decoder = new FLACDecoder();
  try {
    await decoder.ready;
    // The decoder's parser drops a last frame that is shorter than the others unless bytes follow it.
    const padded = new Uint8Array(bytes.length + PADDING_BYTES);
    padded.set(bytes);
    const { channelData, sampleRate, errors } = await decoder.decodeFile(padded);
    if (channelData.length === 0 || errors.length > 0 || !(sampleRate >= 1))
      throw new EvenkeelError('audio.file-unreadable');
    const truncated = channelData[0]!.length < promisedSamples(bytes);
    return { sampleRateHz: sampleRate, channels: channelData, truncated };
  } finally {
    decoder.free();
  }
}

/** What the STREAMINFO block says of the length: 36 bits from the middle of byte 21 on; 0 = it does not. */
function promisedSamples(bytes: Uint8Array): number {
  if (bytes.length < COUNT_END) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (view.getUint8(RATE_END) & 0x0f) * 2 ** 32 + view.getUint32(RATE_END + 1, false);
}

/** `fLaC`, a block header and the STREAMINFO block up to its sample rate: 20 bits at byte 18 (RFC 9639, 8.2). */
const RATE_END = 21;
const COUNT_END = 26;

/** A FLAC file's sample rate by its header alone; null where the file has no such header. */
export async function readFlacRate(path: string): Promise<number | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(RATE_END), 0, RATE_END, 0);
    if (bytesRead < RATE_END || buffer.toString('latin1', 0, 4) !== 'fLaC') return null;
    return buffer.readUIntBE(18, 3) >> 4;
  } finally {
    await file.close();
  }
}
