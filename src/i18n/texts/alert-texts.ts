import type { Localised } from '../language.js';

/** An alert as an e-mail: `{team}`, `{shift}`, `{date}` and `{factor}` are put in. It speaks of calls, never of people. */
export type AlertTexts = { readonly subject: string; readonly body: string };

export const alertTexts: Localised<AlertTexts> = {
  en: {
    subject: 'Hard shift: {team}, {shift} of {date}',
    body: [
      'On the {shift} shift of {date}, callers of {team} sounded tense for at least {factor} times the usual share of their speech.',
      '',
      'What may help now: a longer break, a word with the team, fewer back-to-back calls on the next shift.',
      'This is about the calls of the whole shift. It says nothing about any person, and no person can be looked up.',
    ].join('\n'),
  },
  'zh-CN': {
    subject: '客户语气偏紧张的班次：{team}，{date} {shift}',
    body: [
      '{date} 的 {shift} 班次中，{team} 的客户语气紧张的时间占比至少是平时的 {factor} 倍。',
      '',
      '现在可以做的：安排较长的休息，团队内简短交流，下一班次减少连续通话。',
      '本提醒只针对整个班次的通话，不涉及任何个人，也无法查询到个人。',
    ].join('\n'),
  },
};
