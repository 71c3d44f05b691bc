import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import { bindingTicketFrom, type PresentedTicket } from './binding-ticket.js';
import { principalFrom } from './claims.js';
import { KeySet, type KeysObserver } from './key-set.js';
import type { Principal } from './principal.js';
import { type SignInLink, signInLinkFrom } from './sign-in-link.js';

/** Checks a token and says who holds it. Throws an `auth.*` error. */
export interface TokenVerifier {
  verify(token: string): Promise<Principal>;
  /** A binder's statement, signed and short-lived, that an agent is on a call. */
  verifyBinding(token: string): Promise<PresentedTicket>;
  /** Reads the identity provider's keys now, where there is one; the observer is told how it went. */
  readKeys(): Promise<void>;
  /** The link that signs a person in; whoever keeps the sessions sees to it that it is used once. */
  verifySignInLink(token: string): Promise<SignInLink>;
}

type Revocations = Pick<Config['auth'], 'revokedTokenIds' | 'revokedSubjects'>;

const HOUR_MS = 3_600_000;

/** The longest token that is looked at, wherever it is presented: as long as Node takes one in a header. */
export const MOST_TOKEN_CHARACTERS = 8_192;

/**
 * Verifies JSON Web Tokens (RFC 7519): HS256 with the configured secret, or an asymmetric algorithm with the key set
 * of an identity provider. The algorithm in a token's header decides only between the two; `none` is never accepted.
 * @param revocations asked for every token: they may change while the process runs
 * @param onKeys told whenever the identity provider's keys were read, or could not be
 */
export function tokenVerifier(
  settings: Config['auth'],
  revocations: () => Revocations = () => settings,
  onKeys: KeysObserver = () => {},
): TokenVerifier {
  const keySet = settings.jwksUrl === null ? null : new KeySet(settings.jwksUrl, onKeys);
  const payloadOf = payloadReader(settings, keySet);
  const verified = async <T>(token: string, read: (payload: JWTPayload) => T): Promise<T> => {
    if (token.length > MOST_TOKEN_CHARACTERS) throw new EvenkeelError('auth.token-too-large');
    try {
      const payload = await payloadOf(token);
      const { exp = 0, jti } = payload;
      if (exp * 1000 - Date.now() > settings.maxTokenHours * HOUR_MS + settings.clockSkewMs)
        throw new EvenkeelError('auth.token-too-long');
      const { revokedTokenIds, revokedSubjects } = revocations();
      const subject = `${String(payload.tenant)}/${payload.sub}`;
      if ((jti !== undefined && revokedTokenIds.includes(jti)) || revokedSubjects.includes(subject))
        throw new EvenkeelError('auth.token-revoked');
      return read(payload);
    } catch (cause) {
      if (cause instanceof EvenkeelError) throw cause;
      throw new EvenkeelError(
        cause instanceof errors.JWTExpired ? 'auth.token-expired' : 'auth.token-invalid',
        undefined,
        { cause },
      );
    }
  };
  return {
    readKeys: async () => keySet?.read(),
    verify: (token) => verified(token, principalFrom),
    verifyBinding: (token) => verified(token, bindingTicketFrom),
    verifySignInLink: (token) => verified(token, signInLinkFrom),
  };
}

function payloadReader(
  settings: Config['auth'],
  keySet: KeySet | null,
): (token: string) => Promise<JWTPayload> {
  const secret = settings.secret === null ? null : new TextEncoder().encode(settings.secret);
  const options: JWTVerifyOptions = {
    issuer: settings.issuer,
    audience: settings.audience,
    clockTolerance: settings.clockSkewMs / 1000,
    requiredClaims: ['exp', 'sub'],
  };
  return async (token) => {
    if (secret === null && keySet === null) throw new EvenkeelError('auth.not-configured');
    const symmetric = headerAlgorithm(token) === 'HS256';
    if (symmetric && secret !== null)
      return (await jwtVerify(token, secret, { ...options, algorithms: ['HS256'] })).payload;
    if (!symmetric && keySet !== null)
      return (await jwtVerify(token, keySet.keyOf, { ...options, algorithms: ASYMMETRIC })).payload;
    throw new EvenkeelError('auth.token-invalid');
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
