import { SignJWT } from 'jose';
import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import { claimsOf, type Principal } from './principal.js';

/** Signs a token (HS256) with the configured secret for a party, valid until `expiresAtMs`. */
export async function issueToken(
  settings: Pick<Config['auth'], 'secret' | 'issuer' | 'audience'>,
  principal: Principal,
): Promise<string> {
  if (settings.secret === null) throw new EvenkeelError('auth.not-configured');
  return await new SignJWT(claimsOf(principal))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(settings.issuer)
    .setAudience(settings.audience)
    .setIssuedAt()
    .sign(new TextEncoder().encode(settings.secret));
}
