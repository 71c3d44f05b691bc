import type { PageTokens, SignInEnd } from '../page-tokens.js';
import type { DesktopConnection } from './connection/desktop-connection.js';
import { reconnectDelayMs } from './connection/reconnect-delay.js';
import { type Link, needsToken, type SignInTrouble } from './panel-state.js';

const LINK_OF_END: Readonly<Record<SignInEnd, SignInTrouble | null>> = {
  never: null,
  ended: 'token-expired',
  revoked: 'token-revoked',
  'link-used': 'link-used',
};

export type PanelSignInOptions = {
  readonly tokens: PageTokens;
  readonly connection: Pick<DesktopConnection, 'start' | 'useToken'>;
  /** Asks the host application for a token. */
  readonly askHost: () => void;
  readonly onLink: (link: Link) => void;
};

/** Brings tokens to the panel's connection: the page's own, the session's, the host's, or a new sign-in's. */
export class PanelSignIn {
  readonly #options: PanelSignInOptions;
  /** Once after each hello: a session whose tokens are not taken is no help. */
  #mayRenew = true;

  constructor(options: PanelSignInOptions) {
    this.#options = options;
  }

  /** Whether a button can sign in. */
  get isPossible(): boolean {
    return this.#options.tokens.canSignIn;
  }

  /** The page's own token, as soon as the server says whether there is one. */
  async start(): Promise<void> {
    const { tokens, connection, onLink } = this.#options;
    for (let failures = 0; ; failures += 1) {
      try {
        connection.start(await tokens.token());
        return;
      } catch {
        onLink('lost');
        await new Promise((resolve) => setTimeout(resolve, reconnectDelayMs(failures, Math.random)));
      }
    }
  }

  /** Before somebody is asked to sign in, the session that the browser may hold is asked for another token. */
  hear(link: Link): void {
    if (!needsToken(link)) this.#options.onLink(link);
    else if (link === 'signed-out' || !this.#mayRenew) this.#out(link);
    else {
      this.#mayRenew = false;
      void this.#renew().then((isRenewed) => isRenewed || this.#out(link));
    }
  }

  succeeded(): void {
    this.#mayRenew = true;
  }

  /** Silently, while the old token is still good: the host is asked, and the session. */
  expiring(): void {
    this.#options.askHost();
    void this.#renew();
  }

  takeFromHost(token: string): void {
    this.#options.tokens.adopt(token);
    this.#options.connection.useToken(token);
  }

  /** What a page of ours in a tab of its own is opened with. */
  carriedToken(): string | null {
    return this.#options.tokens.carried();
  }

  /** At the press of a button. */
  begin(): void {
    const { tokens, connection, onLink } = this.#options;
    tokens.signIn().then(
      (token) => connection.useToken(token),
      () => onLink('token-expired'),
    );
  }

  async #renew(): Promise<boolean> {
    const token = await this.#options.tokens.renew().catch(() => null);
    if (token !== null) this.#options.connection.useToken(token);
    return token !== null;
  }

  #out(link: SignInTrouble): void {
    this.#options.askHost();
    this.#options.onLink(LINK_OF_END[this.#options.tokens.end] ?? link);
  }
}
