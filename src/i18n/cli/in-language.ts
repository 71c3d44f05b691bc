import { ERRORS, type ErrorCode } from '../../errors.js';
import { errorText } from '../error-text.js';
import type { Language } from '../language.js';
import { COMMAND_PHRASES } from './command-phrases.js';
import { CONFIG_PHRASES } from './config-phrases.js';
import { DOCTOR_PHRASES } from './doctor-phrases.js';
import { HELP_PHRASES } from './help-phrases.js';
import { MORE_HELP_PHRASES } from './help-phrases-more.js';
import { KEEP_PHRASES } from './keep-phrases.js';
import { STUDY_PHRASES } from './study-phrases.js';

type Phrase = { readonly pattern: RegExp; readonly holes: readonly string[]; readonly chinese: string };

const CODES = Object.keys(ERRORS) as ErrorCode[];
/** What the command line says in English, and the same in Chinese. */
export const PHRASES = [
  ...COMMAND_PHRASES,
  ...CONFIG_PHRASES,
  ...DOCTOR_PHRASES,
  ...KEEP_PHRASES,
  ...STUDY_PHRASES,
  ...HELP_PHRASES,
  ...MORE_HELP_PHRASES,
];
/** In front of every error. */
const NAME = 'evenkeel: ';
/** Sentences without holes, by their English. */
const WHOLE = new Map([
  ...PHRASES.filter(([english]) => !/\{_?[a-z]+\}/.test(english)),
  ...CODES.map((code) => [ERRORS[code].text, errorText(code, 'zh-CN')] as const),
]);
/** What begins with words of its own before what begins with a value, then the longest: where both fit, it says more. */
const WITH_HOLES: readonly Phrase[] = PHRASES.filter(([english]) => /\{_?[a-z]+\}/.test(english))
  .toSorted(
    ([one], [other]) =>
      Number(one.startsWith('{')) - Number(other.startsWith('{')) || other.length - one.length,
  )
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
    return `${errorText(error, 'zh-CN')}${phraseInChinese(detail).replace(/\.$/, '。')}`;
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
  // A sentence whose full stop was put behind a phrase.
  if (said.endsWith('.')) {
    const bare = phraseInChinese(said.slice(0, -1));
    if (bare !== said.slice(0, -1)) return `${bare.replace(/。$/, '')}。`;
  }
  // Where something is, and what is said of it: a file with its line, a setting, a folder.
  const [place, rest] = splitAt(said, ': ');
  const told = rest === null ? null : phraseInChinese(rest);
  return told === null || told === rest ? said : `${phraseInChinese(place)}：${told}`;
}

function splitAt(text: string, separator: string): readonly [before: string, after: string | null] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
