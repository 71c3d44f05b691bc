import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConfigOverrides } from '../../src/config/load-config.js';
import { signInSection } from '../../src/config/sections/sign-in-section.js';
import { systemClock } from '../../src/ingest/ingest-clock.js';
import type { HttpVisitor } from './http-visitor.js';
import { type Account, TestIdentityProvider } from './identity-provider.js';
import { type RunningApp, startApp } from './running-app.js';

/** What `startApp` signs tokens with. */
export const SECRET = 'a secret that only this test knows, long enough';

/** Keycloak's way to say roles and groups. */
export const ACCOUNTS: Readonly<Record<string, Account>> = {
  ada: { realm_access: { roles: ['ek-agent'] }, groups: [], preferred_username: 'ada' },
  lea: {
    realm_access: { roles: ['ek-lead'] },
    groups: ['/teams/blue', '/canteen'],
    preferred_username: 'lea',
  },
  ann: { realm_access: { roles: ['ek-admin', 'ek-lead'] }, groups: ['/teams/*'], preferred_username: 'ann' },
  eve: { realm_access: { roles: ['canteen'] }, preferred_username: 'eve' },
};

/** A port that was free a moment ago: the provider must know the address before the application listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

export type SignedInSite = {
  readonly provider: TestIdentityProvider;
  readonly app: RunningApp;
  readonly url: string;
  /** How far the application's clock has been put forward, milliseconds. */
  readonly clock: { aheadMs: number };
  /** Starts one more node with the same settings, on a port of its own. */
  another(): Promise<RunningApp>;
  stop(): Promise<void>;
};

/** Evenkeel and a real identity provider that know each other. */
export async function startSite(
  signIn: Partial<ReturnType<typeof signInSection.parse>> = {},
  overrides: ConfigOverrides = {},
  accounts = ACCOUNTS,
): Promise<SignedInSite> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}/`;
  const clientSecret = 'a secret of the client, long enough for everybody';
  const provider = await TestIdentityProvider.start({
    clientId: 'evenkeel',
    clientSecret,
    publicUrl,
    accounts,
  });
  const clock = { aheadMs: 0 };
  const settings: ConfigOverrides = {
    ...overrides,
    server: { port, ...overrides.server },
    signIn: signInSection.parse({
      issuerUrl: provider.issuer,
      clientSecret,
      publicUrl,
      tenant: 'acme',
      subjectClaim: 'preferred_username',
      roleClaim: 'realm_access.roles',
      roles: { agent: ['ek-agent'], lead: ['ek-lead'], admin: ['ek-admin'] },
      teamsClaim: 'groups',
      teamsPrefix: '/teams/',
      ...signIn,
    }),
  };
  const parts = { clock: { ...systemClock, wallMs: () => systemClock.wallMs() + clock.aheadMs } };
  const app = await startApp(settings, parts);
  return {
    provider,
    app,
    clock,
    another: () => startApp({ ...settings, server: { ...settings.server, port: 0 } }, parts),
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await app.stop();
      await provider.stop();
    },
  };
}

/** Signs in as a browser would; resolves to where it ended. */
export async function signInAs(
  visitor: HttpVisitor,
  { url }: Pick<SignedInSite, 'url'>,
  login: string,
  query = '',
): Promise<string> {
  const form = await visitor.follow(`${url}/sign-in/start${query}`);
  if (!form.url.includes('/enter/')) return form.url;
  return (await visitor.follow(`${form.url}?login=${login}`)).url;
}

/** What a page of ours sends with what it asks. */
export const FROM_PAGE = { 'x-evenkeel-page': 'test', 'content-type': 'application/json' } as const;
