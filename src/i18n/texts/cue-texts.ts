import type { Localised } from '../language.js';

/** Title ≤ 24 characters in English, ≤ 10 in Chinese; advice ≤ 70 / ≤ 28. Texts speak about the call, never the worker. */
export type CueText = { readonly title: string; readonly advice: string };

export type CueTexts = {
  readonly kinds: Readonly<Record<string, CueText>>;
  /** By `CueReason.key`: one line; `{name}` is replaced by the value of that name, said as in `values`. */
  readonly reasons: Readonly<Record<string, string>>;
  /** How a value that is a word is said, such as a mood. */
  readonly values: Readonly<Record<string, string>>;
};

export const cueTexts: Localised<CueTexts> = {
  en: {
    kinds: { breath: { title: 'One slow breath', advice: 'This call sounds tense. One long breath out.' } },
    reasons: {},
    values: { calm: 'calm', tense: 'tense', angry: 'angry', anxious: 'anxious', unsure: 'not sure' },
  },
  'zh-CN': {
    kinds: { breath: { title: '慢慢呼吸一次', advice: '这通电话有些紧张，先缓缓呼一口气。' } },
    reasons: {},
    values: { calm: '平静', tense: '紧张', angry: '生气', anxious: '焦虑', unsure: '不确定' },
  },
};
