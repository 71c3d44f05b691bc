import type { PageTokenAnswer } from '../sign-in/session-routes.js';
import { frameSignIn } from './frame-sign-in.js';
import { keepPageToken, takeFromFragment, takePageToken } from './page-token.js';
import { type PageRole, SessionClient } from './session-client.js';

/** Why somebody who was signed in no longer is. */
export type SignInEnd = 'never' | 'ended' | 'revoked' | 'link-used';

const ENDS: ReadonlyMap<string | null, SignInEnd> = new Map<string | null, SignInEnd>([
  [null, 'never'],
  ['auth.token-revoked', 'revoked'],
  ['auth.link-used', 'link-used'],
]);

type Held = {
  readonly text: string;
  /** On this page's clock; null = a signed token, which says itself when it ends. */
  readonly renewAtMs: number | null;
};

/** A token is renewed when this much of its time is left, milliseconds. */
const RENEW_BEFORE_MS = 120_000;

/**
 * The tokens of one page: one that the page was opened with, or short-lived ones of the session that the browser holds
 * as a cookie. A frame whose cookies are blocked carries its session in its own memory.
 */
export class PageTokens {
  readonly #role: PageRole;
  readonly #client: SessionClient;
  readonly #isFramed = window.parent !== window;
  /** This page keeps the session itself: the browser may keep no cookie for it. */
  #carries = this.#isFramed;
  #held: Held | null = null;
  #begun: Promise<void> | null = null;
  #renewing: Promise<string | null> | null = null;
  #end: SignInEnd = 'never';
  #provider = false;

  constructor(role: PageRole) {
    this.#role = role;
    this.#client = new SessionClient(role);
  }

  /** Why there is no token. */
  get end(): SignInEnd {
    return this.#end;
  }

  /** Whether a button can sign in: there is a provider. Known once there is no token. */
  get canSignIn(): boolean {
    return this.#provider;
  }

  /** A token that is good now, or null: nobody is signed in. Rejects while the server is away. */
  async token(): Promise<string | null> {
    this.#begun ??= this.#begin().catch((cause: unknown) => {
      this.#begun = null;
      throw cause;
    });
    await this.#begun;
    const renewAtMs = this.#held?.renewAtMs ?? null;
    return renewAtMs !== null && renewAtMs <= Date.now() ? this.renew() : (this.#held?.text ?? null);
  }

  /** A token of the session, or null: it has ended. Rejects while the server is away. */
  renew(): Promise<string | null> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** What another page of ours is opened with: a new tab shares the cookie, and nothing else. */
  carried(): string | null {
    return this.#carries || this.#held?.renewAtMs === null ? (this.#held?.text ?? null) : null;
  }

  /** A signed token that the page was handed; a reload of this tab still has it. */
  adopt(token: string): void {
    this.#held = { text: token, renewAtMs: null };
    keepPageToken(this.#role, token);
  }

  /** Signs in at the provider: in this tab, or, from a frame, in a window of its own. Resolves to a token, or never. */
  signIn(): Promise<string> {
    if (this.#isFramed)
      return frameSignIn(this.#role, async (ticket, secret) => {
        const text = this.#take(await this.#client.redeem(ticket, secret));
        if (text === null) throw new Error('The ticket was not accepted.');
        return text;
      });
    window.location.assign(`sign-in/start?as=${this.#role}&to=${pageName()}`);
    return new Promise(() => {});
  }

  async #begin(): Promise<void> {
    const link = takeFromFragment('sign-in');
    if (link !== null) {
      const answer = await this.#client.open(link);
      // A link that is opened again in the browser that it signed in: the session is still there.
      if (this.#take(answer) !== null || (await this.#renew()) !== null) return;
      this.#take(answer);
      return;
    }
    const given = takePageToken(this.#role);
    if (given === null) await this.#renew();
    // A credential of a session, carried over from a frame or a reload.
    else if (given.startsWith('evs_')) {
      this.#carries = true;
      await this.#renew(given);
    } else this.#held = { text: given, renewAtMs: null };
  }

  async #renew(bearer = this.#sessionToken()): Promise<string | null> {
    return this.#take(await this.#client.renew(bearer));
  }

  #sessionToken(): string | null {
    return this.#held === null || this.#held.renewAtMs === null ? null : this.#held.text;
  }

  #take(answer: PageTokenAnswer): string | null {
    this.#provider = answer.provider;
    if (answer.token === null) {
      this.#end = ENDS.get(answer.ended) ?? 'ended';
      // What the host handed over is not the session's to forget.
      if (this.#held?.renewAtMs === null) return null;
      this.#held = null;
    } else {
      this.#held = { text: answer.token, renewAtMs: Date.now() + answer.expiresInMs - RENEW_BEFORE_MS };
    }
    if (this.#carries) keepPageToken(this.#role, answer.token);
    return answer.token;
  }
}

/** The page's name as the sign-in knows it: the panel has none. */
function pageName(): string {
  const name = window.location.pathname.split('/').at(-1) ?? '';
  return name.replace(/\.html$/, '').replace(/^index$/, '');
}
