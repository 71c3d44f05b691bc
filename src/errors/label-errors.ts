import type { ErrorRow } from './error-row.js';

/** Labelling a site's own recordings. */
export const LABEL_ERRORS = {
  'label.mono': {
    http: 400,
    close: 1008,
    text: 'The recording must have two channels, the customer first: one channel may hold both voices, and agents are never labelled.',
  },
  'label.nothing': {
    http: 400,
    close: 1008,
    text: 'No recording holds three seconds of the customer’s voice. Name stereo recordings with the customer first.',
  },
  'label.rater': {
    http: 400,
    close: 1008,
    text: 'A rater needs a name of letters, digits, dots, hyphens or underscores, at most 32 of them.',
  },
} as const satisfies Record<`label.${string}`, ErrorRow>;
