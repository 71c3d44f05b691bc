import type { Localised } from '../language.js';

/** The measures of the trends; each is shown with its formula. */
export const OWN_MEASURES = ['strain', 'talkShare', 'overlaps', 'latency'] as const;
export type OwnMeasure = (typeof OWN_MEASURES)[number];

export type MeasureText = { readonly name: string; readonly unit: string; readonly formula: string };

export type MyCallsTexts = {
  readonly title: string;
  readonly intro: string;
  readonly language: string;
  readonly signedOut: Readonly<Record<'never' | 'ended' | 'revoked' | 'link-used', string>>;
  readonly signIn: string;
  readonly failed: string;
  readonly notDone: string;
  readonly retry: string;
  readonly none: string;
  readonly more: string;
  readonly findDay: string;
  readonly allDays: string;
  readonly olderDays: string;
  readonly oneCallThatDay: string;
  readonly callsThatDay: string;
  readonly hardThatDay: string;
  readonly trends: string;
  readonly trendsNote: string;
  readonly week: string;
  readonly calls: string;
  readonly asTable: string;
  readonly measures: Readonly<Record<OwnMeasure, MeasureText>>;
  readonly checkIn: string;
  readonly checkInNote: string;
  readonly feelings: Readonly<Record<'good' | 'fine' | 'drained', string>>;
  readonly checkedIn: string;
  readonly checkInsBefore: string;
  readonly strain: string;
  readonly hard: string;
  readonly minutes: string;
  readonly tense: string;
  readonly noCues: string;
  readonly why: string;
  readonly verdicts: Readonly<Record<'helped' | 'not-now' | 'wrong', string>>;
  readonly resets: Readonly<Record<'offered' | 'taken' | 'skipped', string>>;
  readonly coverage: Readonly<Record<string, string>>;
  readonly note: string;
  readonly saved: string;
  readonly deleteCall: string;
  readonly deleteCallAsk: string;
  readonly counted: string;
  readonly deleteAll: string;
  readonly deleteAllAsk: string;
  readonly deleteYes: string;
  readonly keep: string;
  readonly deleted: string;
  readonly export: string;
};

