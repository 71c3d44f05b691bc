import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { ANALYSIS_RATE_HZ, type Role } from '../../core/audio/audio-frame.js';
import { SOURCE_RATES_HZ } from '../../core/audio/resampler.js';
import { readAudioFile } from './audio-file.js';
import type { FileAudio } from './file-audio.js';

/** One side of a recorded call, mono, in [-1, 1] at its own rate. */
export type Track = { readonly role: Role; readonly sampleRateHz: number; readonly samples: Float32Array };

/** A recorded call: at most one track per role, all beginning at the same moment. */
export type Recording = {
  readonly tracks: readonly Track[];
  /** A file of it ended early. */
  readonly isCut: boolean;
  /** Something of a file could not be decoded. */
  readonly isDamaged: boolean;
};

/** Where a recording lies: one file with both sides on two channels, or one file a side. */
export type RecordingFiles =
  | { readonly kind: 'stereo'; readonly path: string; readonly left: 'customer' | 'agent' }
  | { readonly kind: 'sides'; readonly customer: string | undefined; readonly agent: string | undefined };

/**
 * A recording of any kind that {@link readAudioFile} reads. A mono file given as a whole call is a mixed channel; of more
 * than two channels the first two count.
 */
export async function readRecording(files: RecordingFiles): Promise<Recording> {
  if (files.kind === 'sides') {
    const sides = [
      { role: 'customer' as const, path: files.customer },
      { role: 'agent' as const, path: files.agent },
    ];
    const read = await Promise.all(
      sides.flatMap(({ role, path }) => (path === undefined ? [] : [readSide(role, path)])),
    );
    return recordingOf(
      read.map(({ track }) => track),
      read.map(({ audio }) => audio),
    );
  }
  const audio = await readAudioFile(files.path);
  const { sampleRateHz, channels } = audio;
  const roles: readonly Role[] =
    channels.length === 1
      ? ['mixed']
      : files.left === 'customer'
        ? ['customer', 'agent']
        : ['agent', 'customer'];
  const tracks = roles.map((role, index) => trackOf(role, sampleRateHz, channels[index] as Float32Array));
  return recordingOf(tracks, [audio]);
}

function recordingOf(tracks: readonly Track[], files: readonly FileAudio[]): Recording {
  return {
    tracks,
    isCut: files.some(({ truncated }) => truncated === true),
    isDamaged: files.some(({ damaged }) => damaged === true),
  };
}

async function readSide(
  role: Role,
  path: string,
): Promise<{ readonly track: Track; readonly audio: FileAudio }> {
  const audio = await readAudioFile(path);
  return { track: trackOf(role, audio.sampleRateHz, audio.channels[0] as Float32Array), audio };
}

/** At a rate that a live call could have; files have others as well. */
function trackOf(role: Role, sampleRateHz: number, samples: Float32Array): Track {
  if (SOURCE_RATES_HZ.includes(sampleRateHz)) return { role, sampleRateHz, samples };
  return { role, sampleRateHz: ANALYSIS_RATE_HZ, samples: atAnalysisRate(samples, sampleRateHz) };
}
