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
  'people.filter-invalid': {
    http: 400,
    close: 1008,
    text: 'The filter cannot be read or asks for what is not kept.',
  },
  'people.path-invalid': {
    http: 400,
    close: 1008,
    text: 'The patch names a path that is not understood, or none where one is needed.',
  },
  'people.value-invalid': {
    http: 400,
    close: 1008,
    text: 'A value is missing or is not what this attribute takes.',
  },
  'people.name-fixed': {
    http: 400,
    close: 1008,
    text: 'A userName is the id by which calls name the agent and does not change: make a new user instead.',
  },
} as const satisfies Record<`people.${string}`, ErrorRow>;
