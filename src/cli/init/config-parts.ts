import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { initTexts } from '../../i18n/texts/init-texts.js';
import { hostOriginsOf, type InitAnswers, isLocal } from './init-answers.js';
import { type ConnectorRow, type PlatformPlan, TO_FILL_IN } from './platform-plan.js';

/** A section of the configuration and the comments above it. */
export type ConfigPart = {
  readonly comments: readonly string[];
  /** Null: only the comments, because the default is what is wanted. */
  readonly values: Readonly<Record<string, unknown>> | null;
};

/** Files that the texts name. */
export const SETTINGS_FILE = 'platform-settings.md';
export const CONFIG_FILE = 'evenkeel.yaml';

/** Everything of the configuration but the connectors, which hold secrets. */
export function configParts(answers: InitAnswers, language: Language): readonly ConfigPart[] {
  const texts = initTexts[language].comments;
  return [
    { comments: [filled(texts.auth, { variable: 'EVENKEEL_AUTH_SECRET_FILE' })], values: null },
    serverPart(answers, language),
    desktopPart(answers, language),
    storagePart(answers, language),
    signInPart(answers, language),
    {
      comments: [filled(texts.model, { reference: 'docs/model-for-production.md' })],
      values: { model: { use: 'research' } },
    },
  ];
}

export function connectorsPart(
  row: ConnectorRow,
  { notice }: InitAnswers,
  plan: PlatformPlan,
  language: Language,
): ConfigPart {
  const texts = initTexts[language].comments;
  const told = { greeting: texts.greeting, 'per-call': texts.perCall, 'not-yet': texts.notYet }[notice];
  const isOpen = Object.values(row).includes(TO_FILL_IN);
  return {
    comments: [
      filled(texts.connectors, { file: SETTINGS_FILE }),
      told,
      ...(isOpen ? [filled(texts.toFillIn, { field: plan.platformGives ?? '' })] : []),
    ],
    values: { connectors: [row] },
  };
}

function serverPart(answers: InitAnswers, language: Language): ConfigPart {
  const texts = initTexts[language].comments;
  const isProcess = answers.run === 'process';
  return {
    comments: [
      isProcess ? texts.server : texts.serverAll,
      ...(isLocal(answers) ? [] : [texts.proxies, 'trustedProxies: [10.0.0.0/8]']),
    ],
    values: { server: { host: isProcess ? '127.0.0.1' : '0.0.0.0', port: 8040 } },
  };
}

function desktopPart(answers: InitAnswers, language: Language): ConfigPart {
  const texts = initTexts[language].comments;
  const hostOrigins = hostOriginsOf(answers);
  return {
    comments: [hostOrigins.length === 0 ? texts.tab : texts.desktop],
    values: { desktop: { hostOrigins } },
  };
}

function storagePart({ storage, run }: InitAnswers, language: Language): ConfigPart {
  const texts = initTexts[language].comments;
  const [variable, second] = ['EVENKEEL_STORAGE_POSTGRES_URL_FILE', 'EVENKEEL_DESKTOP_REDIS_URL_FILE'];
  switch (storage) {
    case 'sqlite':
      return {
        comments: [texts.sqlite],
        values: {
          storage: { sqliteFile: run === 'process' ? 'data/evenkeel.sqlite' : '/data/evenkeel.sqlite' },
        },
      };
    case 'postgres':
      return { comments: [filled(texts.postgres, { variable })], values: null };
    case 'postgres-redis':
      return { comments: [filled(texts.postgresRedis, { variable, second })], values: null };
  }
}

function signInPart({ signIn, publicUrl, tenant }: InitAnswers, language: Language): ConfigPart {
  const texts = initTexts[language].comments;
  if (signIn === 'link')
    return {
      comments: [filled(texts.link, { command: '`evenkeel token`', reference: 'docs/sign-in.md' })],
      values: { signIn: { publicUrl: `${publicUrl}/` } },
    };
  return {
    comments: [filled(texts.provider, { variable: 'EVENKEEL_SIGN_IN_CLIENT_SECRET_FILE' })],
    values: {
      signIn: {
        issuerUrl: signIn,
        clientId: 'evenkeel',
        publicUrl: `${publicUrl}/`,
        tenant,
        roleClaim: 'roles',
        roles: {
          agent: ['evenkeel-agent'],
          lead: ['evenkeel-lead'],
          admin: ['evenkeel-admin'],
          reader: ['evenkeel-audit'],
        },
      },
    },
  };
}
