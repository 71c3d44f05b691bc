import { parseCookie, type SetCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PrincipalRole } from '../auth/principal.js';
import { EvenkeelError } from '../errors.js';
import { ownField } from '../own-field.js';

/** What a page of ours says, and a form or an image on another site cannot: no such request passes without CORS. */
export const SAME_SITE_HEADER = 'x-evenkeel-page';

/**
 * The cookies of signed-in people: one for each role, so that somebody who is an agent and a lead has both in one
 * browser. No script reads them (HttpOnly), no other site sends them (SameSite=Strict), and where pages are served by
 * https no other host of the domain can set them (`__Host-`, RFC 6265bis).
 */
export class SessionCookies {
  readonly #isHttps: boolean | null;

  /** @param publicUrl where browsers find this instance; null = as the request came */
  constructor(publicUrl: string | null) {
    this.#isHttps = publicUrl === null ? null : publicUrl.startsWith('https:');
  }

  read(request: FastifyRequest, role: PrincipalRole): string | null {
    return this.readNamed(request, role);
  }

  set(reply: FastifyReply, role: PrincipalRole, credential: string): void {
    this.setNamed(reply, { name: role, value: credential, sameSite: 'strict' });
  }

  clear(reply: FastifyReply, role: PrincipalRole): void {
    this.setNamed(reply, { name: role, value: '', sameSite: 'strict', maxAge: 0 });
  }

  readNamed(request: FastifyRequest, name: string): string | null {
    return ownField(this.#cookiesOf(request), `${this.#prefix(request)}${name}`) || null;
  }

  /** Names of our own cookies that the browser sent, without their prefix. */
  namesIn(request: FastifyRequest): readonly string[] {
    const prefix = this.#prefix(request);
    return Object.keys(this.#cookiesOf(request)).flatMap((name) =>
      name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
    );
  }

  setNamed(reply: FastifyReply, cookie: SetCookie): void {
    const { request } = reply;
    const secure = this.#isHttps ?? request.protocol === 'https';
    const name = `${this.#prefix(request)}${cookie.name}`;
    reply.header('set-cookie', stringifySetCookie({ ...cookie, name, path: '/', httpOnly: true, secure }));
  }

  #cookiesOf(request: FastifyRequest): Readonly<Record<string, string | undefined>> {
    return parseCookie(request.headers.cookie ?? '');
  }

  #prefix(request: FastifyRequest): string {
    return `${(this.#isHttps ?? request.protocol === 'https') ? '__Host-' : ''}evenkeel-`;
  }
}

/**
 * Lets a request that a cookie speaks for pass only from our own pages.
 * @throws EvenkeelError `auth.cross-site`
 */
export function refuseCrossSite({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): void {
  const site = headers['sec-fetch-site'];
  const isReading = method === 'GET' || method === 'HEAD';
  const isOurs = site === undefined || site === 'same-origin' || (isReading && site === 'none');
  if (!isOurs || (!isReading && headers[SAME_SITE_HEADER] === undefined))
    throw new EvenkeelError('auth.cross-site');
}
