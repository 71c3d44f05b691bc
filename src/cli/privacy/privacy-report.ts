import type { PrivacyFacts } from '../../config/privacy-facts.js';
import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { type PrivacySentence, privacyReportTexts } from '../../i18n/texts/privacy-report-texts.js';

export type PrivacySection = { readonly title: string; readonly statements: readonly string[] };

/** The report in words. `source`: where the facts came from; `date` as it is to be printed. */
export type PrivacyReport = {
  readonly title: string;
  readonly madeFrom: string;
  readonly sections: readonly PrivacySection[];
};

type Values = Readonly<Record<string, string | number>>;

/** Says what the facts mean, in sentences that can be filed. Pure. */
export function privacyReport(
  facts: PrivacyFacts,
  language: Language,
  made: { readonly source: string; readonly date: string },
): PrivacyReport {
  const texts = privacyReportTexts[language];
  const say = (sentence: PrivacySentence, values: Values = {}) => filled(texts.says[sentence], values);
  const { sections } = texts;
  return {
    title: texts.title,
    madeFrom: filled(texts.madeFrom, made),
    sections: [
      { title: sections.heard, statements: heard(facts, say) },
      { title: sections.inferred, statements: inferred(facts, say) },
      {
        title: sections.kept,
        statements: [
          say('noAudio'),
          ...Object.entries(facts.retentionDays).map(([name, days]) =>
            say('keptFor', { class: texts.classes[name as keyof typeof texts.classes], days }),
          ),
        ],
      },
      { title: sections.goes, statements: goes(facts, say) },
      {
        title: sections.sees,
        statements: [
          say('seesAgent'),
          say('seesLead'),
          say('groups', { least: facts.leastGroup }),
          say('seesAdmin'),
          say('seesReader'),
          say('seesMachines'),
          say('seesOperator'),
          ...(facts.tryPage ? [say('onTryPage')] : []),
        ],
      },
      { title: sections.off, statements: off(facts, say) },
    ],
  };
}

type Say = (sentence: PrivacySentence, values?: Values) => string;

const NOTICES = {
  configuration: 'noticeByConfiguration',
  stream: 'noticeByStream',
  metadata: 'noticeByMetadata',
} as const;

function heard({ connectors }: PrivacyFacts, say: Say): readonly string[] {
  return connectors.flatMap(({ name, protocol, noticeBy, objectionDigit }) => [
    say('connector', { name, protocol }),
    say(NOTICES[noticeBy], { name }),
    objectionDigit === null
      ? say('objectionByRest', { name })
      : say('objectionByKey', { name, digit: objectionDigit }),
  ]);
}

function inferred({ selfCoachingLegalBasis: basis }: PrivacyFacts, say: Say): readonly string[] {
  const own = basis === null ? say('noAgentEmotion') : say('ownEyes', { basis });
  return [say('callerMood'), say('noticeGate'), say('agentFacts'), own];
}

const LOGS = { remove: 'logsNone', hash: 'logsHashed' } as const;

function goes(facts: PrivacyFacts, say: Say): readonly string[] {
  const { database, redis, webhookHost, tracesHost, keySetHost, signInHost, hostOrigins } = facts;
  return [
    say(database),
    say(redis ? 'redis' : 'oneNode'),
    ...(webhookHost === null ? [] : [say('webhook', { host: webhookHost })]),
    ...(tracesHost === null ? [] : [say('traces', { host: tracesHost })]),
    ...(keySetHost === null ? [] : [say('keySet', { host: keySetHost })]),
    ...(signInHost === null ? [] : [say('signIn', { host: signInHost })]),
    ...(hostOrigins.length === 0 ? [] : [say('embedded', { origins: hostOrigins.join(', ') })]),
    say(LOGS[facts.logIdentifiers]),
    say(facts.metricsAskForToken ? 'metricsToken' : 'metricsOpen'),
    say(facts.tls ? 'tls' : 'noTls'),
    ...(facts.holdOutShare > 0
      ? [say('heldBack', { percent: Math.round(facts.holdOutShare * 1000) / 10 })]
      : []),
  ];
}

function off(
  { selfCoachingLegalBasis, tryPage, webhookHost, holdOutShare }: PrivacyFacts,
  say: Say,
): readonly string[] {
  return [
    ...(selfCoachingLegalBasis === null ? [say('offSelfCoaching')] : []),
    ...(tryPage ? [] : [say('offTryPage')]),
    ...(webhookHost === null ? [say('offWebhook')] : []),
    ...(holdOutShare === 0 ? [say('offHoldOut')] : []),
  ];
}

/** The report as Markdown. */
export function privacyMarkdown({ title, madeFrom, sections }: PrivacyReport): string {
  const parts = sections.map(
    (section) => `## ${section.title}\n\n${section.statements.map((line) => `- ${line}`).join('\n')}\n`,
  );
  return [`# ${title}\n\n${madeFrom}\n`, ...parts].join('\n');
}
