import { EvenkeelError } from '../errors.js';

/** The refusal that a token met; null for any other fault, such as a store that is away. */
export function refusalIn(cause: unknown): EvenkeelError | null {
  return cause instanceof EvenkeelError && cause.httpStatus === 401 ? cause : null;
}
