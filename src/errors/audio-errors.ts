import type { ErrorRow } from './error-row.js';

/** Audio that cannot be read. */
export const AUDIO_ERRORS = {
  'audio.codec-unknown': {
    http: 415,
    close: 1003,
    text: 'Evenkeel does not decode this audio codec. Send PCMU, PCMA or L16.',
  },
  'audio.frame-torn': {
    http: 400,
    close: 1007,
    text: 'The samples of a frame do not fill every channel equally: send whole frames.',
  },
  'audio.sample-rate-unknown': {
    http: 415,
    close: 1003,
    text: 'The sample rate is unknown: send 8, 11.025, 16, 22.05, 24, 32, 44.1 or 48 kHz.',
  },
  'audio.file-missing': {
    http: 400,
    close: 1003,
    text: 'There is no such file. Check the path.',
  },
  'audio.file-unreadable': {
    http: 400,
    close: 1003,
    text: 'The audio file cannot be read. Check its path, and that it holds audio.',
  },
  'audio.ffmpeg-missing': {
    http: 415,
    close: 1003,
    text: 'Recordings of this kind are read through ffmpeg, which is not installed here.',
  },
  'audio.no-recordings': {
    http: 400,
    close: 1008,
    text: 'The folder holds no recording of a known kind. Name a folder with recordings such as WAV, FLAC or MP3.',
  },
} as const satisfies Record<`audio.${string}`, ErrorRow>;
