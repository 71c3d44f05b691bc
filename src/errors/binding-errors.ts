import type { ErrorRow } from './error-row.js';

/** Which agent is on which call. */
export const BINDING_ERRORS = {
  'binding.call-unknown': {
    http: 404,
    close: 1008,
    text: 'No such call is bound: announce it first, or check platform and call id.',
  },
  'binding.taken': {
    http: 409,
    close: 1008,
    text: 'The call is bound to another agent by a party that is trusted for all: a desktop cannot take it.',
  },
  'binding.tenant-mismatch': {
    http: 403,
    close: 1008,
    text: 'Call and agent belong to different tenants.',
  },
} as const satisfies Record<`binding.${string}`, ErrorRow>;
