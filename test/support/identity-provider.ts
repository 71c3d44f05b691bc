import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';

/** Somebody whom the test's provider knows. */
export type Account = { readonly [claim: string]: unknown };

function withoutDispatcher(init: RequestInit & { dispatcher?: unknown }): RequestInit {
  const { dispatcher: _, ...rest } = init;
  return rest;
}

/** What the library's types leave out. */
type BackChannelClient = { backchannelLogout(accountId: string, sid: string): Promise<void> };

export type IdentityProviderOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicUrl: string;
  readonly accounts: Readonly<Record<string, Account>>;
  readonly port?: number;
};

/**
 * A real OpenID Connect provider (oidc-provider) on loopback: discovery, PKCE, refresh tokens, RP-initiated and
 * back-channel log-out. Its sign-in page asks for a login name alone.
 */
export class TestIdentityProvider {
  /** Accounts whose refresh is refused from now on. */
  readonly disabled = new Set<string>();
  readonly issuer: string;
  readonly #sessions = new Map<string, { readonly clientId: string; readonly sid: string }[]>();
  readonly #http: Server;
  readonly provider: Provider;

  private constructor(http: Server, options: IdentityProviderOptions) {
    this.#http = http;
    const { port } = http.address() as AddressInfo;
    this.issuer = `http://localhost:${port}`;
    const { clientId, clientSecret, publicUrl, accounts } = options;
    this.provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          token_endpoint_auth_method: 'client_secret_post',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          redirect_uris: [new URL('sign-in/callback', publicUrl).href],
          post_logout_redirect_uris: [new URL('sign-in', publicUrl).href],
          backchannel_logout_uri: new URL('sign-in/back-channel-logout', publicUrl).href,
          backchannel_logout_session_required: true,
        },
      ],
      claims: {
        openid: ['sub'],
        profile: ['roles', 'realm_access', 'groups', 'tenant', 'preferred_username'],
      },
      scopes: ['openid', 'profile', 'offline_access'],
      conformIdTokenClaims: false,
      // The dispatcher that it brings refuses addresses of this machine.
      fetch: (url, init) => fetch(url, withoutDispatcher(init ?? {})),
      pkce: { required: () => true },
      features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: false } },
      issueRefreshToken: async () => true,
      cookies: { keys: ['a key of the test'] },
      ttl: {
        AccessToken: 600,
        IdToken: 600,
        Session: 3600,
        Grant: 3600,
        Interaction: 600,
        RefreshToken: 3600,
      },
      interactions: { url: (_context, interaction) => `/enter/${interaction.uid}` },
      findAccount: async (_context, id) => {
        const account = this.disabled.has(id) ? undefined : accounts[id];
        return account && { accountId: id, claims: async () => ({ sub: id, ...account }) };
      },
      loadExistingGrant: async (context) => this.#grantFor(context),
    });
    this.provider.use(async (context, next) => {
      if (!context.path.startsWith('/enter/')) return next();
      await this.#enter(context as unknown as KoaContextWithOIDC);
    });
    this.provider.on('authorization_code.saved', ({ accountId, clientId, sid }) => {
      const known = this.#sessions.get(accountId ?? '') ?? [];
      this.#sessions.set(accountId ?? '', [...known, { clientId: clientId!, sid: sid! }]);
    });
    http.on('request', this.provider.callback());
  }

  static async start(options: IdentityProviderOptions): Promise<TestIdentityProvider> {
    const http = createServer();
    await once(http.listen(options.port ?? 0, 'localhost'), 'listening');
    return new TestIdentityProvider(http, options);
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((done) => this.#http.close(done));
  }

  /** Ends the person's sign-ins here, and tells every client from behind. */
  async logOutEverywhere(login: string): Promise<void> {
    const told = this.#sessions.get(login) ?? [];
    for (const { clientId, sid } of told) {
      const client = (await this.provider.Client.find(clientId)) as unknown as BackChannelClient;
      await client.backchannelLogout(login, sid);
    }
  }

  /** Everybody who is known consents: this client is the organisation's own. */
  async #grantFor({ oidc }: KoaContextWithOIDC) {
    const { client, session, params } = oidc;
    const grant = new this.provider.Grant({ accountId: session!.accountId!, clientId: client!.clientId });
    grant.addOIDCScope(String(params!.scope));
    await grant.save();
    return grant;
  }

  async #enter(context: KoaContextWithOIDC): Promise<void> {
    const { req, res } = context as unknown as { req: Server; res: unknown } & KoaContextWithOIDC;
    const login = new URL(context.href).searchParams.get('login');
    if (login === null) {
      context.type = 'html';
      context.body =
        '<!doctype html><title>Provider</title><h1>Provider</h1><form><label>Login <input name="login"></label><button>Enter</button></form>';
      return;
    }
    context.respond = false;
    const result = login === 'nobody' ? { error: 'access_denied' } : { login: { accountId: login } };
    await this.provider.interactionFinished(req as never, res as never, result, {
      mergeWithLastSubmission: false,
    });
  }
}
