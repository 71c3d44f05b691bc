// @ts-check
/**
 * Evenkeel's HTTP interface for JavaScript: a thin layer over fetch whose types are made from the routes themselves
 * (evenkeel-http.d.ts). An ES module without dependencies, for browsers and Node.js.
 *
 *   import { evenkeelClient } from 'evenkeel/http';
 *   const evenkeel = evenkeelClient({ url: 'https://evenkeel.example', getToken: () => binderToken });
 *   await evenkeel.put('/v1/calls/{platform}/{callId}/agent', {
 *     params: { platform: 'genesys', callId }, body: { agentId: 'ruth' },
 *   });
 */

/** A refusal of the server: switch on `code`, show `message`. */
export class EvenkeelRefusal extends Error {
  /** @param {number} status @param {string} code @param {string} message @param {number | null} retryAfterS */
  constructor(status, code, message, retryAfterS) {
    super(message);
    this.name = 'EvenkeelRefusal';
    this.status = status;
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}

/** @param {{ url: string, getToken?: () => string | Promise<string>, fetch?: typeof fetch }} options */
export function evenkeelClient({ url, getToken, fetch: send = fetch }) {
  const base = url.replace(/\/$/, '');

  /** @param {string} method @param {string} path @param {Record<string, any>} [request] */
  const ask = async (method, path, { params = {}, query = {}, body, signal } = {}) => {
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name]));
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    );
    const answer = await send(`${base}${filled}${search.size > 0 ? `?${search}` : ''}`, {
      method,
      headers: {
        ...(getToken && { authorization: `Bearer ${await getToken()}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '');
    if (answer.ok) return answer.status === 204 ? undefined : isJson ? answer.json() : answer.text();
    const said = isJson
      ? await answer.json()
      : { code: `http.${answer.status}`, message: await answer.text() };
    const wait = Number(answer.headers.get('retry-after'));
    throw new EvenkeelRefusal(answer.status, said.code, said.message ?? said.detail, wait > 0 ? wait : null);
  };

  return Object.fromEntries(
    ['get', 'put', 'post', 'patch', 'delete'].map((method) => [
      method,
      /** @param {string} path @param {Record<string, any>} [request] */
      (path, request) => ask(method.toUpperCase(), path, request),
    ]),
  );
}
