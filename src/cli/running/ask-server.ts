import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { loadConfig } from '../../config/load-config.js';

/** Where the configuration says that an instance on this machine serves. */
export function baseUrl(file: string | undefined): string {
  const { server } = loadConfig({ file, env: process.env });
  const anywhere = server.host === '0.0.0.0' || server.host === '::';
  const host = anywhere ? '127.0.0.1' : server.host.includes(':') ? `[${server.host}]` : server.host;
  return `${server.tlsCertFile === null ? 'http' : 'https'}://${host}:${server.port}`;
}

const LIMIT_MS = 4_000;

/** Asks an instance; status 0 and the reason where it does not answer. No more than `mostBytes` of the answer are read. */
export function askServer(
  url: URL,
  mostBytes: number,
  token?: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve({ status: 0, body: `${url.origin} does not answer: ${error.message}` });
    // The certificate names the public host, not this address; who answers here is not in question.
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const sent = request(url, { timeout: LIMIT_MS, rejectUnauthorized: false, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body = (body + text).slice(0, mostBytes);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', fail);
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${LIMIT_MS} ms`)));
    sent.on('error', fail);
    sent.end();
  });
}
