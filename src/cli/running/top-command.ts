import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Language } from '../../i18n/language.js';
import { topTexts } from '../../i18n/texts/top-texts.js';
import { httpUrl } from '../option-values.js';
import { languageOption } from '../output/cli-language.js';
import { askServer, baseUrl } from './ask-server.js';
import { type InstanceLoad, instanceLoad } from './instance-load.js';
import { MetricsSample } from './metrics-sample.js';
import { topTable } from './top-table.js';

type TopOptions = {
  readonly config?: string;
  readonly url: readonly string[];
  readonly token?: string;
  readonly every: number;
  readonly once?: true;
  readonly json?: true;
  readonly language: Language;
};

type Look = InstanceLoad | { readonly url: string; readonly reason: string };

/** The answer of a busy instance is a tenth of this. */
const MOST_BYTES = 1_048_576;
const CLEAR = '\u001b[H\u001b[J';

/** `evenkeel top`: how running instances do, again and again. */
export function registerTop(program: Command): void {
  program
    .command('top')
    .description(
      'Shows what running instances do, from their /metrics: calls, lateness, cost, cues, and the nodes that hear one another.',
    )
    .option('--config <file>', 'configuration file, for host, port and TLS', process.env.EVENKEEL_CONFIG)
    .option(
      '--url <url>',
      'base URL of an instance; may be given several times, one for each node',
      (url: string, urls: readonly string[]) => [...urls, httpUrl(url)],
      [] as readonly string[],
    )
    .addOption(
      new Option(
        '--token <token>',
        'bearer token of /metrics, where telemetry.metricsToken asks for one',
      ).env('EVENKEEL_TELEMETRY_METRICS_TOKEN'),
    )
    .option('--every <seconds>', 'seconds from one look to the next', secondsBetween, 2)
    .option('--once', 'look once, print and end; exit 1 where an instance does not answer')
    .option('--json', 'one document a look: {"instances": [...]}')
    .addOption(languageOption())
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel top
  $ evenkeel top --url http://node-a:8040 --url http://node-b:8040
  $ evenkeel top --once --json`,
    )
    .action(async (options: TopOptions) => {
      const urls = options.url.length > 0 ? options.url : [baseUrl(options.config)];
      let before = await samplesOf(urls, options.token);
      for (;;) {
        await sleep(options.every * 1000);
        const now = await samplesOf(urls, options.token);
        const looks = urls.map((url, index) => look(url, before[index]!, now[index]!));
        process.stdout.write(shown(looks, options));
        if (options.once) {
          process.exitCode = looks.some((one) => 'reason' in one) ? 1 : 0;
          return;
        }
        before = now;
      }
    });
}

function samplesOf(
  urls: readonly string[],
  token: string | undefined,
): Promise<readonly (MetricsSample | string)[]> {
  return Promise.all(
    urls.map(async (url) => {
      const { status, body } = await askServer(new URL('/metrics', url), MOST_BYTES, token);
      if (status === 0) return body;
      return status === 200 ? new MetricsSample(body, performance.now()) : `${url}/metrics: HTTP ${status}`;
    }),
  );
}

function look(url: string, before: MetricsSample | string, now: MetricsSample | string): Look {
  if (typeof now === 'string') return { url, reason: now };
  return instanceLoad(url, typeof before === 'string' ? now : before, now);
}

function shown(looks: readonly Look[], { json, once, language }: TopOptions): string {
  if (json) return `${JSON.stringify({ instances: looks })}\n`;
  const lines = topTable(looks, language);
  if (once || !process.stdout.isTTY) return `${lines.join('\n')}\n`;
  return `${CLEAR}${lines.join('\n')}\n\n${topTexts[language].leave}\n`;
}

function secondsBetween(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0.2 && seconds <= 3_600)) throw new InvalidArgumentError('Give seconds from 0.2 to 3600.');
  return seconds;
}
