import { parseSetCookie } from 'cookie';

/** A browser without a screen: keeps cookies by host, follows redirects when asked to. */
export class HttpVisitor {
  readonly #jar = new Map<string, Map<string, string>>();

  cookies(url: string): ReadonlyMap<string, string> {
    return this.#of(url);
  }

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const cookies = [...this.#of(url)].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookies !== '') headers.set('cookie', cookies);
    const answer = await fetch(url, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const { name, value, maxAge, expires } = parseSetCookie(line);
      const isGone = maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now());
      if (isGone || !value) this.#of(url).delete(name);
      else this.#of(url).set(name, value);
    }
    return answer;
  }

  /** Follows redirects to the last answer; resolves to its address, fragment included. */
  async follow(url: string): Promise<{ readonly url: string; readonly answer: Response }> {
    let at = url;
    for (let hops = 0; hops < 12; hops += 1) {
      const answer = await this.ask(at);
      const to = answer.headers.get('location');
      if (to === null) return { url: at, answer };
      at = new URL(to, at).href;
    }
    throw new Error('Too many redirects.');
  }

  #of(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.#jar.get(host) ?? new Map<string, string>();
    this.#jar.set(host, jar);
    return jar;
  }
}
