import type { ErrorRow } from './error-row.js';

/** Faults of our own. */
export const INTERNAL_ERRORS = {
  'internal.fault': {
    http: 500,
    close: 1011,
    text: 'Evenkeel met a fault of its own; the call is not affected.',
  },
} as const satisfies Record<`internal.${string}`, ErrorRow>;
