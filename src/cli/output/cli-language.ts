import { InvalidArgumentError, Option } from 'commander';
import { inLanguage } from '../../i18n/cli/in-language.js';
import type { Language } from '../../i18n/language.js';

let spoken: Language = 'en';

/** From now on everything is said in this language. */
export function speak(language: Language): void {
  spoken = language;
}

export function spokenLanguage(): Language {
  return spoken;
}

/** A text of the command line in the language that is spoken. */
export function told(text: string): string {
  return inLanguage(text, spoken);
}

/** `--language` of a command. */
export function languageOption(what = 'language of everything that is printed: en or zh'): Option {
  return new Option('--language <tag>', what).argParser(languageTag).default(spoken);
}

function languageTag(text: string): Language {
  const language = languageOf(text);
  if (language === null) throw new InvalidArgumentError('Give en or zh.');
  return language;
}

function languageOf(text: string): Language | null {
  return text === 'en' ? 'en' : text === 'zh' || text === 'zh-CN' ? 'zh-CN' : null;
}

/** Whose own `--language` is that of the call, not of what is printed. */
const OF_THE_CALL = new Set(['simulate']);

/**
 * Reads the language before anything is parsed, so that what the parser says is in it too.
 * @returns the arguments without a `--language` that stands before the command
 */
export function takeLanguage(args: readonly string[]): readonly string[] {
  const at = args.findIndex((arg) => /^--language(=|$)/.test(arg));
  if (at < 0) return args;
  const inline = args[at]!.split('=')[1];
  const language = languageOf(inline ?? args[at + 1] ?? '');
  const isFirst = args.slice(0, at).every((arg) => arg.startsWith('-'));
  const command = args.find(
    (arg, index) => !arg.startsWith('-') && (index !== at + 1 || inline !== undefined),
  );
  if (language === null || (!isFirst && OF_THE_CALL.has(command ?? ''))) return args;
  speak(language);
  return isFirst
    ? args.filter((_, index) => index !== at && (inline !== undefined || index !== at + 1))
    : args;
}
