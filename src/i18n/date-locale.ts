import type { Language } from './language.js';

/** How dates and times are written in a language: English has the day first, as its texts are spelled. */
export function dateLocale(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}
