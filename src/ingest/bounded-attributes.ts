const NAME_LIMIT = 64;
const VALUE_LIMIT = 256;
const COUNT_LIMIT = 32;

/**
 * Custom parameters of a stream as flat text, cut to what a call can need: at most 32 names of 64 characters with
 * values of 256. Numbers and booleans become text; anything nested is left out.
 */
export function boundedAttributes(from: unknown): Readonly<Record<string, string>> {
  if (typeof from !== 'object' || from === null) return {};
  const kept: [string, string][] = [];
  for (const [name, value] of Object.entries(from)) {
    if (kept.length === COUNT_LIMIT) break;
    if (name.length > NAME_LIMIT) continue;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
    const text = String(value);
    if (text.length <= VALUE_LIMIT) kept.push([name, text]);
  }
  return Object.fromEntries(kept);
}
