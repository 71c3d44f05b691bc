import { randomBytes } from 'node:crypto';
import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { initTexts } from '../../i18n/texts/init-texts.js';
import { CONFIG_FILE, configParts, connectorsPart, SETTINGS_FILE } from './config-parts.js';
import { composeFile, connectorsSecret, environmentFile, helmValues } from './deployment-files.js';
import type { InitAnswers } from './init-answers.js';
import { type PlatformPlan, TO_FILL_IN } from './platform-plan.js';
import { PLATFORM_PLANS, planContext } from './platform-plans.js';
import { yamlText } from './yaml-text.js';

/** One file to write. */
export type InitFile = {
  readonly name: string;
  readonly text: string;
  /** Readable by this user alone; what tokens or clients already rest on is kept even with `--force`. */
  readonly isSecret: boolean;
};

/** Stands where an address must be put in by hand. */
const POSTGRES_BY_HAND = 'postgres://evenkeel:PASSWORD@127.0.0.1:5432/evenkeel';
const REDIS_BY_HAND = 'redis://127.0.0.1:6379';

/** Everything that `evenkeel init` writes for these answers. Secrets are made up each time. */
export function initFiles(answers: InitAnswers, language: Language): readonly InitFile[] {
  const plan = PLATFORM_PLANS[answers.platform];
  const made = new Map<string, string>();
  const context = planContext(answers, (name) => {
    const secret = made.get(name) ?? randomBytes(24).toString('hex');
    made.set(name, secret);
    return secret;
  });
  const row = plan.connector(context);
  const parts = configParts(answers, language);
  const settings = plan.settings(context);
  const open = Object.values(row).includes(TO_FILL_IN);
  const config = yamlText([
    {
      comments: [
        filled(initTexts[language].comments.file, {
          file: CONFIG_FILE,
          reference: 'docs/configuration.md',
          check: `evenkeel check-config ${CONFIG_FILE}`,
        }),
      ],
      values: null,
    },
    ...parts,
    connectorsPart(row, answers, plan, language),
  ]);
  return [
    ...(answers.run === 'helm'
      ? [
          { name: 'values.yaml', text: helmValues(answers, parts), isSecret: false },
          { name: 'secrets/connectors', text: connectorsSecret(row), isSecret: true },
        ]
      : [{ name: CONFIG_FILE, text: config, isSecret: true }]),
    ...(answers.run === 'compose'
      ? [{ name: 'compose.yaml', text: composeFile(answers), isSecret: false }]
      : []),
    ...(answers.run === 'process'
      ? [{ name: 'evenkeel.env', text: environmentFile(answers), isSecret: false }]
      : []),
    {
      name: SETTINGS_FILE,
      text: settingsText(answers, plan, { ...settings, url: context.streamUrl, open }, language),
      isSecret: true,
    },
    ...storeSecrets(answers),
  ];
}

function storeSecrets({ storage, run }: InitAnswers): readonly InitFile[] {
  const password = randomBytes(24).toString('hex');
  const secret = (name: string, text: string) => ({ name: `secrets/${name}`, text, isSecret: true });
  return [
    secret('auth-secret', randomBytes(32).toString('hex')),
    ...(storage === 'sqlite'
      ? []
      : run === 'compose'
        ? [
            secret('postgres-password', password),
            secret('postgres-url', `postgres://evenkeel:${password}@postgres:5432/evenkeel`),
          ]
        : [secret('postgres-url', POSTGRES_BY_HAND)]),
    ...(storage === 'postgres-redis' && run !== 'compose' ? [secret('redis-url', REDIS_BY_HAND)] : []),
  ];
}

/** A file in which something must be filled in by hand before the server starts, and the field; null = all of it. */
type ToFillIn = { readonly file: string; readonly field: string | null };

/** In the order in which they are named. */
export function filesToFillIn({ platform, storage, run }: InitAnswers): readonly ToFillIn[] {
  const field = PLATFORM_PLANS[platform].platformGives;
  const whole = (file: string) => ({ file, field: null });
  return [
    ...(field === undefined ? [] : [{ file: run === 'helm' ? 'secrets/connectors' : CONFIG_FILE, field }]),
    ...(storage !== 'sqlite' && run !== 'compose' ? [whole('secrets/postgres-url')] : []),
    ...(storage === 'postgres-redis' && run !== 'compose' ? [whole('secrets/redis-url')] : []),
  ];
}

function settingsText(
  { desktop, run }: InitAnswers,
  plan: PlatformPlan,
  what: { readonly language: string; readonly text: string; readonly url: string; readonly open: boolean },
  language: Language,
): string {
  const texts = initTexts[language].settings;
  const file = run === 'helm' ? 'secrets/connectors' : CONFIG_FILE;
  return [
    `# ${filled(texts.title, { platform: plan.label ?? initTexts[language].ownSource })}`,
    filled(texts.copy, { url: what.url }),
    `\`\`\`${what.language}\n${what.text}\n\`\`\``,
    filled(texts.agentId, { agent: 'ruth' }),
    ...(what.open ? [filled(texts.fillIn, { field: plan.platformGives ?? '', file })] : []),
    ...(desktop === 'tab' ? [] : [filled(texts.frame, { reference: 'docs/tutorials/embed-the-panel.md' })]),
    `${filled(texts.guide, { guide: plan.guide })}\n`,
  ].join('\n\n');
}
