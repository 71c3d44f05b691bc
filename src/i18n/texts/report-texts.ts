import type { Localised } from '../language.js';

/** What the report of a replayed recording says. `{…}` are put in. */
export type ReportTexts = {
  /** Who speaks on a channel. */
  readonly sides: Readonly<Record<'customer' | 'agent' | 'mixed', string>>;
  readonly moods: Readonly<Record<'calm' | 'tense' | 'angry' | 'anxious' | 'unsure', string>>;
  /** Captions of the picture's lanes; `{side}` is who speaks. */
  readonly lanes: Readonly<
    Record<'mood' | 'speech' | 'pitch' | 'level' | 'rate' | 'overlap' | 'emotion' | 'evidence', string>
  >;
  readonly anger: string;
  readonly anxiety: string;
  readonly threshold: string;
  readonly semitones: string;
  readonly syllables: string;
  readonly made: string;
  readonly mixed: string;
  readonly zoom: string;
  readonly howTo: string;
  readonly time: string;
  readonly picture: string;
  readonly play: string;
  readonly pause: string;
  readonly openRecording: string;
  readonly recordingStays: string;
  readonly cues: string;
  readonly noCues: string;
  readonly moreCues: string;
  readonly summary: string;
  readonly summaryText: string;
  readonly oneStretch: string;
  readonly stretches: string;
  readonly formula: string;
  readonly strainFormula: string;
  readonly asTable: string;
  readonly tableCaption: string;
  readonly againstOwnStart: string;
  readonly columns: Readonly<
    Record<
      'time' | 'mood' | 'floor' | 'overlap' | 'level' | 'pitch' | 'rate' | 'heard' | 'speech' | 'cues',
      string
    >
  >;
  readonly well: string;
  /** Why what is said of the caller deserves less trust than usual. */
  readonly doubts: Readonly<
    Record<
      | 'little-voice'
      | 'baseline-forming'
      | 'faint'
      | 'noisy'
      | 'clipped'
      | 'tone'
      | 'music'
      | 'gaps'
      | 'wrong-rate',
      string
    >
  >;
  readonly gain: string;
  readonly thisRun: string;
  readonly earlierRun: string;
  readonly compared: string;
  readonly onlyThis: string;
  readonly onlyEarlier: string;
  readonly inBoth: string;
  readonly none: string;
};

