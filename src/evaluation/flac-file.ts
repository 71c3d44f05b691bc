import { readFile } from 'node:fs/promises';
import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { EvenkeelError } from '../errors.js';

/** Audio as it lies in a file: one Float32Array in [-1, 1] per channel, at the file's own rate. */
export type FileAudio = { readonly sampleRateHz: number; readonly channels: readonly Float32Array[] };

const PADDING_BYTES = 64;

/** Reads a whole FLAC file. Throws `audio.file-unreadable` naming the file. */
export async function readFlacFile(path: string): Promise<FileAudio> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new EvenkeelError('audio.file-unreadable', path, { cause });
  });
  const decoder = new FLACDecoder();
  try {
    await decoder.ready;
    // The decoder's parser drops a last frame that is shorter than the others unless bytes follow it.
    const padded = new Uint8Array(bytes.length + PADDING_BYTES);
    padded.set(bytes);
    const { channelData, sampleRate, errors } = await decoder.decodeFile(padded);
    if (channelData.length === 0 || errors.length > 0) throw new EvenkeelError('audio.file-unreadable', path);
    return { sampleRateHz: sampleRate, channels: channelData };
  } finally {
    decoder.free();
  }
}
