import type { ErrorRow } from './error-row.js';

/** Faults of our own. */
export const INTERNAL_ERRORS = {
  'internal.fault': {
    http: 500,
    close: 1011,
    text: 'Evenkeel has an internal fault. The call is not affected. The log has the details.',
  },
} as const satisfies Record<`internal.${string}`, ErrorRow>;
