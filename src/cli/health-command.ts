import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Command } from 'commander';
import { loadConfig } from '../config/load-config.js';

/** `evenkeel health`: what a container's health check and a service's watchdog run; exit 0 when calls are served. */
export function registerHealth(program: Command): void {
  program
    .command('health')
    .description(
      'Asks a running Evenkeel whether it serves calls. Exits with 0 when it does, otherwise with 1 and the reason.',
    )
    .option('--config <file>', 'configuration file, for host, port and TLS', process.env.EVENKEEL_CONFIG)
    .option('--url <url>', 'base URL, instead of what the configuration says')
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel health
  $ evenkeel health --url http://127.0.0.1:8040`,
    )
    .action(async (options: { readonly config?: string; readonly url?: string }) => {
      const base = options.url ?? baseUrl(options.config);
      const { status, body } = await ask(new URL('/readyz', base));
      process.stdout.write(`${body.trim()}\n`);
      // A draining process is healthy: it ends by itself when its calls are over.
      process.exitCode = status === 200 || (status === 503 && body.includes('draining')) ? 0 : 1;
    });
}

function baseUrl(file: string | undefined): string {
  const { server } = loadConfig({ file, env: process.env });
  const anywhere = server.host === '0.0.0.0' || server.host === '::';
  const host = anywhere ? '127.0.0.1' : server.host.includes(':') ? `[${server.host}]` : server.host;
  return `${server.tlsCertFile === null ? 'http' : 'https'}://${host}:${server.port}`;
}

const LIMIT_MS = 4_000;

function ask(url: URL): Promise<{ readonly status: number; readonly body: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve({ status: 0, body: `${url.origin} does not answer: ${error.message}` });
    // The certificate names the public host, not this address; who answers here is not in question.
    const sent = request(url, { timeout: LIMIT_MS, rejectUnauthorized: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body = (body + text).slice(0, 4096);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${LIMIT_MS} ms`)));
    sent.on('error', fail);
    sent.end();
  });
}
