import { EvenkeelError } from '../errors.js';

/** @throws EvenkeelError `binding.not-kept` where the store did not take it and does not say why */
export async function kept<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw notKept(cause);
  }
}

export function notKept(cause: unknown): EvenkeelError {
  return cause instanceof EvenkeelError ? cause : new EvenkeelError('binding.not-kept', undefined, { cause });
}
