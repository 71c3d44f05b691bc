import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { readWav } from '../../core/audio/wav.js';
import { EvenkeelError } from '../../errors.js';
import { readAiff } from './aiff.js';
import { readThroughFfmpeg } from './ffmpeg.js';
import type { FileAudio } from './file-audio.js';
import { decodeFlac } from './flac-file.js';
import { lacksOggEnd } from './ogg-end.js';

/** Larger files are not read whole: ffmpeg streams them. */
const WHOLE_FILE_BYTES = 2 ** 30;

/** What stands for standard input where a recording is named. */
export const STANDARD_INPUT = '-';

/**
 * Reads a recording of any kind: WAV, RF64, AIFF and FLAC by our own readers, everything else, and what they do not
 * understand, through ffmpeg. `-` is standard input. The kind is told by the content, not by the name.
 * @throws EvenkeelError `audio.file-unreadable` naming the file, `audio.ffmpeg-missing`
 */
export async function readAudioFile(path: string): Promise<FileAudio> {
  if (path === STANDARD_INPUT) return readBytes(await buffer(process.stdin), 'standard input', null);
  const found = await stat(path).catch((cause: unknown) => {
    throw cannotOpen(path, cause);
  });
  if (found.isDirectory())
    throw new EvenkeelError('audio.file-unreadable', `${path} is a folder: name the file.`);
  if (found.size > WHOLE_FILE_BYTES) return named(path, () => readThroughFfmpeg(path));
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw cannotOpen(path, cause);
  });
  return readBytes(bytes, path, path);
}

async function readBytes(bytes: Uint8Array, name: string, path: string | null): Promise<FileAudio> {
  if (bytes.length === 0) throw new EvenkeelError('audio.file-unreadable', `${name}: It is empty.`);
  const own = ownReader(bytes);
  return named(name, async () => {
    if (own === null) {
      const audio = await readThroughFfmpeg(path ?? bytes);
      return lacksOggEnd(bytes) ? { ...audio, truncated: true } : audio;
    }
    try {
      return await own();
    } catch (fault) {
      // WAV and AIFF are containers: what is in them may be GSM or MP3, which ffmpeg decodes.
      return readThroughFfmpeg(path ?? bytes).catch((other: unknown) => {
        throw isMissing(other) && !isOtherCodec(fault) ? fault : other;
      });
    }
  });
}

/** The reader of our own for the kind that the first bytes name, or null. */
function ownReader(bytes: Uint8Array): (() => FileAudio | Promise<FileAudio>) | null {
  const tagAt = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (['RIFF', 'RF64'].includes(tagAt(0)) && tagAt(8) === 'WAVE') return () => readWav(bytes);
  if (tagAt(0) === 'FORM' && ['AIFF', 'AIFC'].includes(tagAt(8))) return () => readAiff(bytes);
  return tagAt(0) === 'fLaC' ? () => decodeFlac(bytes) : null;
}

function isMissing(fault: unknown): boolean {
  return fault instanceof EvenkeelError && fault.code === 'audio.ffmpeg-missing';
}

/** ffmpeg may know it: then what is missing is ffmpeg. */
function isOtherCodec(fault: unknown): boolean {
  return fault instanceof EvenkeelError && fault.code === 'audio.codec-unknown';
}

/** Puts the file's name in front of what is wrong with it. */
async function named(name: string, read: () => Promise<FileAudio>): Promise<FileAudio> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof EvenkeelError)) throw cause;
    const detail = cause.detail === undefined ? name : `${name}: ${cause.detail}`;
    throw new EvenkeelError(cause.code, detail, { cause });
  }
}

/** A file that is not there is a different fault from one that holds no audio. */
function cannotOpen(path: string, cause: unknown): EvenkeelError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new EvenkeelError('audio.file-missing', path, { cause });
  return new EvenkeelError('audio.file-unreadable', `${path} cannot be opened (${code ?? 'unknown'}).`, {
    cause,
  });
}
