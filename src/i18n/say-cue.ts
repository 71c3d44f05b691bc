import { ownField } from '../own-field.js';
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

export type SaidCue = { readonly title: string; readonly advice: string; readonly reason: string };

/** A cue in words: the administrator's where there are any, otherwise the catalogue's. An unknown kind is said by its name. */
export function sayCue(cue: SayableCue, language: Language): SaidCue {
  const texts = cueTexts[language];
  const { title, advice } = cue.wording?.[language] ??
    ownField(texts.kinds, cue.kind) ?? { title: cue.kind, advice: '' };
  const template = ownField(texts.reasons, cue.reason.key) ?? '';
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const reason = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = ownField(cue.reason.values, name);
    return typeof value === 'number'
      ? number.format(value)
      : (ownField(texts.values, value ?? '') ?? value ?? '–');
  });
  return { title, advice, reason };
}
