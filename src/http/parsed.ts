import { z } from 'zod';
import { EvenkeelError } from '../errors.js';

/**
 * What a client sent, as the schema has it.
 * @throws EvenkeelError `http.body-invalid`, which names the field and the fault, never the value
 */
export function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const outcome = schema.safeParse(input ?? {});
  if (!outcome.success) throw new EvenkeelError('http.body-invalid', z.prettifyError(outcome.error));
  return outcome.data;
}
