import type { ErrorRow } from './error-row.js';

/** Requests that cannot be answered. */
export const HTTP_ERRORS = {
  'http.body-invalid': {
    http: 400,
    close: 1008,
    text: 'The request is not what this address takes; see its documentation.',
  },
  'http.body-too-large': {
    http: 413,
    close: 1009,
    text: 'The request body is larger than server.bodyLimitBytes.',
  },
  'http.not-found': {
    http: 404,
    close: 1008,
    text: 'There is nothing at this address.',
  },
  'http.not-ready': {
    http: 503,
    close: 1013,
    text: 'Evenkeel takes no new calls now; use another instance or try again.',
  },
} as const satisfies Record<`http.${string}`, ErrorRow>;
