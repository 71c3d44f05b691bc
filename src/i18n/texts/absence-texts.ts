import type { Localised } from '../language.js';

/** Why a number of the lead's page is not there: a word in its place, and the reason. `{k}` is put in. */
export type AbsenceTexts = Readonly<
  Record<'hidden' | 'no-calls' | 'pending', { readonly word: string; readonly why: string }>
>;

export const absenceTexts: Localised<AbsenceTexts> = {
  en: {
    hidden: {
      word: 'hidden',
      why: 'Hidden: fewer than {k} people worked, or the number would tell about one of them.',
    },
    'no-calls': {
      word: 'no calls',
      why: 'No calls: at least {k} people worked, and there was nothing to count.',
    },
    pending: {
      word: 'not published',
      why: 'Not published: the week is not over, or the team does not have four weeks of calls yet.',
    },
  },
  'zh-CN': {
    hidden: { word: '已隐藏', why: '已隐藏：工作的人少于 {k} 人，或数字会透露某一个人。' },
    'no-calls': { word: '无通话', why: '无通话：至少有 {k} 人工作，但没有可统计的内容。' },
    pending: { word: '未发布', why: '未发布：这一周尚未结束，或团队还没有四周的通话。' },
  },
};
