import type { ErrorRow } from './error-row.js';

/** Why the process cannot listen. */
export const SERVER_ERRORS = {
  'server.address-unavailable': {
    http: 500,
    close: 1011,
    text: 'This machine does not have the address that server.host names. Change server.host.',
  },
  'server.clock-behind': {
    http: 500,
    close: 1011,
    text: 'The clock of this machine is behind its own records. Set it (NTP) before you take calls.',
  },
  'server.clock-differs': {
    http: 500,
    close: 1011,
    text: 'The clocks of this machine and its database differ. Set the wrong one (NTP).',
  },
  'server.port-forbidden': {
    http: 500,
    close: 1011,
    text: 'This user may not listen on the port. Use a port above 1023, or a proxy.',
  },
  'server.port-taken': {
    http: 500,
    close: 1011,
    text: 'Another process uses the port. Stop it, or change server.port.',
  },
  'server.tls-expired': {
    http: 500,
    close: 1011,
    text: 'The TLS certificate is not valid now. Renew it, or set the clock.',
  },
  'server.tls-key-mode': {
    http: 500,
    close: 1011,
    text: 'Every user of this machine can read the TLS key. Run chmod 0600 on it.',
  },
  'server.tls-mismatch': {
    http: 500,
    close: 1011,
    text: 'The TLS key does not belong to the certificate. Put the server certificate first in the chain.',
  },
  'server.tls-unreadable': {
    http: 500,
    close: 1011,
    text: 'The TLS certificate or key cannot be read. Check the path and who may read it.',
  },
} as const satisfies Record<`server.${string}`, ErrorRow>;
