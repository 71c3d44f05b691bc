import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { loadConfig } from '../../config/load-config.js';
import { type PrivacyFacts, privacyFacts } from '../../config/privacy-facts.js';
import { EvenkeelError } from '../../errors.js';
import type { Language } from '../../i18n/language.js';
import { httpUrl } from '../option-values.js';
import { languageOption, told } from '../output/cli-language.js';
import { tryOutput } from '../output/try-output.js';
import { privacyMarkdown, privacyReport } from './privacy-report.js';

type PrivacyReportOptions = {
  config?: string;
  url?: string;
  token?: string;
  language: Language;
  json?: true;
  out?: string;
};

const ANSWER_LIMIT_MS = 10_000;

/** `evenkeel privacy-report`: what a configuration, or an instance that runs, does with people's data, in words. */
export function registerPrivacyReport(program: Command): void {
  program
    .command('privacy-report')
    .description(
      'Says in words that can be filed what is heard, inferred, kept and sent, who can see it, and what is off.',
    )
    .option('--config <file>', 'configuration file to report on', process.env.EVENKEEL_CONFIG)
    .option('--url <url>', 'instance that runs, instead of a configuration', httpUrl)
    .option('--token <token>', 'with --url: a token of role reader or admin', process.env.EVENKEEL_TOKEN)
    .addOption(languageOption('language of the report: en or zh'))
    .option('--json', 'one JSON document: the facts and the report')
    .option('--out <file>', 'write Markdown to this file')
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel privacy-report --config evenkeel.yaml
  $ evenkeel privacy-report --config evenkeel.yaml --language zh-CN --out privacy.md
  $ evenkeel privacy-report --url https://coach.example.com --token "$TOKEN" --json

A token for an instance: evenkeel token --role reader --tenant acme --subject auditor`,
    )
    .action(async ({ config, url, token, language, json, out }: PrivacyReportOptions) => {
      if (out !== undefined) await tryOutput(out, 'file');
      const facts =
        url === undefined
          ? privacyFacts(loadConfig({ file: config, env: process.env }))
          : await factsOf(url, token);
      const source = url ?? config ?? (language === 'en' ? 'the default configuration' : '默认配置');
      const report = privacyReport(facts, language, { source, date: new Date().toISOString().slice(0, 10) });
      if (out !== undefined) await writeFile(out, privacyMarkdown(report));
      if (json) process.stdout.write(`${JSON.stringify({ facts, report })}\n`);
      else if (out === undefined) process.stdout.write(privacyMarkdown(report));
      else process.stdout.write(told(`Wrote ${out}.\n`));
    });
}

/** @throws EvenkeelError `cli.usage` */
async function factsOf(url: string, token: string | undefined): Promise<PrivacyFacts> {
  if (token === undefined)
    throw new EvenkeelError('cli.usage', '--url needs --token, of role reader or admin.');
  const answer = await fetch(new URL('/v1/privacy', url), {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  }).catch((cause: unknown) => {
    throw new EvenkeelError('cli.usage', `--url: ${url} does not answer. Is it running?`, { cause });
  });
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const said = z.object({ code: z.string(), message: z.string() }).safeParse(body).data;
    throw new EvenkeelError(
      'cli.usage',
      `--url: ${said?.code ?? answer.status}. ${said?.message ?? ''}`.trim(),
    );
  }
  const facts = factsSchema.safeParse(body);
  if (!facts.success) throw new EvenkeelError('cli.usage', `--url: ${url} is no Evenkeel of this version.`);
  return facts.data;
}

const days = z.number();
const factsSchema: z.ZodType<PrivacyFacts> = z.object({
  connectors: z.array(
    z.object({
      name: z.string(),
      protocol: z.string(),
      noticeBy: z.enum(['configuration', 'stream', 'metadata']),
      objectionDigit: z.string().nullable(),
    }),
  ),
  selfCoachingLegalBasis: z.string().nullable(),
  tryPage: z.boolean(),
  retentionDays: z.object({
    calls: days,
    cues: days,
    resets: days,
    bindings: days,
    checkIns: days,
    published: days,
    audit: days,
  }),
  leastGroup: z.number(),
  holdOutShare: z.number(),
  database: z.enum(['sqlite', 'postgres']),
  redis: z.boolean(),
  webhookHost: z.string().nullable(),
  // A server of an older version makes none.
  tracesHost: z.string().nullable().default(null),
  keySetHost: z.string().nullable(),
  signInHost: z.string().nullable(),
  hostOrigins: z.array(z.string()),
  logIdentifiers: z.enum(['remove', 'hash']),
  metricsAskForToken: z.boolean(),
  tls: z.boolean(),
});
