import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { may, type Principal, type Right } from '../auth/principal.js';
import { EvenkeelError } from '../errors.js';

/** Turns a bearer token into who holds it; rejects with an EvenkeelError when it is not good. */
export type VerifyToken = (token: string) => Promise<Principal>;

const PRINCIPALS = new WeakMap<FastifyRequest, Principal>();

/** Makes `requireRight('exposure.read')` for routes: `{ preHandler: requireRight('…') }`. */
export function rightsGuard(verify: VerifyToken): (right: Right) => preHandlerAsyncHookHandler {
  return (right) => async (request) => {
    const token = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new EvenkeelError('auth.token-missing');
    const principal = await verify(token);
    if (!may(principal, right)) throw new EvenkeelError('auth.right-missing', `Needed: ${right}.`);
    PRINCIPALS.set(request, principal);
  };
}

/** Who sent a request that passed `requireRight`. */
export function principalOf(request: FastifyRequest): Principal {
  const principal = PRINCIPALS.get(request);
  if (principal === undefined) throw new EvenkeelError('auth.token-missing');
  return principal;
}
