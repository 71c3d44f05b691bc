import type { z } from 'zod';

/**
 * A column that holds JSON, as the schema has it; null where it is damaged or of another shape, such as a row that an
 * older version wrote or somebody has edited. Readers skip that row.
 */
export function readStoredJson<Value>(schema: z.ZodType<Value>, text: string): Value | null {
  try {
    const outcome = schema.safeParse(JSON.parse(text));
    return outcome.success ? outcome.data : null;
  } catch {
    return null;
  }
}
