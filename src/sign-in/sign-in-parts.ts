import type { SignInLink } from '../auth/sign-in-link.js';
import type { SessionCookies } from '../http/session-cookies.js';
import type { IdentityProvider } from './identity-provider.js';
import type { Sessions } from './sessions.js';

/** What the routes of the sign-in share. */
export type SignInParts = {
  readonly sessions: Sessions;
  readonly cookies: SessionCookies;
  /** Null: people sign in by link alone. */
  readonly provider: IdentityProvider | null;
  /** @throws EvenkeelError of the `auth.` codes */
  readonly verifyLink: (link: string) => Promise<SignInLink>;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
};
