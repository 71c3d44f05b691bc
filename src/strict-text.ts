/** A text file's text, or why its bytes are none, in words that end a sentence. */
export type StrictText = { readonly text: string } | { readonly fault: string };

/**
 * Decodes a file that people or programs wrote. UTF-8, with or without a byte order mark, and UTF-16 with one are read;
 * anything else is refused with the encoding that it seems to have, since a wrong guess would change names silently.
 */
export function decodeStrictly(bytes: Uint8Array): StrictText {
  const encoding = markOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return {
      fault: encoding === 'utf-8' ? legacyFault(bytes) : `it is not proper ${encoding.toUpperCase()}`,
    };
  }
}

/** A key or secret from a file: what surrounds it (byte order mark, blank lines, white space) is no part of it. */
export function decodeSecret(bytes: Uint8Array): StrictText {
  const decoded = decodeStrictly(bytes);
  return 'fault' in decoded ? decoded : { text: decoded.text.trim() };
}

/** By the byte order mark (unicode.org/faq/utf_bom.html). */
function markOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Windows-1252 leaves five bytes without a meaning (encoding.spec.whatwg.org/index-windows-1252.txt). */
const NOT_WINDOWS_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

function legacyFault(bytes: Uint8Array): string {
  const isWindows = !bytes.some((byte) => NOT_WINDOWS_1252.has(byte) || byte === 0);
  const seems = isWindows ? 'it seems to be Windows-1252 or another old encoding' : 'its encoding is unknown';
  return `it is not UTF-8; ${seems}: save it as UTF-8 ("CSV UTF-8" in a spreadsheet)`;
}
