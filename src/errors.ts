import { AUDIO_ERRORS } from './errors/audio-errors.js';
import { AUTH_ERRORS } from './errors/auth-errors.js';
import { BINDING_ERRORS } from './errors/binding-errors.js';
import { CONFIG_ERRORS } from './errors/config-errors.js';
import { DESKTOP_ERRORS } from './errors/desktop-errors.js';
import type { ErrorRow } from './errors/error-row.js';
import { HTTP_ERRORS } from './errors/http-errors.js';
import { INTERNAL_ERRORS } from './errors/internal-errors.js';
import { SERVER_ERRORS } from './errors/server-errors.js';
import { SIMULATE_ERRORS } from './errors/simulate-errors.js';
import { STORAGE_ERRORS } from './errors/storage-errors.js';
import { STREAM_ERRORS } from './errors/stream-errors.js';

/**
 * Every error the product can raise. A code is stable: operators alert on it and clients switch on it.
 * `http` is the HTTP status, `close` the WebSocket close code, `text` one sentence that says what to do next.
 * The rows of an area are one file of `errors/`.
 */
export const ERRORS = {
  ...AUDIO_ERRORS,
  ...AUTH_ERRORS,
  ...BINDING_ERRORS,
  ...CONFIG_ERRORS,
  ...DESKTOP_ERRORS,
  ...HTTP_ERRORS,
  ...INTERNAL_ERRORS,
  ...SERVER_ERRORS,
  ...SIMULATE_ERRORS,
  ...STORAGE_ERRORS,
  ...STREAM_ERRORS,
} as const satisfies Record<string, ErrorRow>;

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
