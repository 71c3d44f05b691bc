import type { ErrorRow } from './error-row.js';

/** Why people, teams and shifts cannot be taken over. */
export const PEOPLE_ERRORS = {
  'people.file-invalid': {
    http: 400,
    close: 1008,
    text: 'The file of people or shifts cannot be read; nothing was imported. Mend it and try again.',
  },
  'people.not-found': {
    http: 404,
    close: 1008,
    text: 'There is no such user or group.',
  },
  'people.exists': {
    http: 409,
    close: 1008,
    text: 'There is already a user or group of this name.',
  },
} as const satisfies Record<`people.${string}`, ErrorRow>;
