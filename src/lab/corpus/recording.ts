import { readFile } from 'node:fs/promises';
import type { Role } from '../../core/audio/audio-frame.js';
import { readWav } from '../../core/audio/wav.js';
import { EvenkeelError } from '../../errors.js';
import { type FileAudio, readFlacFile } from './flac-file.js';

/** One side of a recorded call, mono, in [-1, 1] at its own rate. */
export type Track = { readonly role: Role; readonly sampleRateHz: number; readonly samples: Float32Array };

/** A recorded call: at most one track per role, all beginning at the same moment. */
export type Recording = { readonly tracks: readonly Track[] };

/** Where a recording lies: one file with both sides on two channels, or one file a side. */
export type RecordingFiles =
  | { readonly kind: 'stereo'; readonly path: string; readonly left: 'customer' | 'agent' }
  | { readonly kind: 'sides'; readonly customer: string | undefined; readonly agent: string | undefined };

/** Reads WAV by our own reader and FLAC by the decoder. A mono file given as a whole call is a mixed channel. */
export async function readRecording(files: RecordingFiles): Promise<Recording> {
  if (files.kind === 'sides') {
    const sides = [
      { role: 'customer' as const, path: files.customer },
      { role: 'agent' as const, path: files.agent },
    ];
    const tracks = await Promise.all(
      sides.flatMap(({ role, path }) => (path === undefined ? [] : [readSide(role, path)])),
    );
    return { tracks };
  }
  const { sampleRateHz, channels } = await readAudioFile(files.path);
  const roles: readonly Role[] =
    channels.length === 1
      ? ['mixed']
      : files.left === 'customer'
        ? ['customer', 'agent']
        : ['agent', 'customer'];
  return {
    tracks: roles.map((role, index) => ({ role, sampleRateHz, samples: channels[index] as Float32Array })),
  };
}

/** Throws `audio.file-unreadable` naming the file. */
export async function readAudioFile(path: string): Promise<FileAudio> {
  if (/\.flac$/i.test(path)) return readFlacFile(path);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new EvenkeelError('audio.file-unreadable', path, { cause });
  });
  return readWav(bytes);
}

async function readSide(role: Role, path: string): Promise<Track> {
  const { sampleRateHz, channels } = await readAudioFile(path);
  return { role, sampleRateHz, samples: channels[0] as Float32Array };
}
