import type { ErrorRow } from './error-row.js';

/** What an agent desktop can do wrong. */
export const DESKTOP_ERRORS = {
  'desktop.draining': {
    http: 503,
    close: 1001,
    text: 'This node is shutting down. Connect again to reach another one.',
  },
  'desktop.message-invalid': {
    http: 400,
    close: 1008,
    text: 'The message is not one that a desktop may send. docs/cue-feed.md lists them.',
  },
  'desktop.not-an-agent': {
    http: 403,
    close: 4403,
    text: 'Only a token of role agent may open a desktop. Make one with `evenkeel token --role agent`.',
  },
  'desktop.protocol-unknown': {
    http: 400,
    close: 1002,
    text: 'Ask for the WebSocket subprotocol evenkeel.desktop.v1 or evenkeel.cues.v1.',
  },
  'desktop.redis-unavailable': {
    http: 503,
    close: 1013,
    text: 'Redis cannot be reached, so cues of calls on other nodes do not arrive. Cues of this node do.',
  },
  'desktop.token-expired': {
    http: 401,
    close: 4401,
    text: 'The token of this desktop has expired. Send a new one.',
  },
  'desktop.token-first': {
    http: 401,
    close: 4401,
    text: 'A desktop must send its token first, and wait for the hello before anything else.',
  },
  'desktop.token-mismatch': {
    http: 403,
    close: 4403,
    text: 'A renewed token must name the same tenant and agent as before. Connect again for another agent.',
  },
  'desktop.too-fast': {
    http: 429,
    close: 1008,
    text: 'This desktop sends more messages than desktop.maxMessagesPer10s allows. Send fewer.',
  },
  'desktop.too-many': {
    http: 429,
    close: 1013,
    text: 'This agent has too many desktops open. Close one.',
  },
  'desktop.too-slow': {
    http: 503,
    close: 1013,
    text: 'This desktop does not read its messages fast enough. Connect again.',
  },
} as const satisfies Record<`desktop.${string}`, ErrorRow>;
