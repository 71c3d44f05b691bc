import { z } from 'zod';

/** Longest identifier, UTF-16 code units. */
const MOST_CHARACTERS = 256;

/**
 * Control characters (U+0000 among them, which PostgreSQL takes in no text), line and paragraph separators, and signs
 * that show on no screen but make another name: zero-width spaces, joiners left alone, directions, byte order marks.
 * U+FFFD is what is left of a name that was read in the wrong encoding.
 */
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]/u;

/** Whether a text may name something: not empty, well-formed, nothing in it that cannot be seen or kept. */
export function isIdentifier(text: string): boolean {
  return (
    text !== '' &&
    text.length <= MOST_CHARACTERS &&
    text === text.trim() &&
    !FORBIDDEN.test(text) &&
    isWellFormed(text)
  );
}

/** No half of a surrogate pair: UTF-8 cannot carry it. */
function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

/**
 * The name of a tenant, platform, call, agent, team or anything else that comes from outside, at every door: white
 * space around it is trimmed, so that the same name is the same everywhere.
 */
export function identifierOf(mostCharacters = MOST_CHARACTERS) {
  return z
    .string()
    .trim()
    .min(1)
    .max(mostCharacters)
    .refine(
      isIdentifier,
      'has a control character, a sign that cannot be seen, or was read in the wrong encoding',
    );
}

export const identifier = identifierOf();
/** Tenants, teams of a token and platforms are named by configuration too, where they are shorter. */
export const tenantName = identifierOf(64);
export const platformName = identifierOf(32);

/** A person's own words: lines and tabs are fine, what a database cannot keep is not. */
export function wordsOf(mostCharacters: number) {
  return z
    .string()
    .max(mostCharacters)
    .refine((text) => !/[^\P{Cc}\t\n\r]/u.test(text) && isWellFormed(text), 'has a control character');
}
