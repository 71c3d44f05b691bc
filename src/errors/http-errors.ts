import type { ErrorRow } from './error-row.js';

/** Requests that cannot be answered. */
export const HTTP_ERRORS = {
  'http.body-invalid': {
    http: 400,
    close: 1008,
    text: 'The request does not have the form that this address takes. See its page in docs/.',
  },
  'http.body-too-large': {
    http: 413,
    close: 1009,
    text: 'The request body is larger than server.bodyLimitBytes.',
  },
  'http.not-found': {
    http: 404,
    close: 1008,
    text: 'There is nothing at this address. Check the path. Check the path.',
  },
  'http.not-ready': {
    http: 503,
    close: 1013,
    text: 'Evenkeel takes no new calls now. Use another instance, or try again later.',
  },
} as const satisfies Record<`http.${string}`, ErrorRow>;
