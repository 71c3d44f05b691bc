import type { Localised } from '../language.js';

/** Title ≤ 24 characters in English, ≤ 10 in Chinese; advice ≤ 70 / ≤ 28. Texts speak about the call, never the worker. */
export type CueText = { readonly title: string; readonly advice: string };

export type CueTexts = { readonly kinds: Readonly<Record<string, CueText>> };

export const cueTexts: Localised<CueTexts> = {
  en: {
    kinds: { breath: { title: 'One slow breath', advice: 'This call sounds tense. One long breath out.' } },
  },
  'zh-CN': { kinds: { breath: { title: '慢慢呼吸一次', advice: '这通电话有些紧张，先缓缓呼一口气。' } } },
};
