import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { may, type Principal, type Right } from '../auth/principal.js';
import { EvenkeelError } from '../errors.js';
import { bearerOf, cookieFor } from './request-token.js';
import { SessionCookies } from './session-cookies.js';

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
