import { dateLocale } from '../../i18n/date-locale.js';
import { keptTogether } from '../../i18n/kept-together.js';
import type { Language } from '../../i18n/language.js';
import { absenceTexts } from '../../i18n/texts/absence-texts.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { unitAfter } from '../../i18n/unit-after.js';
import type { Measure, Shown } from '../../wellbeing/exposure/exposure-routes.js';

/** A value as it is read aloud: percent, minutes or a plain number, never parted from its unit by the end of a line. */
export function valueInWords(
  unit: Measure['unit'],
  value: number,
  language: Language,
  leastDigits = 0,
): string {
  return keptTogether(inWords(unit, value, language, leastDigits));
}

function inWords(unit: Measure['unit'], value: number, language: Language, leastDigits: number): string {
  switch (unit) {
    case 'share':
      return `${new Intl.NumberFormat(language, {
        minimumFractionDigits: leastDigits,
        maximumFractionDigits: 1,
      }).format(100 * value)}${unitAfter('%', language)}`;
    case 'minutes': {
      if (value < 2) {
        const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value * 60);
        return exposureTexts[language].perSeconds.replace('{value}', seconds);
      }
      if (value >= 120) {
        const hours = new Intl.NumberFormat(language, {
          minimumFractionDigits: Math.min(leastDigits, 1),
          maximumFractionDigits: 1,
        }).format(value / 60);
        return exposureTexts[language].perHours.replace('{value}', hours);
      }
      const digits = value < 100 ? 1 : 0;
      const text = new Intl.NumberFormat(language, {
        minimumFractionDigits: Math.min(leastDigits, digits),
        maximumFractionDigits: digits,
      }).format(value);
      return exposureTexts[language].perMinutes.replace('{value}', text);
    }
    case 'calls':
    case 'offers':
      return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
  }
}

/** The value in words, with as many digits as every other one, or the word for why there is none. */
export function shownInWords(unit: Measure['unit'], shown: Shown | undefined, language: Language): string {
  if (typeof shown === 'object') return valueInWords(unit, shown.value, language, 1);
  return absenceTexts[language][shown ?? 'hidden'].word;
}

/** "between 3.1 % and 4.2 %"; empty where too few cells tell. */
export function rangeInWords(unit: Measure['unit'], value: Shown | undefined, language: Language): string {
  if (typeof value !== 'object' || value.low === null || value.high === null) return '';
  return exposureTexts[language].between
    .replace('{low}', valueInWords(unit, value.low, language, 1))
    .replace('{high}', valueInWords(unit, value.high, language, 1));
}

/** The Monday of an ISO week, UTC. */
export function mondayOf(week: string): Date {
  const [year, number] = week.split('-W').map(Number);
  const fourth = new Date(Date.UTC(year!, 0, 4));
  const monday = fourth.getUTCDate() - ((fourth.getUTCDay() + 6) % 7);
  return new Date(Date.UTC(year!, 0, monday + (number! - 1) * 7));
}

/** "2 Mar – 31 May 2026": from the first day of the first week to the last day of the last, on one line. */
export function periodInWords(weeks: readonly string[], language: Language): string {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return '';
  const from = mondayOf(first);
  const to = new Date(mondayOf(last).getTime() + 6 * 86_400_000);
  const day = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale(language), { ...options, timeZone: 'UTC' });
  if (language === 'en')
    return day({ dateStyle: 'medium' })
      .formatRange(from, to)
      .replace(/\s/g, '\u00a0')
      .replace('–', '–\u2060');
  // The runtime's own Chinese range is of numbers and slashes.
  const sameYear = from.getUTCFullYear() === to.getUTCFullYear();
  const end = day(sameYear ? { month: 'long', day: 'numeric' } : { dateStyle: 'long' }).format(to);
  return `${day({ dateStyle: 'long' }).format(from)}至${end}`;
}

/** "16 Mar": the day on which a week begins. */
export function weekInWords(week: string, language: Language): string {
  const format = new Intl.DateTimeFormat(dateLocale(language), {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return format.format(mondayOf(week));
}

/** "2026-03" for the month of a week's Thursday. */
export function monthOfWeek(week: string): string {
  const thursday = new Date(mondayOf(week).getTime() + 3 * 86_400_000);
  return thursday.toISOString().slice(0, 7);
}

export function monthInWords(month: string, language: Language): string {
  const format = new Intl.DateTimeFormat(dateLocale(language), {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${month}-15T00:00:00Z`));
}

/** Monday first. */
export function weekdayNames(language: Language, style: 'short' | 'long'): readonly string[] {
  const format = new Intl.DateTimeFormat(dateLocale(language), { weekday: style, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(2026, 0, 5 + day))));
}
