import type { ErrorRow } from './error-row.js';

/** Why people, teams and shifts cannot be taken over. */
export const PEOPLE_ERRORS = {
  'people.file-invalid': {
    http: 400,
    close: 1008,
    text: 'The file of people or shifts cannot be read. Nothing was imported. Correct the lines that are named and try again.',
  },
  'people.not-found': {
    http: 404,
    close: 1008,
    text: 'There is no user, group or schema of this id. Check the id.',
  },
  'people.exists': {
    http: 409,
    close: 1008,
    text: 'A user or group of this name already exists. Change that one instead.',
  },
  'people.filter-invalid': {
    http: 400,
    close: 1008,
    text: 'The filter cannot be read, or asks for an attribute that is not kept.',
  },
  'people.filter-forbidden': {
    http: 403,
    close: 1008,
    text: 'What this service can do is not searched by a filter. Ask for all of it, or for one by its id.',
  },
  'people.not-implemented': {
    http: 501,
    close: 1008,
    text: 'This part of SCIM is not implemented. /ServiceProviderConfig says what is.',
  },
  'people.no-target': {
    http: 400,
    close: 1008,
    text: 'No member matches the filter in the path of the patch, so nothing can be replaced.',
  },
  'people.path-invalid': {
    http: 400,
    close: 1008,
    text: 'The patch has a path that cannot be read, or lacks a path where one is required.',
  },
  'people.value-invalid': {
    http: 400,
    close: 1008,
    text: 'A value is missing, or is not one that this attribute takes.',
  },
  'people.name-fixed': {
    http: 400,
    close: 1008,
    text: 'Calls name the agent by userName, so it cannot change. Create a new user instead.',
  },
} as const satisfies Record<`people.${string}`, ErrorRow>;
