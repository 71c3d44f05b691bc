import { ownField } from '../own-field.js';

/** Reads one field of a parsed message by its dotted path, such as `start.mediaFormat`; undefined when it is not there. */
export function fieldAt(message: unknown, path: string): unknown {
  let value = message;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = ownField(value as Record<string, unknown>, name);
  }
  return value;
}

/** The first of several paths that holds something. */
export function firstAt(message: unknown, paths: readonly string[]): unknown {
  for (const path of paths) {
    const value = fieldAt(message, path);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** Text of at most `maxLength` characters; numbers become text, anything else is null. */
export function textAt(message: unknown, paths: readonly string[], maxLength = 256): string | null {
  const value = firstAt(message, paths);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= maxLength ? value : null;
}

/** A finite number; platforms also write numbers as strings. */
export function numberAt(message: unknown, paths: readonly string[]): number | null {
  const value = firstAt(message, paths);
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Parses a JSON object; null for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
