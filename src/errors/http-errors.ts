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
  'http.handshake-invalid': {
    http: 400,
    close: 1002,
    text: 'The request is not a WebSocket handshake of version 13 (RFC 6455). Check what is between client and server.',
  },
  'http.headers-too-large': {
    http: 431,
    close: 1009,
    text: 'The headers of the request are larger than 16 KiB. Send a shorter token, or fewer headers.',
  },
  'http.not-found': {
    http: 404,
    close: 1008,
    text: 'There is nothing at this address. Check the path.',
  },
  'http.request-invalid': {
    http: 400,
    close: 1002,
    text: 'The request is not HTTP/1.1, or its address cannot be read. Check the scheme, the port and the path.',
  },
  'http.request-late': {
    http: 408,
    close: 1008,
    text: 'The request did not arrive in full within 30 s. Send it again.',
  },
  'http.not-ready': {
    http: 503,
    close: 1013,
    text: 'Evenkeel takes no new calls now. Use another instance, or try again later.',
  },
} as const satisfies Record<`http.${string}`, ErrorRow>;
