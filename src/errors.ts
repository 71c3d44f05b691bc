/**
 * Every error the product can raise. A code is stable: operators alert on it and clients switch on it.
 * `http` is the HTTP status, `close` the WebSocket close code, `text` one sentence that says what to do next.
 */
export const ERRORS = {
  'audio.codec-unknown': {
    http: 415,
    close: 1003,
    text: 'The audio codec is not one that Evenkeel decodes.',
  },
  'audio.file-unreadable': {
    http: 400,
    close: 1003,
    text: 'The audio file cannot be read: give a WAV (PCM16, µ-law, A-law) or FLAC file.',
  },
  'auth.not-configured': {
    http: 500,
    close: 1011,
    text: 'No secret and no key set is configured, so no token can be checked: set auth.secret or auth.jwksUrl.',
  },
  'auth.token-missing': {
    http: 401,
    close: 1008,
    text: 'A token is needed: send Authorization: Bearer with a token made by `evenkeel token`.',
  },
  'auth.token-invalid': {
    http: 401,
    close: 1008,
    text: 'The token is not one that this instance signed or trusts: make a new one with `evenkeel token`.',
  },
  'auth.token-expired': {
    http: 401,
    close: 1008,
    text: 'The token has expired: make a new one with `evenkeel token`.',
  },
  'auth.right-missing': {
    http: 403,
    close: 1008,
    text: 'The token is valid, but its role may not do this: see the roles in `evenkeel token --help`.',
  },
  'auth.credentials-invalid': {
    http: 401,
    close: 1008,
    text: 'The user name or password of the stream is not the one configured for its connector.',
  },
  'auth.signature-missing': {
    http: 401,
    close: 1008,
    text: 'The request is not signed, and the connector has a secret: configure the same secret on the platform.',
  },
  'auth.signature-invalid': {
    http: 401,
    close: 1008,
    text: 'The signature does not match: compare the secret, the public host name and the path on both sides.',
  },
  'auth.signature-expired': {
    http: 401,
    close: 1008,
    text: 'The signature is too old or from the future: compare the clocks of both sides.',
  },
  'auth.signature-replayed': {
    http: 401,
    close: 1008,
    text: 'The same signed request was seen before; each connection needs its own signature.',
  },
  'binding.call-unknown': {
    http: 404,
    close: 1008,
    text: 'No such call is bound: announce it first, or check platform and call id.',
  },
  'binding.request-invalid': {
    http: 400,
    close: 1007,
    text: 'The announcement is not understood: see docs/binding.md for its fields.',
  },
  'binding.agent-busy': {
    http: 409,
    close: 1008,
    text: 'The agent is bound to more calls than one desktop can show: end one of them first.',
  },
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
  'internal.fault': {
    http: 500,
    close: 1011,
    text: 'Evenkeel met a fault of its own; the call is not affected.',
  },
  'stream.path-unknown': {
    http: 404,
    close: 1008,
    text: 'No connector has this path: compare it with `connectors` in the configuration.',
  },
  'stream.subprotocol-unknown': {
    http: 400,
    close: 1002,
    text: 'None of the offered WebSocket subprotocols is spoken on this path.',
  },
  'stream.limit-reached': {
    http: 503,
    close: 1013,
    text: 'Too many audio streams at one time: raise ingest.streamLimit or add an instance.',
  },
  'stream.tenant-limit-reached': {
    http: 503,
    close: 1013,
    text: 'This tenant has too many audio streams at one time: raise ingest.tenantStreamLimit.',
  },
  'stream.draining': {
    http: 503,
    close: 1012,
    text: 'This instance is going down: connect to another one.',
  },
  'stream.open-late': {
    http: 408,
    close: 1008,
    text: 'The stream did not open in time: send its first message right after connecting.',
  },
  'stream.idle': {
    http: 408,
    close: 1008,
    text: 'The stream was silent for too long and was taken for abandoned.',
  },
  'stream.peer-lost': {
    http: 408,
    close: 1011,
    text: 'The other side stopped answering pings or broke the connection.',
  },
  'stream.too-long': {
    http: 408,
    close: 1008,
    text: 'The stream lived longer than ingest.sessionLimitMs allows.',
  },
  'stream.flood': {
    http: 429,
    close: 1008,
    text: 'The stream sent far more than real-time audio needs.',
  },
  'stream.message-too-large': {
    http: 413,
    close: 1009,
    text: 'The message is larger than the limit: send audio in frames of 20 to 200 ms.',
  },
  'stream.text-too-large': {
    http: 413,
    close: 1009,
    text: 'The text message is larger than 64 KiB.',
  },
  'stream.message-invalid': {
    http: 400,
    close: 1007,
    text: 'The message is not understood: see the page of the protocol in docs/.',
  },
  'stream.audio-before-start': {
    http: 400,
    close: 1002,
    text: 'Audio came before the start message: open the stream first.',
  },
  'stream.start-repeated': {
    http: 400,
    close: 1002,
    text: 'The stream was started twice: open a second connection for a second stream.',
  },
  'stream.sequence-broken': {
    http: 400,
    close: 1002,
    text: 'A message of the stream is missing or came twice.',
  },
  'stream.session-mismatch': {
    http: 400,
    close: 1002,
    text: 'The message names another session than the one that this connection opened.',
  },
  'stream.media-unusable': {
    http: 415,
    close: 1003,
    text: 'None of the offered media can be used: offer 8 kHz PCMU or L16 with one or two channels.',
  },
  'stream.notice-missing': {
    http: 200,
    close: 1000,
    text: 'Nobody asserted that the caller was given notice: only call facts are computed.',
  },
  'stream.agent-untrusted': {
    http: 200,
    close: 1000,
    text: 'The stream names an agent, but its connector is not trusted for that: announce the agent instead.',
  },
  'stream.audio-lost': {
    http: 200,
    close: 1000,
    text: 'Audio is missing on the way; the gap is marked.',
  },
  'stream.audio-stale': {
    http: 200,
    close: 1000,
    text: 'Audio arrives too late to act on; no cue is shown meanwhile.',
  },
  'stream.audio-ignored': {
    http: 200,
    close: 1000,
    text: 'Audio arrived where the protocol allows none; it was left out.',
  },
  'stream.source-unreachable': {
    http: 502,
    close: 1011,
    text: 'The source could not be reached; Evenkeel goes on trying.',
  },
  'stream.source-refused': {
    http: 502,
    close: 1011,
    text: 'The source refused the subscription: compare its URL and headers.',
  },
} as const satisfies Record<string, ErrorRow>;

type ErrorRow = { readonly http: number; readonly close: number; readonly text: string };

export type ErrorCode = keyof typeof ERRORS;

/** The only error class: a stable code, an optional detail (never an identifier, never audio) and a cause. */
export class EvenkeelError extends Error {
  override readonly name = 'EvenkeelError';

  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    options?: ErrorOptions,
  ) {
    super(detail === undefined ? ERRORS[code].text : `${ERRORS[code].text} ${detail}`, options);
  }

  get httpStatus(): number {
    return ERRORS[this.code].http;
  }

  get closeCode(): number {
    return ERRORS[this.code].close;
  }
}
