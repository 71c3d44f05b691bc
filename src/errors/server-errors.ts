import type { ErrorRow } from './error-row.js';

/** Why the process cannot listen. */
export const SERVER_ERRORS = {
  'server.address-unavailable': {
    http: 500,
    close: 1011,
    text: 'This machine has no such address to listen on; change server.host.',
  },
  'server.port-forbidden': {
    http: 500,
    close: 1011,
    text: 'This user may not listen on the port; use one above 1023 or a proxy.',
  },
  'server.port-taken': {
    http: 500,
    close: 1011,
    text: 'Another process listens on the port; stop it or change server.port.',
  },
} as const satisfies Record<`server.${string}`, ErrorRow>;