export const reportTexts: Localised<ReportTexts> = {
  en: {
    sides: { customer: 'Caller', agent: 'Agent', mixed: 'Both, mixed' },
    moods: { calm: 'calm', tense: 'tense', angry: 'angry', anxious: 'anxious', unsure: 'not sure' },
    lanes: {
      mood: 'Caller sounds',
      speech: '{side}: speech',
      pitch: '{side}: pitch (F0)',
      level: '{side}: level',
      rate: '{side}: articulation rate',
      overlap: 'Both speak',
      emotion: 'Caller: anger, anxiety',
      evidence: 'Evidence of tension',
    },
    anger: 'anger',
    anxiety: 'anxiety',
    threshold: 'threshold',
    semitones: 'st',
    syllables: 'syll/s',
    made: 'Made on {date} by Evenkeel {version}, model {model}.',
    mixed:
      'Both voices are on one channel, so the report does not say how the caller sounds, who interrupts or how fast each speaks.',
    zoom: 'Zoom',
    howTo:
      'Point at the picture to read its values. Click to play from there. Zoom with + and −, or Ctrl and the wheel.',
    time: 'Time',
    picture: 'Timeline picture. The table below holds the same.',
    play: 'Play',
    pause: 'Pause',
    openRecording: 'Open {file} to hear it',
    recordingStays: 'The recording stays in this browser.',
    cues: 'Cues',
    noCues: 'No cues.',
    moreCues: '{count} more cues',
    summary: 'Summary',
    summaryText: 'Caller tense for {tense} in {stretches}; strain {strain} of 100; {coverage}.',
    oneStretch: '1 tense stretch',
    stretches: '{count} tense stretches',
    formula: 'How strain is counted',
    strainFormula:
      '100 × (1 − e^(−load)). Load = (tense minutes + ½ angry minutes + ¼ for each tense stretch that did not become calm) × (1 + ¼ for each hard call just before, at most 1) + long-call minutes ÷ 60. Minutes are of caller speech; long-call minutes are those beyond 10, in a call with a tense stretch.',
    asTable: 'As a table',
    tableCaption: 'The call in steps of 5 seconds.',
    againstOwnStart: 'Level and pitch against each speaker’s own start.',
    columns: {
      time: 'Time',
      mood: 'Caller sounds',
      floor: 'Speaking',
      overlap: 'Both speak, s',
      level: '{side}: level, dB',
      pitch: '{side}: pitch, semitones',
      rate: '{side}: rate, syll/s',
      heard: 'Caller heard',
      speech: 'Speech, s',
      cues: 'Cues',
    },
    well: 'well',
    doubts: {
      'little-voice': 'little voice',
      'baseline-forming': 'not known well yet',
      faint: 'faint',
      noisy: 'noisy',
      clipped: 'clipped',
      tone: 'tone',
      music: 'music',
      gaps: 'audio missing',
      'wrong-rate': 'wrong rate',
    },
    gain: 'gain {db} dB',
    thisRun: 'this run',
    earlierRun: 'the other run',
    compared: 'Compared with {file}',
    onlyThis: 'Only in this run',
    onlyEarlier: 'Only in the other run',
    inBoth: 'In both, within one second',
    none: 'none',
  },
  'zh-CN': {
    sides: { customer: '客户', agent: '坐席', mixed: '双方混合' },
    moods: { calm: '平静', tense: '紧张', angry: '生气', anxious: '焦虑', unsure: '不确定' },
    lanes: {
      mood: '客户语气',
      speech: '{side}：说话',
      pitch: '{side}：音高（基频）',
      level: '{side}：音量',
      rate: '{side}：语速',
      overlap: '双方同时说话',
      emotion: '客户：生气、焦虑',
      evidence: '紧张的依据',
    },
    anger: '生气',
    anxiety: '焦虑',
    threshold: '阈值',
    semitones: '半音',
    syllables: '音节/秒',
    made: '生成于 {date}，Evenkeel {version}，模型 {model}。',
    mixed: '双方共用一个声道：不判断客户的语气、谁打断谁以及各自的语速。',
    zoom: '缩放',
    howTo: '把指针移到图上可读数值，点击即从该处播放。用 + 和 − 缩放，或按住 Ctrl 并滚动滚轮。',
    time: '时间',
    picture: '时间线图。下方表格内容相同。',
    play: '播放',
    pause: '暂停',
    openRecording: '打开 {file} 收听',
    recordingStays: '录音只留在本浏览器中。',
    cues: '提示',
    noCues: '没有提示。',
    moreCues: '另有 {count} 条提示',
    summary: '小结',
    summaryText: '客户语气紧张共 {tense}，紧张时段 {stretches}，压力值 {strain}（最高 100）；{coverage}。',
    oneStretch: '1 个',
    stretches: '{count} 个',
    formula: '压力值的算法',
    strainFormula:
      '100 × (1 − e^(−负荷))。负荷 =（紧张分钟数 + ½ 生气分钟数 + 每个未缓和的紧张时段 ¼）×（1 + 此前每通连续的棘手通话 ¼，最多 1）+ 长通话分钟数 ÷ 60。分钟数按客户说话时间计；长通话分钟数是有紧张时段的通话中超过 10 分钟的部分。',
    asTable: '表格',
    tableCaption: '通话内容，每 5 秒一行。',
    againstOwnStart: '音量和音高以各人自己开头时为准。',
    columns: {
      time: '时间',
      mood: '客户语气',
      floor: '发言方',
      overlap: '同时说话（秒）',
      level: '{side}：音量（dB）',
      pitch: '{side}：音高（半音）',
      rate: '{side}：语速（音节/秒）',
      heard: '客户音质',
      speech: '说话（秒）',
      cues: '提示',
    },
    well: '良好',
    doubts: {
      'little-voice': '话音太少',
      'baseline-forming': '尚不了解此人平时的语气',
      faint: '声音微弱',
      noisy: '噪声较大',
      clipped: '削波',
      tone: '信号音',
      music: '音乐',
      gaps: '音频缺失',
      'wrong-rate': '采样率有误',
    },
    gain: '增益 {db} dB',
    thisRun: '本次',
    earlierRun: '另一次',
    compared: '与 {file} 比较',
    onlyThis: '仅本次有',
    onlyEarlier: '仅另一次有',
    inBoth: '两次都有（相差不到一秒）',
    none: '无',
  },
};
