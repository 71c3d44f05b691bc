import { ERRORS, type ErrorCode } from '../errors.js';
import { ACCESS_ERRORS_ZH } from './errors/access-errors-zh.js';
import { RUNNING_ERRORS_ZH } from './errors/running-errors-zh.js';
import { STREAM_ERRORS_ZH } from './errors/stream-errors-zh.js';
import type { Language } from './language.js';

const IN_CHINESE: Readonly<Record<ErrorCode, string>> = {
  ...ACCESS_ERRORS_ZH,
  ...RUNNING_ERRORS_ZH,
  ...STREAM_ERRORS_ZH,
};

/** The sentence of an error in a language: what is wrong, and what to do next. */
export function errorText(code: ErrorCode, language: Language): string {
  return language === 'en' ? ERRORS[code].text : IN_CHINESE[code];
}
