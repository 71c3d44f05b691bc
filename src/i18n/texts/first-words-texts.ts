import type { Localised } from '../language.js';

/** The first three sentences of the lead's page. */
export type FirstWords = {
  readonly hardest: string;
  readonly noneStandsOut: string;
  readonly hidden: string;
  readonly and: string;
  /** Whole days: "Mondays"; parts of a day: "Sunday noon". Monday first. */
  readonly days: readonly string[];
  readonly partOfDay: string;
  readonly parts: Readonly<Record<'morning' | 'noon' | 'afternoon' | 'evening' | 'night', string>>;
  readonly pause: string;
  readonly pauseHidden: string;
  readonly sooner: string;
  readonly later: string;
  readonly unclear: string;
  readonly tooFew: string;
};

export const firstWordsTexts: Localised<FirstWords> = {
  en: {
    hardest: 'Hardest: {when}.',
    noneStandsOut: 'No day or hour stands out.',
    hidden: 'The hours are hidden: too few people worked in each.',
    and: '{one} and {other}',
    days: ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'],
    partOfDay: '{day} {part}',
    parts: {
      morning: 'mornings',
      noon: 'noon',
      afternoon: 'afternoons',
      evening: 'evenings',
      night: 'nights',
    },
    pause: '{n} in 10 hard calls were followed by three quiet minutes.',
    pauseHidden: 'How many hard calls were followed by three quiet minutes is hidden for these weeks.',
    sooner: 'With cues, callers were calm {n}\u00a0s sooner (between {low} and {high}\u00a0s).',
    later: 'With cues, callers were calm {n}\u00a0s later (between {low} and {high}\u00a0s).',
    unclear: 'Cues have shown no clear effect so far.',
    tooFew: 'It is too early to say whether cues help.',
  },
  'zh-CN': {
    hardest: '最棘手的时候：{when}。',
    noneStandsOut: '没有特别突出的日子或时段。',
    hidden: '各时段均已隐藏：每个时段工作的人太少。',
    and: '{one}和{other}',
    days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    partOfDay: '{day}{part}',
    parts: { morning: '上午', noon: '中午', afternoon: '下午', evening: '晚上', night: '夜间' },
    pause: '每 10 通棘手通话中，有 {n} 通之后有三分钟空档。',
    pauseHidden: '有多少棘手通话之后有三分钟空档：这段时间的数字已隐藏。',
    sooner: '有提示时，客户早 {n} 秒平静下来（{low} 到 {high} 秒）。',
    later: '有提示时，客户晚 {n} 秒平静下来（{low} 到 {high} 秒）。',
    unclear: '目前还看不出提示有明显作用。',
    tooFew: '现在还无法判断提示是否有用。',
  },
};
