import type { Command } from 'commander';
import { httpUrl } from '../option-values.js';
import { told } from '../output/cli-language.js';
import { askServer, baseUrl } from './ask-server.js';

const MOST_BYTES = 4_096;

/** `evenkeel health`: what a container's health check and a service's watchdog run; exit 0 when calls are served. */
export function registerHealth(program: Command): void {
  program
    .command('health')
    .description(
      'Asks a running Evenkeel whether it serves calls. Exits with 0 when it does, otherwise with 1 and the reason.',
    )
    .option('--config <file>', 'configuration file, for host, port and TLS', process.env.EVENKEEL_CONFIG)
    .option('--url <url>', 'base URL, instead of what the configuration says', httpUrl)
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel health
  $ evenkeel health --url http://127.0.0.1:8040`,
    )
    .action(async (options: { readonly config?: string; readonly url?: string }) => {
      const base = options.url ?? baseUrl(options.config);
      const { status, body } = await askServer(new URL('/readyz', base), MOST_BYTES);
      process.stdout.write(`${told(body.trim())}\n`);
      // A draining process is healthy: it ends by itself when its calls are over.
      process.exitCode = status === 200 || (status === 503 && body.includes('draining')) ? 0 : 1;
    });
}
