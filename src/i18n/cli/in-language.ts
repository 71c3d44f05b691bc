import { ERRORS, type ErrorCode } from '../../errors.js';
import { errorText } from '../error-text.js';
import type { Language } from '../language.js';
import { COMMAND_PHRASES } from './command-phrases.js';
import { CONFIG_PHRASES } from './config-phrases.js';
import { DOCTOR_PHRASES } from './doctor-phrases.js';
import { HELP_PHRASES } from './help-phrases.js';
import { MORE_HELP_PHRASES } from './help-phrases-more.js';

type Phrase = { readonly pattern: RegExp; readonly holes: readonly string[]; readonly chinese: string };

const CODES = Object.keys(ERRORS) as ErrorCode[];
const ALL = [...COMMAND_PHRASES, ...CONFIG_PHRASES, ...DOCTOR_PHRASES, ...HELP_PHRASES, ...MORE_HELP_PHRASES];
/** In front of every error. */
const NAME = 'evenkeel: ';
/** Sentences without holes, by their English. */
const WHOLE = new Map([
  ...ALL.filter(([english]) => !/\{_?[a-z]+\}/.test(english)),
  ...CODES.map((code) => [ERRORS[code].text, errorText(code, 'zh-CN')] as const),
]);
/** The longest first: what says more is meant where both fit. */
const WITH_HOLES: readonly Phrase[] = ALL.filter(([english]) => /\{_?[a-z]+\}/.test(english))
  .toSorted(([one], [other]) => other.length - one.length)
  .map(([english, chinese]) => ({
    pattern: new RegExp(
      `^${english
        .split(/\{_?[a-z]+\}/)
        .map(escaped)
        .join('(.+?)')}$`,
    ),
    holes: [...english.matchAll(/\{(_?[a-z]+)\}/g)].map(([, name]) => name!),
    chinese,
  }));

/**
 * What the command line says, in a language. The English text is the key, as in gettext: a line that is not known stays
 * as it is, and so do the values in it; an error's sentence is known by its text. Spaces around a line stay.
 */
export function inLanguage(text: string, language: Language): string {
  if (language === 'en') return text;
  return text
    .split('\n')
    .map((line) => line.replace(/\S(?:.*\S)?/, (said) => phraseInChinese(said)))
    .join('\n');
}

function phraseInChinese(said: string): string {
  const whole = WHOLE.get(said);
  if (whole !== undefined) return whole;
  if (said.startsWith(NAME)) return `evenkeel：${phraseInChinese(said.slice(NAME.length))}`;
  const coded = /^([a-z]+\.[a-z-]+): (.+)$/.exec(said);
  if (coded !== null) return `${coded[1]}: ${phraseInChinese(coded[2]!)}`;
  const error = CODES.find((code) => said.startsWith(`${ERRORS[code].text} `));
  if (error !== undefined) {
    const detail = said.slice(ERRORS[error].text.length + 1);
    return `${errorText(error, 'zh-CN')}${phraseInChinese(detail)}`;
  }
  for (const { pattern, holes, chinese } of WITH_HOLES) {
    const found = pattern.exec(said);
    if (found === null) continue;
    // A hole whose name begins with "_" is a phrase of its own.
    const values = new Map(
      holes.map((name, index) => {
        const value = found[index + 1] ?? '';
        return [name, name.startsWith('_') ? phraseInChinese(value) : value];
      }),
    );
    return chinese.replace(/\{(_?[a-z]+)\}/g, (_, name: string) => values.get(name) ?? '');
  }
  return said;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
