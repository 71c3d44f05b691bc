import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { privacyMarkdown, privacyReport } from '../../src/cli/privacy/privacy-report.js';
import { registerPrivacyReport } from '../../src/cli/privacy/privacy-report-command.js';
import { type ConfigOverrides, loadConfig } from '../../src/config/load-config.js';
import { privacyFacts } from '../../src/config/privacy-facts.js';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { LANGUAGES, type Language } from '../../src/i18n/language.js';
import { startApp } from '../support/running-app.js';

const MADE = { source: 'a file', date: '2026-03-16' };
const factsOf = (overrides: ConfigOverrides = {}) => privacyFacts(loadConfig({ env: {}, overrides }));
const textOf = (overrides: ConfigOverrides, language: Language = 'en') =>
  privacyMarkdown(privacyReport(factsOf(overrides), language, MADE));

describe('the privacy report', () => {
  it.each([
    [
      'self-coaching',
      { desktop: { selfCoachingLegalBasis: 'Works agreement 12 of 2026' } },
      'Recorded legal basis: Works agreement 12 of 2026',
      'No emotion of an agent is inferred.',
    ],
    [
      'the try page',
      { desktop: { tryPage: true } },
      'see there how their own voice is judged',
      '- The try page.',
    ],
    [
      'an alert webhook',
      { wellbeing: { alertWebhookUrl: 'https://hooks.example.com/a?key=secret' } },
      'Alerts about teams go to hooks.example.com',
      '- Alerts to another system.',
    ],
    [
      'PostgreSQL',
      { storage: { postgresUrl: 'postgres://user:secret@db.example.com/e' } },
      'PostgreSQL database of this site',
      'SQLite file',
    ],
    [
      'several nodes',
      { desktop: { redisUrl: 'redis://:secret@redis.example.com' } },
      'server to server over Redis',
      'One server does all of it',
    ],
    [
      'hashes in logs',
      { telemetry: { logIdentifiers: 'hash' } },
      'identifiers as hashes only',
      'Logs hold no identifier',
    ],
    [
      'sign-in at a provider',
      {
        signIn: {
          issuerUrl: 'https://login.example.com/acme',
          publicUrl: 'https://coach.example.com/',
          tenant: 'acme',
          clientSecret: 'secret',
        },
      },
      'People sign in at login.example.com',
      null,
    ],
    [
      'a hold-out',
      { coaching: { holdOut: { share: 0.1, secret: 'a secret of the draw, long' } } },
      '10 % of cues are held back',
      '- Holding cues back.',
    ],
  ] as const)('says what %s changes, and no secret', (_name, overrides, says, saysNot) => {
    const changed = textOf(overrides as ConfigOverrides);
    expect(changed).toContain(says);
    if (saysNot !== null) expect(changed).not.toContain(saysNot);
    expect(changed).not.toContain('secret');
    const usual = textOf({});
    if (saysNot !== null) expect(usual).toContain(saysNot);
    expect(usual).not.toContain(says);
  });

  it('names who told the caller, how they object, and for how long each record is kept', () => {
    const text = textOf({
      connectors: connectorsSection.parse([
        {
          name: 'pbx',
          protocol: 'native',
          path: '/pbx',
          notice: { by: 'configuration', wordingVersion: '3' },
          objection: { digit: '9' },
        },
      ]),
      wellbeing: { retention: { ...loadConfig({ env: {} }).wellbeing.retention, calls: 60 } },
    });
    expect(text).toContain('For “pbx”, this configuration states that every caller was told.');
    expect(text).toContain('objects by pressing 9');
    expect(text).toMatch(/Summary of each call.*: 60 days\./);
  });

  it.each(LANGUAGES)('fills every sentence in %s', (language) => {
    expect(
      textOf({ desktop: { selfCoachingLegalBasis: 'Works agreement 12 of 2026', tryPage: true } }, language),
    ).not.toMatch(/[{}]|undefined/);
  });
});

describe('evenkeel privacy-report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-privacy-report-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reports on an instance that runs, to a reader, and writes Markdown', async () => {
    const { Command } = await import('commander');
    const app = await startApp({ desktop: { selfCoachingLegalBasis: 'Works agreement 12 of 2026' } });
    const file = join(folder, 'report.md');
    writeFileSync(file, '');
    const run = (token: string) => {
      const program = new Command().exitOverride();
      registerPrivacyReport(program);
      const args = [
        'privacy-report',
        '--url',
        app.url,
        '--token',
        token,
        '--language',
        'zh-CN',
        '--out',
        file,
      ];
      return program.parseAsync(['node', 'evenkeel', ...args]);
    };
    await run(await app.token('reader', 'auditor'));
    expect(readFileSync(file, 'utf8')).toContain('已登记的法律依据：Works agreement 12 of 2026');
    await expect(run(await app.token('agent', 'ann'))).rejects.toThrow('auth.right-missing');
    await app.stop();
  });
});
