import type { Localised } from '../language.js';

/** The facts of the agent's own side that are kept of a whole call. */
export const OWN_FACTS = [
  'talkShare',
  'agentOverlaps',
  'medianResponseLatencyMs',
  'articulationRateRatio',
  'levelDeltaDb',
  'openingRateRatio',
  'openingLevelDeltaDb',
] as const;
export type OwnFact = (typeof OWN_FACTS)[number];

/** `value` holds `{n}` with its unit. */
export type OwnFactText = { readonly name: string; readonly value: string; readonly formula: string };

/** One call over time: tense stretches, cues and resets as they are stored. `{…}` are put in. */
export type CallTimelineTexts = {
  readonly open: string;
  readonly picture: string;
  readonly nothing: string;
  readonly stretch: string;
  readonly stretchToEnd: string;
  readonly peaks: Readonly<Record<'tense' | 'angry' | 'anxious', string>>;
  readonly cue: string;
  readonly reset: string;
  readonly ownSide: string;
  readonly notMeasured: string;
  readonly facts: Readonly<Record<OwnFact, OwnFactText>>;
};

export const callTimelineTexts: Localised<CallTimelineTexts> = {
  en: {
    open: 'How this call went',
    picture: 'The call from start to end: tense stretches, cues and resets',
    nothing: 'The caller was calm throughout, and no cue came.',
    stretch: 'The caller sounded tense until {to}',
    stretchToEnd: 'The caller sounded tense until the call ended',
    peaks: { tense: 'most tense at {at}', angry: 'angry at {at}', anxious: 'anxious at {at}' },
    cue: 'Cue: {title}',
    reset: 'After the call: {outcome}',
    ownSide: 'Your side of this call',
    notMeasured: 'not measured',
    facts: {
      talkShare: {
        name: 'Your share of the talking',
        value: '{n}\u00a0%',
        formula: 'your speaking time ÷ all speaking time × 100',
      },
      agentOverlaps: {
        name: 'Overlaps you began',
        value: '{n}',
        formula: 'times you started while the caller spoke',
      },
      medianResponseLatencyMs: {
        name: 'Pause before you answer',
        value: '{n} s',
        formula: 'median time from the caller’s end to your start',
      },
      articulationRateRatio: {
        name: 'Your pace',
        value: '{n} × your start',
        formula: 'average of your syllables per second ÷ the same at the start of the call',
      },
      levelDeltaDb: {
        name: 'Your loudness',
        value: '{n} dB from your start',
        formula: 'average of your level − your level at the start of the call',
      },
      openingRateRatio: {
        name: 'Pace of your first 10 s',
        value: '{n} × the rest',
        formula: 'your pace in your first 10 s of speech ÷ your pace afterwards',
      },
      openingLevelDeltaDb: {
        name: 'Loudness of your first 10 s',
        value: '{n} dB from the rest',
        formula: 'your level in your first 10 s of speech − your level afterwards',
      },
    },
  },
  'zh-CN': {
    open: '通话经过',
    picture: '通话全程：紧张时段、提示和复位',
    nothing: '客户全程平静，没有出现提示。',
    stretch: '客户语气紧张，至 {to}',
    stretchToEnd: '客户语气紧张，直到通话结束',
    peaks: { tense: '{at} 最紧张', angry: '{at} 生气', anxious: '{at} 焦虑' },
    cue: '提示：{title}',
    reset: '通话后：{outcome}',
    ownSide: '您在这通电话里',
    notMeasured: '未测得',
    facts: {
      talkShare: { name: '您说话的占比', value: '{n}%', formula: '您的说话时间 ÷ 全部说话时间 × 100' },
      agentOverlaps: { name: '客户未说完时开口', value: '{n} 次', formula: '客户说话时您开口的次数' },
      medianResponseLatencyMs: {
        name: '回应前的停顿',
        value: '{n} 秒',
        formula: '客户说完到您开口的时间的中位数',
      },
      articulationRateRatio: {
        name: '您的语速',
        value: '开场时的 {n} 倍',
        formula: '全程每秒音节数的平均值 ÷ 开场时的同一数值',
      },
      levelDeltaDb: {
        name: '您的音量',
        value: '与开场时相差 {n} 分贝',
        formula: '全程音量的平均值 − 开场时的音量',
      },
      openingRateRatio: {
        name: '最初 10 秒的语速',
        value: '之后的 {n} 倍',
        formula: '您最初 10 秒说话的语速 ÷ 之后的语速',
      },
      openingLevelDeltaDb: {
        name: '最初 10 秒的音量',
        value: '与之后相差 {n} 分贝',
        formula: '您最初 10 秒说话的音量 − 之后的音量',
      },
    },
  },
};
