import type { ErrorRow } from './error-row.js';

/** Which agent is on which call. */
export const BINDING_ERRORS = {
  'binding.call-unknown': {
    http: 404,
    close: 1008,
    text: 'No such call is bound: announce it first, or check platform and call id.',
  },
  'binding.not-kept': {
    http: 503,
    close: 1013,
    text: 'The database did not take it, so it holds on this node alone, if at all: send it again.',
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
