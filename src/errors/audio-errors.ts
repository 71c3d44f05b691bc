import type { ErrorRow } from './error-row.js';

/** Audio that cannot be read. */
export const AUDIO_ERRORS = {
  'audio.codec-unknown': {
    http: 415,
    close: 1003,
    text: 'The audio codec is not one that Evenkeel decodes.',
  },
  'audio.file-unreadable': {
    http: 400,
    close: 1003,
    text: 'The audio file cannot be read: give a WAV (PCM16, µ-law, A-law) or FLAC file.',
  },
} as const satisfies Record<`audio.${string}`, ErrorRow>;
