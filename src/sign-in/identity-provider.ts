import { createRemoteJWKSet, decodeJwt, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import { identifier } from '../identifier.js';
import { claimAt } from './person-from-claims.js';
import { providerKeysUrl } from './provider-keys-url.js';

/** What one sign-in must remember until the provider answers. */
export type SignInSecrets = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** What the provider said of somebody. */
export type ProvidedIdentity = {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly issuer: string;
  readonly subject: string;
  /** The provider's own id of this sign-in (claim `sid`), if it gives one. */
  readonly sessionId: string | null;
  readonly idToken: string;
  readonly refreshToken: string | null;
};

/** How long the provider may take to answer, seconds. */
const TIMEOUT_S = 10;
/** How old a log-out token may be. */
const LOGOUT_TOKEN_AGE = '5m';
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

const logoutClaims = z
  .looseObject({
    sub: identifier.optional(),
    sid: z.string().max(512).optional(),
    events: z.looseObject({ [LOGOUT_EVENT]: z.looseObject({}) }),
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/** The OpenID Connect provider: authorization code with PKCE, refresh, and log-out from either side. */
export class IdentityProvider {
  readonly #settings: Config['signIn'] & { readonly issuerUrl: string; readonly publicUrl: string };
  #found: Promise<oidc.Configuration> | null = null;
  #keys: JWTVerifyGetKey | null = null;

  constructor(settings: IdentityProvider['settings']) {
    this.#settings = settings;
  }

  get settings(): Config['signIn'] & { readonly issuerUrl: string; readonly publicUrl: string } {
    return this.#settings;
  }

  /** Where to send the browser, and what to remember meanwhile. @throws EvenkeelError `auth.provider-away` */
  async begin(): Promise<{ readonly url: URL; readonly secrets: SignInSecrets }> {
    const provider = await this.#discovered();
    const secrets = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: this.#redirectUri,
      scope: this.#settings.scopes.join(' '),
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
    });
    return { url, secrets };
  }

  /**
   * Reads the provider's answer.
   * @param query of the request with which the browser came back
   * @throws EvenkeelError `auth.sign-in-refused`, `auth.provider-away`
   */
  async finish(query: string, { state, nonce, verifier }: SignInSecrets): Promise<ProvidedIdentity> {
    const provider = await this.#discovered();
    const answer = new URL(this.#redirectUri);
    answer.search = query;
    return this.#asked(async () => {
      const tokens = await oidc.authorizationCodeGrant(provider, answer, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      return this.#identityFrom(provider, tokens, null);
    });
  }

  /**
   * Asks whether somebody still has access, and with what claims.
   * @throws EvenkeelError `auth.sign-in-refused`: no more; `auth.provider-away`: not known
   */
  async recheck(held: {
    readonly idToken: string;
    readonly refreshToken: string;
  }): Promise<ProvidedIdentity> {
    const provider = await this.#discovered();
    return this.#asked(async () => {
      const tokens = await oidc.refreshTokenGrant(provider, held.refreshToken);
      return this.#identityFrom(provider, tokens, held);
    });
  }

  /** Where the browser goes to sign out at the provider too; null where it has no such page. */
  async signOutUrl(idToken: string): Promise<string | null> {
    const provider = await this.#discovered();
    if (provider.serverMetadata().end_session_endpoint === undefined) return null;
    return oidc.buildEndSessionUrl(provider, {
      post_logout_redirect_uri: new URL('sign-in', this.#settings.publicUrl).href,
      id_token_hint: idToken,
    }).href;
  }

  /**
   * Reads a log-out token (OpenID Connect Back-Channel Logout 1.0, section 2.6): whose sessions end.
   * @throws EvenkeelError `auth.token-invalid`, `auth.provider-away`
   */
  async readLogoutToken(token: string): Promise<{
    readonly issuer: string;
    readonly subject: string | null;
    readonly sessionId: string | null;
  }> {
    const { issuer, jwks_uri } = (await this.#discovered()).serverMetadata();
    this.#keys ??= createRemoteJWKSet(providerKeysUrl(jwks_uri, this.#settings.issuerUrl));
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience: this.#settings.clientId,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        requiredClaims: ['iat', 'jti', 'events'],
        maxTokenAge: LOGOUT_TOKEN_AGE,
        clockTolerance: '30s',
      });
      const { sub = null, sid = null } = logoutClaims.parse(payload);
      return { issuer, subject: sub, sessionId: sid };
    } catch (cause) {
      throw new EvenkeelError('auth.token-invalid', 'It is not a log-out token of the provider.', { cause });
    }
  }

  get #redirectUri(): string {
    return new URL('sign-in/callback', this.#settings.publicUrl).href;
  }

  /** Asked once; after a failure asked again with the next sign-in. */
  #discovered(): Promise<oidc.Configuration> {
    this.#found ??= this.#discover().catch((cause: unknown) => {
      this.#found = null;
      throw new EvenkeelError('auth.provider-away', undefined, { cause });
    });
    return this.#found;
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuerUrl, clientId, clientSecret } = this.#settings;
    const issuer = new URL(issuerUrl);
    // The schema lets plain http in for this machine alone.
    const insecure = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(
      issuer,
      clientId,
      undefined,
      clientSecret === null ? oidc.None() : oidc.ClientSecretPost(clientSecret),
      { timeout: TIMEOUT_S, execute: [oidc.enableNonRepudiationChecks, ...insecure] },
    );
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      throw new EvenkeelError(isRefusal(cause) ? 'auth.sign-in-refused' : 'auth.provider-away', undefined, {
        cause,
      });
    }
  }

  /** The claims of the ID token, and of userinfo where the ID token lacks what is mapped. */
  async #identityFrom(
    provider: oidc.Configuration,
    tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
    before: { readonly idToken: string; readonly refreshToken: string } | null,
  ): Promise<ProvidedIdentity> {
    const idToken = tokens.id_token ?? before?.idToken ?? '';
    const told: Readonly<Record<string, unknown>> = tokens.claims() ?? claimsIn(idToken);
    const subject = String(told.sub);
    const { roleClaim, subjectClaim, tenantClaim, teamsClaim } = this.#settings;
    const lacks = [roleClaim, subjectClaim, tenantClaim, teamsClaim].some(
      (name) => name !== null && claimAt(told, name) === undefined,
    );
    const { userinfo_endpoint, issuer } = provider.serverMetadata();
    const more =
      (lacks || tokens.id_token === undefined) && userinfo_endpoint !== undefined
        ? await oidc.fetchUserInfo(provider, tokens.access_token, subject)
        : {};
    return {
      claims: { ...told, ...more },
      issuer,
      subject,
      sessionId: typeof told.sid === 'string' ? told.sid : null,
      idToken,
      refreshToken: tokens.refresh_token ?? before?.refreshToken ?? null,
    };
  }
}

/** The provider answered, and its answer is no or not to be trusted; anything else is a matter of the line. */
function isRefusal(cause: unknown): boolean {
  if (cause instanceof oidc.AuthorizationResponseError) return true;
  if (cause instanceof oidc.ResponseBodyError) return cause.error === 'invalid_grant';
  return cause instanceof oidc.ClientError && UNTRUSTED.has(cause.code ?? '');
}

const UNTRUSTED: ReadonlySet<string> = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]);

/** The claims of a token that was verified when it came. */
function claimsIn(idToken: string): Readonly<Record<string, unknown>> {
  return decodeJwt(idToken);
}
