import { z } from 'zod';
import { EvenkeelError } from '../errors.js';
import { claimsOf, principalFrom } from './claims.js';
import type { Principal } from './principal.js';

/** A link that signs one person in, once: who, and the link's own id. */
export type SignInLink = { readonly principal: Principal; readonly tokenId: string };

/** How long a link may be good for. */
export const LINK_LIFETIME_S = 600;

/** `exp` counts whole seconds, and clocks differ a little. */
const SLACK_MS = 5_000;

const claimsSchema = z.looseObject({
  use: z.literal('sign-in'),
  jti: z.string().min(1).max(128),
  role: z.enum(['agent', 'lead', 'reader', 'admin']),
  exp: z.int().positive(),
});

/** Reads the claims of a verified link. Throws `auth.token-invalid`. */
export function signInLinkFrom(claims: unknown): SignInLink {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success)
    throw new EvenkeelError(
      'auth.token-invalid',
      'A link needs the claims use "sign-in", role, sub and jti.',
    );
  const { use: _, ...rest } = parsed.data;
  if (rest.exp * 1000 - Date.now() > LINK_LIFETIME_S * 1000 + SLACK_MS)
    throw new EvenkeelError('auth.token-too-long', `A link must expire within ${LINK_LIFETIME_S} s.`);
  return { principal: principalFrom(rest), tokenId: rest.jti };
}

/** The claims that {@link signInLinkFrom} reads back; the signer adds the id. */
export function linkClaims(principal: Omit<Principal, 'expiresAtMs'>, nowMs: number) {
  const exp = Math.floor(nowMs / 1000) + LINK_LIFETIME_S;
  return { ...claimsOf({ ...principal, expiresAtMs: exp * 1000 }), use: 'sign-in' as const };
}
