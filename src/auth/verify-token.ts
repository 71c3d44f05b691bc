import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import { type Principal, principalFrom } from './principal.js';

/** Checks a token and says who holds it. Throws an `auth.*` error. */
export interface TokenVerifier {
  verify(token: string): Promise<Principal>;
}

/**
 * Verifies JSON Web Tokens (RFC 7519): HS256 with the configured secret, or an asymmetric algorithm with the key set
 * of an identity provider. The algorithm in a token's header decides only between the two; `none` is never accepted.
 */
export function tokenVerifier(settings: Config['auth']): TokenVerifier {
  const secret = settings.secret === null ? null : new TextEncoder().encode(settings.secret);
  const keySet = settings.jwksUrl === null ? null : createRemoteJWKSet(new URL(settings.jwksUrl));
  const options: JWTVerifyOptions = {
    issuer: settings.issuer,
    audience: settings.audience,
    clockTolerance: settings.clockSkewMs / 1000,
    requiredClaims: ['exp', 'sub'],
  };
  const payloadOf = async (token: string): Promise<JWTPayload> => {
    if (secret === null && keySet === null) throw new EvenkeelError('auth.not-configured');
    const symmetric = headerAlgorithm(token) === 'HS256';
    if (symmetric && secret !== null)
      return (await jwtVerify(token, secret, { ...options, algorithms: ['HS256'] })).payload;
    if (!symmetric && keySet !== null)
      return (await jwtVerify(token, keySet, { ...options, algorithms: ASYMMETRIC })).payload;
    throw new EvenkeelError('auth.token-invalid');
  };
  return {
    async verify(token) {
      try {
        return principalFrom(await payloadOf(token));
      } catch (cause) {
        if (cause instanceof EvenkeelError) throw cause;
        throw new EvenkeelError(
          cause instanceof errors.JWTExpired ? 'auth.token-expired' : 'auth.token-invalid',
          undefined,
          { cause },
        );
      }
    },
  };
}

const ASYMMETRIC = ['RS256', 'ES256', 'EdDSA'];

function headerAlgorithm(token: string): unknown {
  try {
    const header: unknown = JSON.parse(
      Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8'),
    );
    return typeof header === 'object' && header !== null && 'alg' in header ? header.alg : null;
  } catch {
    return null;
  }
}
