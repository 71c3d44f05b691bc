import type { PageTokenAnswer } from '../sign-in/session-routes.js';

export type PageRole = 'agent' | 'lead' | 'reader' | 'admin';

/** Nobody is signed in, as far as this server knows. */
const NOBODY = { token: null, ended: null, provider: false } as const;

/** Asks the server for tokens of a session. Rejects while the server is away. */
export class SessionClient {
  readonly #role: PageRole;

  constructor(role: PageRole) {
    this.#role = role;
  }

  /** @param bearer a credential of the session, where the browser keeps no cookie for this page */
  renew(bearer: string | null): Promise<PageTokenAnswer> {
    return this.#ask('token', { as: this.#role }, bearer);
  }

  redeem(ticket: string, secret: string): Promise<PageTokenAnswer> {
    return this.#ask('ticket', { ticket, secret }, null);
  }

  open(link: string): Promise<PageTokenAnswer> {
    return this.#ask('link', { link }, null);
  }

  async #ask(what: string, body: object, bearer: string | null): Promise<PageTokenAnswer> {
    const reply = await fetch(`v1/session/${what}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-evenkeel-page': this.#role,
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
    });
    if (reply.status >= 500) throw new Error(`${reply.status}`);
    const answer: unknown = await reply.json().catch(() => null);
    if (!reply.ok) return { ...NOBODY, ended: codeIn(answer) };
    return isAnswer(answer) ? answer : NOBODY;
  }
}

/** Why the server refused; a server without sessions has no reason to give. */
function codeIn(answer: unknown): Extract<PageTokenAnswer, { token: null }>['ended'] {
  const { code } = (answer ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && code.startsWith('auth.') ? (code as 'auth.session-ended') : null;
}

function isAnswer(value: unknown): value is PageTokenAnswer {
  if (typeof value !== 'object' || value === null || !('token' in value)) return false;
  const { token, expiresInMs } = value as Partial<Extract<PageTokenAnswer, { token: string }>>;
  return token === null || (typeof token === 'string' && typeof expiresInMs === 'number');
}
