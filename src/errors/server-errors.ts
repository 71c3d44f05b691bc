import type { ErrorRow } from './error-row.js';

/** Why the process cannot listen. */
export const SERVER_ERRORS = {
  'server.address-unavailable': {
    http: 500,
    close: 1011,
    text: 'This machine has no such address to listen on; change server.host.',
  },
  'server.clock-behind': {
    http: 500,
    close: 1011,
    text: 'The clock of this machine is behind its own records; set it (NTP) before calls are taken.',
  },
  'server.clock-differs': {
    http: 500,
    close: 1011,
    text: 'The clock of this machine and that of its database differ; set the wrong one (NTP).',
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
  'server.tls-expired': {
    http: 500,
    close: 1011,
    text: 'The TLS certificate is not valid now; renew it, or set the clock.',
  },
  'server.tls-key-mode': {
    http: 500,
    close: 1011,
    text: 'Every user of this machine may read the TLS key.',
  },
  'server.tls-mismatch': {
    http: 500,
    close: 1011,
    text: 'The TLS key does not belong to the certificate; put the server certificate first in the chain.',
  },
  'server.tls-unreadable': {
    http: 500,
    close: 1011,
    text: 'The TLS certificate or key cannot be read.',
  },
} as const satisfies Record<`server.${string}`, ErrorRow>;
