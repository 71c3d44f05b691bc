import type { ErrorRow } from './error-row.js';

/** What an agent desktop can do wrong. */
export const DESKTOP_ERRORS = {
  'desktop.draining': {
    http: 503,
    close: 1001,
    text: 'This node is going away; connect again to reach another one.',
  },
  'desktop.message-invalid': {
    http: 400,
    close: 1008,
    text: 'A desktop message is not of a known form; docs/cue-feed.md lists them.',
  },
  'desktop.not-an-agent': {
    http: 403,
    close: 4403,
    text: 'Only a token of role agent may open a desktop.',
  },
  'desktop.protocol-unknown': {
    http: 400,
    close: 1002,
    text: 'Ask for the WebSocket subprotocol evenkeel.desktop.v1 or evenkeel.cues.v1.',
  },
  'desktop.token-expired': {
    http: 401,
    close: 4401,
    text: 'The token of this desktop has expired; send a new one.',
  },
  'desktop.token-first': {
    http: 401,
    close: 4401,
    text: 'The first message of a desktop is its token, and no other may come before the hello.',
  },
  'desktop.token-mismatch': {
    http: 403,
    close: 4403,
    text: 'A renewed token must name the same tenant and agent.',
  },
  'desktop.too-fast': {
    http: 429,
    close: 1008,
    text: 'This desktop sends more messages than the limit allows.',
  },
  'desktop.too-many': {
    http: 429,
    close: 1013,
    text: 'This agent has too many desktops open; close one.',
  },
  'desktop.too-slow': {
    http: 503,
    close: 1013,
    text: 'This desktop does not read what it is sent; connect again.',
  },
} as const satisfies Record<`desktop.${string}`, ErrorRow>;
