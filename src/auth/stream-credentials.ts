import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Compares two secrets without telling by the time taken how much of them is equal. */
export function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** `Authorization: Bearer …` (RFC 6750, 2.1), or null. */
export function bearerToken(headers: IncomingHttpHeaders): string | null {
  return /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** `Authorization: Basic …` (RFC 7617), or null. The user name ends at the first colon. */
export function basicCredentials(headers: IncomingHttpHeaders): { user: string; password: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
