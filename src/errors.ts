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
  'internal.fault': {
    http: 500,
    close: 1011,
    text: 'Evenkeel met a fault of its own; the call is not affected.',
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
