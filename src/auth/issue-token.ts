import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import { type BindingTicket, ticketClaims } from './binding-ticket.js';
import { claimsOf, principalFrom } from './claims.js';
import type { Principal } from './principal.js';
import { linkClaims } from './sign-in-link.js';

type Signing = Pick<Config['auth'], 'secret' | 'issuer' | 'audience'>;

/**
 * Signs a token (HS256) with the configured secret for a party, valid until `expiresAtMs`.
 * @throws EvenkeelError `auth.token-invalid` for a party whose token nobody would take
 */
export async function issueToken(settings: Signing, principal: Principal): Promise<string> {
  const claims = claimsOf(principal);
  principalFrom(claims);
  return sign(settings, claims);
}

/** Signs a binder's statement about one call and one agent; `by`: the binder. */
export function issueBindingTicket(settings: Signing, ticket: BindingTicket, by: string): Promise<string> {
  return sign(settings, ticketClaims(ticket, by, Date.now()));
}

/** Signs the link by which a person signs in, once and within ten minutes. */
export function issueSignInLink(
  settings: Signing,
  principal: Omit<Principal, 'expiresAtMs'>,
): Promise<string> {
  return sign(settings, linkClaims(principal, Date.now()));
}

async function sign(settings: Signing, claims: JWTPayload): Promise<string> {
  if (settings.secret === null) throw new EvenkeelError('auth.not-configured');
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(settings.issuer)
    .setAudience(settings.audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .sign(new TextEncoder().encode(settings.secret));
}