export const myCallsTexts: Localised<MyCallsTexts> = {
  en: {
    title: 'My calls',
    intro:
      'Everything that Evenkeel keeps about your calls. Only you can open this page. No lead sees any of it.',
    language: 'Language',
    signedOut: {
      never: 'Open this page from your panel. It signs you in.',
      ended: 'Your sign-in has expired. Sign in again, or open this page from your panel.',
      revoked: 'Your sign-in was ended by whoever manages access. Sign in again, or ask them.',
      'link-used': 'A link works once, within ten minutes. Ask your telephony team for a new one.',
    },
    signIn: 'Sign in',
    failed: 'Your calls could not be read.',
    notDone: 'That did not work. Please try again.',
    retry: 'Try again',
    none: 'No calls are kept. Your next call appears here when it ends.',
    more: 'Older calls',
    findDay: 'Find a day',
    allDays: 'All days',
    olderDays: 'Older days …',
    oneCallThatDay: '1 call',
    callsThatDay: '{n} calls',
    hardThatDay: '{n} hard',
    trends: 'Over the weeks',
    trendsNote: 'The middle value of each week’s calls. A fact about the calls, not a mark for you.',
    week: 'Week of',
    calls: 'Calls',
    asTable: 'As a table',
    measures: {
      strain: {
        name: 'Strain of the calls',
        unit: 'of 100',
        formula:
          '100 × (1 − e^(−load)); load grows with minutes of tense caller speech, unrecovered stretches and hard calls in a row',
      },
      talkShare: {
        name: 'Your share of the talking',
        unit: '%',
        formula: 'your speaking time ÷ all speaking time × 100',
      },
      overlaps: {
        name: 'Overlaps you began',
        unit: 'a call',
        formula: 'times you started while the caller spoke',
      },
      latency: {
        name: 'Pause before you answer',
        unit: 's',
        formula: 'median time from the caller’s end to your start',
      },
    },
    checkIn: 'How is it going?',
    checkInNote: 'For you alone: no team figure reads it.',
    feelings: { good: 'Good', fine: 'Fine', drained: 'Drained' },
    checkedIn: 'Noted.',
    checkInsBefore: 'What you answered before',
    strain: 'strain',
    hard: 'hard call',
    minutes: '{n} min',
    tense: 'caller tense for {n} s',
    noCues: 'No cues.',
    why: 'Why?',
    verdicts: { helped: 'you said: helped', 'not-now': 'you said: not now', wrong: 'you said: wrong' },
    resets: { offered: 'reset offered', taken: 'reset taken', skipped: 'reset skipped' },
    coverage: {
      gaps: 'parts of the audio were missing',
      'no-notice': 'not analysed: the caller was not informed',
      objection: 'analysis stopped: the caller objected',
      'mixed-channel': 'caller not analysed: one shared channel',
      'classifier-unavailable': 'caller not analysed: model unavailable',
    },
    note: 'Private note',
    saved: 'Saved',
    deleteCall: 'Delete this call',
    deleteCallAsk: 'Delete this call, its cues and its note? This cannot be undone.',
    counted: 'How is this counted?',
    deleteAll: 'Delete everything',
    deleteAllAsk: 'Delete every call, cue, note and check-in that is kept about you? This cannot be undone.',
    deleteYes: 'Yes, delete',
    keep: 'Keep',
    deleted: 'Deleted.',
    export: 'Export',
  },
  'zh-CN': {
    title: '我的通话',
    intro: '这里是 Evenkeel 保存的、与您的通话有关的全部内容。只有您能打开此页，主管和关怀负责人都看不到。',
    language: '语言',
    signedOut: {
      never: '请从您的面板打开此页，登录信息会一并带入。',
      ended: '登录已过期。请重新登录，或从您的面板打开此页。',
      revoked: '权限管理员结束了您的登录。请重新登录，或与其联系。',
      'link-used': '链接只能登录一次，十分钟内有效。请向电话系统团队索取新链接。',
    },
    signIn: '登录',
    failed: '读取通话失败。',
    notDone: '没有成功，请再试一次。',
    retry: '重试',
    none: '没有保存的通话。下一通结束后会出现在这里。',
    more: '更早的通话',
    findDay: '查找某一天',
    allDays: '全部日期',
    olderDays: '更早的日期……',
    oneCallThatDay: '1 通',
    callsThatDay: '{n} 通',
    hardThatDay: '棘手 {n} 通',
    trends: '各周变化',
    trendsNote: '每周通话的中间值。这是关于通话的事实，不是对您的评分。',
    week: '周起始',
    calls: '通话',
    asTable: '以表格显示',
    measures: {
      strain: {
        name: '通话的压力值',
        unit: '最高 100',
        formula: '100 × (1 − e^(−负荷))；负荷随客户语气紧张的分钟数、未缓和的紧张时段和连续的棘手通话而增加',
      },
      talkShare: { name: '您说话的占比', unit: '%', formula: '您的说话时间 ÷ 全部说话时间 × 100' },
      overlaps: { name: '客户未说完时开口', unit: '次/通', formula: '客户说话时您开口的次数' },
      latency: { name: '回应前的停顿', unit: '秒', formula: '客户说完到您开口的时间的中位数' },
    },
    checkIn: '感觉怎么样？',
    checkInNote: '只给您自己看，任何团队数据都不读取。',
    feelings: { good: '不错', fine: '还行', drained: '很累' },
    checkedIn: '已记下。',
    checkInsBefore: '您之前的回答',
    strain: '压力值',
    hard: '棘手通话',
    minutes: '{n} 分钟',
    tense: '客户语气紧张共 {n} 秒',
    noCues: '没有提示。',
    why: '为什么？',
    verdicts: { helped: '您的回答：有帮助', 'not-now': '您的回答：现在不要', wrong: '您的回答：不对' },
    resets: { offered: '提供过复位', taken: '已采纳复位', skipped: '已跳过复位' },
    coverage: {
      gaps: '部分音频缺失',
      'no-notice': '未分析：客户尚未被告知',
      objection: '已停止分析：客户不同意',
      'mixed-channel': '未分析客户：双方共用声道',
      'classifier-unavailable': '未分析客户：模型不可用',
    },
    note: '私人备注',
    saved: '已保存',
    deleteCall: '删除此通话',
    deleteCallAsk: '删除此通话及其提示和备注？此操作无法撤销。',
    counted: '怎么计算的？',
    deleteAll: '全部删除',
    deleteAllAsk: '删除所有关于您的通话、提示、备注和心情记录？此操作无法撤销。',
    deleteYes: '确认删除',
    keep: '保留',
    deleted: '已删除。',
    export: '导出',
  },
};
