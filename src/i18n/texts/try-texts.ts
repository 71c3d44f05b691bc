import type { Localised } from '../language.js';

export type TryTexts = {
  readonly title: string;
  readonly intro: string;
  readonly language: string;
  readonly needsToken: string;
  readonly microphone: string;
  readonly file: string;
  readonly stop: string;
  readonly refused: string;
  readonly unreadable: string;
  readonly lost: string;
  readonly mood: string;
  readonly moods: Readonly<Record<string, string>>;
  readonly level: string;
  readonly pitch: string;
  readonly rate: string;
  readonly formulas: Readonly<{ level: string; pitch: string; rate: string }>;
  readonly cues: string;
  readonly noCues: string;
};

export const tryTexts: Localised<TryTexts> = {
  en: {
    title: 'Try it',
    intro:
      'Speak, or drop a recording on this page, and see what is heard as if you were the caller. The audio goes to this server only and is not kept.',
    language: 'Language',
    needsToken:
      'This page needs the sign-in of an audio source. Ask your telephony team for the link, or make a token: evenkeel token --role source.',
    microphone: 'Use the microphone',
    file: 'Choose a WAV file',
    stop: 'Stop',
    refused: 'The browser may not use the microphone. Allow it in the address bar.',
    unreadable: 'This file cannot be read as audio.',
    lost: 'The server closed the line: {text}',
    mood: 'Sounds',
    moods: { calm: 'calm', tense: 'tense', angry: 'angry', anxious: 'anxious', unsure: 'not sure' },
    level: 'Level',
    pitch: 'Pitch (F0)',
    rate: 'Rate',
    formulas: {
      level: 'dB above your own start',
      pitch: 'semitones above your own start',
      rate: 'syllables a second of speaking time',
    },
    cues: 'Cues',
    noCues: 'None yet. A cue needs sustained evidence, not one loud word.',
  },
  'zh-CN': {
    title: '试一试',
    intro: '说话，或把一个 WAV 文件拖到此页，看看把您当作客户时听到了什么。音频只发往本服务器，不保存。',
    language: '语言',
    needsToken:
      '本页需要音频来源的登录。请向电话系统团队索取链接，或自行生成令牌：evenkeel token --role source。',
    microphone: '使用麦克风',
    file: '选择 WAV 文件',
    stop: '停止',
    refused: '浏览器未获准使用麦克风。',
    unreadable: '无法读取此文件中的声音。',
    lost: '服务器关闭了连接：{text}',
    mood: '听起来',
    moods: { calm: '平静', tense: '紧张', angry: '生气', anxious: '焦虑', unsure: '不确定' },
    level: '音量',
    pitch: '音高（F0）',
    rate: '语速',
    formulas: { level: '比您开始时高的分贝数', pitch: '比您开始时高的半音数', rate: '说话时间内每秒音节数' },
    cues: '提示',
    noCues: '暂无。提示需要持续的依据，而不是一句大声的话。',
  },
};
