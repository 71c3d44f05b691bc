import type { ExposureChoices, ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';

/** Which weeks and teams are looked at; empty `teams` = all. */
export type Selection = {
  readonly from: string | null;
  readonly to: string | null;
  readonly teams: readonly string[];
};

/** The sign-in does not open this page; said in the page's own words. */
export class SignInFault extends Error {
  constructor(readonly text: 'notForYou' | 'signInOver') {
    super(text);
  }
}

/** Reads what is published, with the lead's token. Failures carry the server's sentence. */
export class ExposureClient {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
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
    const answer = await fetch(new URL(path, document.baseURI), {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (answer.ok) return answer;
    const body = (await answer.json().catch(() => ({}))) as { message?: string };
    if (answer.status === 401) throw new SignInFault('signInOver');
    if (answer.status === 403) throw new SignInFault('notForYou');
    throw new Error(body.message ?? `${answer.status} ${answer.statusText}`);
  }
}

function query({ from, to, teams }: Selection): string {
  const parameters = new URLSearchParams();
  if (from !== null) parameters.set('from', from);
  if (to !== null) parameters.set('to', to);
  if (teams.length > 0) parameters.set('teams', teams.join(','));
  return parameters.toString();
}
