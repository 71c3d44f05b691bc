import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { may, type Principal, type Right, rolesThatMay } from '../auth/principal.js';
import { EvenkeelError } from '../errors.js';
import { refuseCrossSite, SessionCookies } from './session-cookies.js';

/** Turns a token, or the credential of a session, into who holds it; rejects with an EvenkeelError when it is not good. */
export type VerifyToken = (token: string) => Promise<Principal>;

type Authenticated = { readonly principal: Principal; readonly token: string };

const AUTHENTICATED = new WeakMap<FastifyRequest, Authenticated>();

/**
 * Makes `requireRight('exposure.read')` for routes: `{ preHandler: requireRight('…') }`. A request says who sends it by
 * `Authorization: Bearer`, or by the cookie of a session in a role that has the right.
 */
export function rightsGuard(
  verify: VerifyToken,
  cookies: SessionCookies = new SessionCookies(null),
): (right: Right) => preHandlerAsyncHookHandler {
  return (right) => async (request) => {
    const token = bearerOf(request) ?? cookieFor(request, cookies, right);
    if (token === null) throw new EvenkeelError('auth.token-missing');
    const principal = await verify(token);
    if (!may(principal, right)) throw new EvenkeelError('auth.right-missing', `Needed: ${right}.`);
    AUTHENTICATED.set(request, { principal, token });
  };
}

/** `Authorization: Bearer …`, or null. */
export function bearerOf({ headers }: FastifyRequest): string | null {
  return /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function cookieFor(request: FastifyRequest, cookies: SessionCookies, right: Right): string | null {
  for (const role of rolesThatMay(right)) {
    const credential = cookies.read(request, role);
    if (credential === null) continue;
    refuseCrossSite(request);
    return credential;
  }
  return null;
}

/** Who sent a request that passed `requireRight`. */
export function principalOf(request: FastifyRequest): Principal {
  return authenticated(request).principal;
}

/** What a request that passed `requireRight` was let in with. */
export function tokenOf(request: FastifyRequest): string {
  return authenticated(request).token;
}

function authenticated(request: FastifyRequest): Authenticated {
  const known = AUTHENTICATED.get(request);
  if (known === undefined) throw new EvenkeelError('auth.token-missing');
  return known;
}
