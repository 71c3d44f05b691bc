import type { ExposureChoices, ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import type { PageTokens } from '../page-tokens.js';

/** Which weeks and teams are looked at; empty `teams` = all. */
export type Selection = {
  readonly from: string | null;
  readonly to: string | null;
  readonly teams: readonly string[];
};

/** The sign-in does not open this page; said in the page's own words. */
export class SignInFault extends Error {
  constructor(readonly text: 'needsToken' | 'notForYou' | 'signInOver' | 'revoked' | 'linkUsed') {
    super(text);
  }
}

/** The server answered, but not with what was asked for. */
export class ServerFault extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

const ENDS = {
  never: 'needsToken',
  ended: 'signInOver',
  revoked: 'revoked',
  'link-used': 'linkUsed',
} as const;

/** Reads what is published, as the lead who is signed in. Failures carry the server's code. */
export class ExposureClient {
  readonly tokens: PageTokens;

  constructor(tokens: PageTokens) {
    this.tokens = tokens;
  }

  choices(): Promise<ExposureChoices> {
    return this.#json('v1/exposure/options');
  }

  report(selection: Selection): Promise<ExposureReport> {
    return this.#json(`v1/exposure/report?${query(selection)}`);
  }

  async csv(selection: Selection): Promise<Blob> {
    const answer = await this.#get(`v1/exposure/report?${query(selection)}&format=csv`);
    return answer.blob();
  }

  async #json<T>(path: string): Promise<T> {
    return (await this.#get(path)).json() as Promise<T>;
  }

  async #get(path: string): Promise<Response> {
    const token = await this.tokens.token();
    if (token === null) throw new SignInFault(ENDS[this.tokens.end]);
    const answer = await this.#ask(path, token);
    if (answer.ok) return answer;
    const body = (await answer.json().catch(() => ({}))) as { code?: string };
    if (answer.status === 401) {
      // The session may still give another token; if not, it says why.
      const renewed = await this.tokens.renew();
      const again = renewed === null ? null : await this.#ask(path, renewed);
      if (again?.ok === true) return again;
      throw new SignInFault(this.tokens.end === 'never' ? 'signInOver' : ENDS[this.tokens.end]);
    }
    if (answer.status === 403) throw new SignInFault('notForYou');
    throw new ServerFault(body.code ?? String(answer.status));
  }

  #ask(path: string, token: string): Promise<Response> {
    return fetch(new URL(path, document.baseURI), { headers: { authorization: `Bearer ${token}` } });
  }
}

function query({ from, to, teams }: Selection): string {
  const parameters = new URLSearchParams();
  if (from !== null) parameters.set('from', from);
  if (to !== null) parameters.set('to', to);
  if (teams.length > 0) parameters.set('teams', teams.join(','));
  return parameters.toString();
}
