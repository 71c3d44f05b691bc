import type { Language } from '../../i18n/language.js';
import { type FirstWords, firstWordsTexts } from '../../i18n/texts/first-words-texts.js';
import type { ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';

/** From to before, hours of the day. */
const PARTS = [
  ['night', 0, 6],
  ['morning', 6, 11],
  ['noon', 11, 13],
  ['afternoon', 13, 18],
  ['evening', 18, 24],
] as const satisfies ReadonlyArray<readonly [part: keyof FirstWords['parts'], from: number, to: number]>;

/** A day or a part of one stands out when its callers are tense a fifth more than on average. */
const STANDS_OUT = 1.2;

/** What a lead wants to know first, in three sentences made of published cells alone. */
export function firstWords(report: ExposureReport, language: Language): readonly string[] {
  const texts = firstWordsTexts[language];
  return [hardestTimes(report.heatMap, texts), pauses(report, texts), effect(report.effect.holdOut, texts)];
}

/** The day that stands out most, and the part of another day that does; hours shown only together with other days tell neither. */
function hardestTimes(heatMap: ExposureReport['heatMap'], texts: FirstWords): string {
  const meanOf = (hours: ExposureReport['heatMap']) => {
    const shown = hours.flatMap((cell) => dayShareOf(cell) ?? []);
    return shown.length === 0 ? null : shown.reduce((sum, share) => sum + share, 0) / shown.length;
  };
  const overall = meanOf(heatMap);
  if (overall === null) return texts.hidden;
  const days = texts.days.map((name, day) => ({ day, name, hours: heatMap.slice(day * 24, day * 24 + 24) }));
  const hardestDay = most(
    days.flatMap(({ day, name, hours }) => candidate(name, meanOf(hours), day)),
    overall,
  );
  const hardestPart = most(
    days
      .filter(({ day }) => day !== hardestDay?.day)
      .flatMap(({ day, name, hours }) =>
        PARTS.filter(([, from, to]) => isSetApart(hours, from, to)).flatMap(([part, from, to]) =>
          candidate(
            texts.partOfDay.replace('{day}', singular(name)).replace('{part}', texts.parts[part]),
            meanOf(hours.slice(from, to)),
            day,
          ),
        ),
      ),
    overall,
  );
  const named = [hardestDay, hardestPart].flatMap((found) => found?.name ?? []);
  if (named.length === 0) return texts.noneStandsOut;
  const when = named.reduce((one, other) => texts.and.replace('{one}', one).replace('{other}', other));
  return texts.hardest.replace('{when}', when);
}

function dayShareOf(cell: ExposureReport['heatMap'][number] | undefined): number | null {
  return typeof cell === 'object' ? cell.dayTenseShare : null;
}

/** Where few people work one value covers many hours: then nothing is known of a part of them. */
function isSetApart(hours: ExposureReport['heatMap'], from: number, to: number): boolean {
  const share = (hour: number) => dayShareOf(hours[hour]);
  return share(from - 1) !== share(from) && share(to - 1) !== share(to);
}

type Candidate = { readonly name: string; readonly day: number; readonly share: number };

function candidate(name: string, share: number | null, day: number): Candidate[] {
  return share === null ? [] : [{ name, share, day }];
}

function most(candidates: readonly Candidate[], overall: number): Candidate | null {
  const standing = candidates.filter(({ share }) => share >= STANDS_OUT * overall);
  return standing.reduce<Candidate | null>(
    (best, one) => (best === null || one.share > best.share ? one : best),
    null,
  );
}

/** "Sunday" of "Sundays"; Chinese days have one form. */
function singular(day: string): string {
  return day.replace(/s$/, '');
}

function pauses({ totals }: ExposureReport, texts: FirstWords): string {
  const shown = totals.breakShare;
  return typeof shown !== 'object'
    ? texts.pauseHidden
    : texts.pause.replace('{n}', String(Math.round(10 * shown.value)));
}

function effect(holdOut: ExposureReport['effect']['holdOut'], texts: FirstWords): string {
  if (holdOut === null) return texts.tooFew;
  const { difference, low, high } = holdOut;
  if (low <= 0 && high >= 0) return texts.unclear;
  const [from, to] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
  return (difference < 0 ? texts.sooner : texts.later)
    .replace('{n}', String(Math.round(Math.abs(difference))))
    .replace('{low}', String(Math.round(from!)))
    .replace('{high}', String(Math.round(to!)));
}
