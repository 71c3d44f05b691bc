import type { Localised } from '../language.js';

export type TryTexts = {
  readonly title: string;
  readonly intro: string;
  readonly language: string;
  readonly needsToken: string;
  /** By the code of the refusal. */
  readonly mayNot: Readonly<Record<string, string>>;
  /** Any other refusal, with `{code}`. */
  readonly mayNotOpen: string;
  readonly demo: string;
  readonly demoName: string;
  readonly microphone: string;
  readonly file: string;
  readonly stop: string;
  readonly progress: string;
  /** `{at}` and `{length}` are clock times. */
  readonly progressOf: string;
  /** Asked of a recording; `{name}` is its file. */
  readonly whoIsWhere: string;
  readonly oneChannel: string;
  readonly layouts: Readonly<Record<'caller-left' | 'caller-right' | 'caller' | 'mixed', string>>;
  readonly mixedNote: string;
  readonly refused: string;
  readonly unreadable: string;
  readonly lost: string;
  readonly picture: string;
  readonly lanes: Readonly<
    Record<'mood' | 'evidence' | 'emotion' | 'level' | 'pitch' | 'rate' | 'caller' | 'agent', string>
  >;
  /** What the lines of a lane are. */
  readonly keys: Readonly<Record<'alarm' | 'anger' | 'anxiety', string>>;
  readonly now: string;
  readonly mood: string;
  readonly moods: Readonly<Record<string, string>>;
  readonly level: string;
  readonly pitch: string;
  readonly rate: string;
  readonly units: Readonly<Record<'level' | 'pitch' | 'rate', string>>;
  readonly formulas: Readonly<Record<'level' | 'pitch' | 'rate', string>>;
  readonly cues: string;
  readonly noCues: string;
  readonly why: string;
};

export const tryTexts: Localised<TryTexts> = {
  en: {
    title: 'Try it',
    intro:
      'Play the demo call, speak, or drop a recording on this page, and see what Evenkeel hears. The audio goes to this server only and is not kept.',
    language: 'Language',
    needsToken:
      'This page needs the sign-in of an audio source. Ask your telephony team for the link, or make a token: evenkeel token --role source.',
    mayNot: {
      'auth.right-missing':
        'This page is for trying out audio, and your sign-in is for another page. Ask your telephony team for the link.',
      'auth.token-expired': 'This link has expired. Ask your telephony team for a new one.',
      'auth.token-invalid':
        'This link is damaged or from another server. Ask your telephony team for a new one.',
    },
    mayNotOpen: 'This sign-in cannot open the page. Tell your telephony team this code: {code}.',
    demo: 'Play the demo call',
    demoName: 'the demo call',
    microphone: 'Use the microphone',
    file: 'Choose a recording',
    stop: 'Stop and clear',
    progress: 'Position in the recording',
    progressOf: '{at} of {length}',
    whoIsWhere: 'Who is where in {name}?',
    oneChannel: '{name} has one channel. Whose voice is on it?',
    layouts: {
      'caller-left': 'caller left, agent right',
      'caller-right': 'agent left, caller right',
      caller: 'the caller alone',
      mixed: 'both, mixed',
    },
    mixedNote: 'Both voices are on one channel, so nothing is claimed about the caller.',
    refused: 'The browser may not use the microphone. Allow it in the address bar.',
    unreadable: 'This file cannot be read as audio.',
    lost: 'The server ended this run ({code}). Press the button again to start over.',
    picture: 'The last minute as a picture. The values below say the same.',
    lanes: {
      mood: 'Caller sounds',
      evidence: 'Evidence of tension',
      emotion: 'Anger and anxiety',
      level: 'Level',
      pitch: 'Pitch (F0)',
      rate: 'Speaking rate',
      caller: 'Caller speaks',
      agent: 'Agent speaks',
    },
    keys: { alarm: 'threshold', anger: 'Anger', anxiety: 'Anxiety' },
    now: 'Now',
    mood: 'Caller sounds',
    moods: { calm: 'calm', tense: 'tense', angry: 'angry', anxious: 'anxious', unsure: 'not sure' },
    level: 'Level',
    pitch: 'Pitch (F0)',
    rate: 'Speaking rate',
    units: { level: 'dB', pitch: 'semitones', rate: 'syllables a second' },
    formulas: {
      level: 'compared with the caller’s own start',
      pitch: 'compared with the caller’s own start',
      rate: 'while the caller speaks',
    },
    cues: 'Cues',
    noCues: 'None yet. A cue needs sustained evidence, not one loud word.',
    why: '{reason} ({numbers})',
  },
  'zh-CN': {
    title: '试一试',
    intro:
      '播放演示通话、对着麦克风说话，或把录音拖到此页，看看 Evenkeel 听到了什么。音频只发往本服务器，不保存。',
    language: '语言',
    needsToken:
      '本页需要以音频来源的身份登录。请向电话系统团队索取链接，或自行生成令牌：evenkeel token --role source。',
    mayNot: {
      'auth.right-missing': '本页用于试用，您的登录属于其他页面。请向电话系统团队索取链接。',
      'auth.token-expired': '链接已过期。请向电话系统团队索取新链接。',
      'auth.token-invalid': '链接已损坏，或来自其他服务器。请向电话系统团队索取新链接。',
    },
    mayNotOpen: '此登录无法打开本页。请把这个代码告诉电话系统团队：{code}。',
    demo: '播放演示通话',
    demoName: '演示通话',
    microphone: '使用麦克风',
    file: '选择录音',
    stop: '停止并清除',
    progress: '录音播放位置',
    progressOf: '{at}，共 {length}',
    whoIsWhere: '“{name}”里，谁在哪个声道？',
    oneChannel: '“{name}”只有一个声道，里面是谁的声音？',
    layouts: {
      'caller-left': '左声道客户，右声道坐席',
      'caller-right': '左声道坐席，右声道客户',
      caller: '只有客户',
      mixed: '双方混合',
    },
    mixedNote: '双方共用一个声道，因此不判断客户的语气。',
    refused: '浏览器未获准使用麦克风，请在地址栏中允许。',
    unreadable: '无法读取此文件中的声音。',
    lost: '服务器结束了这次试用（{code}）。请再按一次按钮重新开始。',
    picture: '最近一分钟的图示，下方数值内容相同。',
    lanes: {
      mood: '客户语气',
      evidence: '紧张的依据',
      emotion: '生气和焦虑',
      level: '音量',
      pitch: '音高（F0）',
      rate: '语速',
      caller: '客户说话',
      agent: '坐席说话',
    },
    keys: { alarm: '阈值', anger: '生气', anxiety: '焦虑' },
    now: '当前数值',
    mood: '客户语气',
    moods: { calm: '平静', tense: '紧张', angry: '生气', anxious: '焦虑', unsure: '不确定' },
    level: '音量',
    pitch: '音高（F0）',
    rate: '语速',
    units: { level: '分贝', pitch: '半音', rate: '音节/秒' },
    formulas: {
      level: '与客户开始时相比',
      pitch: '与客户开始时相比',
      rate: '客户说话时',
    },
    cues: '提示',
    noCues: '暂无。一句话声音大不会引起提示，要持续一段时间才会。',
    why: '{reason}（{numbers}）',
  },
};
