import { ownField } from '../own-field.js';
import { keptTogether } from './kept-together.js';
import type { Language } from './language.js';
import { type CueText, cueTexts } from './texts/cue-texts.js';

/** What of a cue can be said: see `CueReason` for the measures. */
export type SayableCue = {
  readonly kind: string;
  readonly reason: {
    readonly key: string;
    readonly values: Readonly<Record<string, number | string>>;
  };
  /** An administrator's own words, by language. */
  readonly wording?: Readonly<Partial<Record<Language, CueText | undefined>>>;
};

/** `reason` is in people's words; `numbers` are the measures behind it, shown when asked for. */
export type SaidCue = {
  readonly title: string;
  readonly advice: string;
  readonly reason: string;
  readonly numbers: string;
};

/** From here on a voice is said to be much louder or much higher: twice as loud to the ear, a third higher. */
const MUCH_LOUDER_DB = 10;
const MUCH_HIGHER_SEMITONES = 4;

/** A cue in words: the administrator's where there are any, otherwise the catalogue's. An unknown kind is said by its name. */
export function sayCue(cue: SayableCue, language: Language): SaidCue {
  const texts = cueTexts[language];
  const { values } = cue.reason;
  const { title, advice } = cue.wording?.[language] ??
    ownField(texts.kinds, cue.kind) ?? { title: cue.kind, advice: '' };
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const filled = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = ownField(values, name);
      return typeof value === 'number'
        ? number.format(value)
        : (ownField(texts.values, value ?? '') ?? value ?? '–');
    });
  const reason = ownField(texts.reasons, cue.reason.key);
  if (reason === undefined) return { title, advice, reason: '', numbers: '' };
  const { said, strongly = said, numbers } = reason;
  return {
    title,
    advice,
    reason: filled(isLarge(values) ? strongly : said),
    numbers: keptTogether(filled(numbers)),
  };
}

function isLarge({ levelDb, semitones }: SayableCue['reason']['values']): boolean {
  return Number(levelDb ?? 0) >= MUCH_LOUDER_DB || Number(semitones ?? 0) >= MUCH_HIGHER_SEMITONES;
}
