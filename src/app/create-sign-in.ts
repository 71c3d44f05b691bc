import type { Principal } from '../auth/principal.js';
import type { TokenVerifier } from '../auth/verify-token.js';
import type { Config } from '../config/config-schema.js';
import { SessionCookies } from '../http/session-cookies.js';
import { isCredential } from '../sign-in/credential.js';
import type { IdentityProvider } from '../sign-in/identity-provider.js';
import { Sessions } from '../sign-in/sessions.js';
import type { SignInParts } from '../sign-in/sign-in-parts.js';
import type { Storage } from '../storage/storage.js';

export type SignIn = SignInParts & {
  /** Who holds a signed token, or the credential of a session. @throws EvenkeelError of the `auth.` codes */
  readonly verify: (token: string) => Promise<Principal>;
};

/** People's sign-in: sessions in the database, and the provider where one is configured. */
export async function createSignIn(
  { signIn }: Pick<Config, 'signIn'>,
  options: {
    readonly storage: Pick<Storage, 'db' | 'ready'>;
    readonly tokens: TokenVerifier;
    readonly auth: () => Config['auth'];
    readonly now: () => number;
  },
): Promise<SignIn> {
  const { storage, tokens, auth, now } = options;
  const { db, ready } = storage;
  const sessions = new Sessions({ db, ready, now, limits: signIn, revocations: auth });
  return {
    sessions,
    cookies: new SessionCookies(signIn.publicUrl),
    provider: await providerOf(signIn),
    verifyLink: (link) => tokens.verifySignInLink(link),
    now,
    verify: (token) => (isCredential(token) ? sessions.verify(token) : tokens.verify(token)),
  };
}

/** Loaded when it is needed: most sites that try Evenkeel have no provider. */
async function providerOf(settings: Config['signIn']): Promise<IdentityProvider | null> {
  const { issuerUrl, publicUrl } = settings;
  if (issuerUrl === null || publicUrl === null) return null;
  const { IdentityProvider } = await import('../sign-in/identity-provider.js');
  return new IdentityProvider({ ...settings, issuerUrl, publicUrl });
}
