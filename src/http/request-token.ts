import type { FastifyRequest } from 'fastify';
import { type Right, rolesThatMay } from '../auth/principal.js';
import { refuseCrossSite, type SessionCookies } from './session-cookies.js';

/** `Authorization: Bearer …`, or null. */
export function bearerOf({ headers }: FastifyRequest): string | null {
  return /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** The credential of a session whose role has the right, or null. A cross-site request is refused. */
export function cookieFor(request: FastifyRequest, cookies: SessionCookies, right: Right): string | null {
  for (const role of rolesThatMay(right)) {
    const credential = cookies.read(request, role);
    if (credential === null) continue;
    refuseCrossSite(request);
    return credential;
  }
  return null;
}
