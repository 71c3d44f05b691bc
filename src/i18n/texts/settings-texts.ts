import type { Localised } from '../language.js';
import type { StateText } from './panel-text-shape.js';

/** Settings, keys and the first run of the panel. */
export type SettingsTexts = {
  readonly steps: Readonly<Record<'cues' | 'panel', string>>;
  readonly howMany: string;
  readonly usual: string;
  readonly fewer: string;
  readonly quiet: string;
  readonly during: string;
  readonly after: string;
  /** By cue kind: when it comes, as an example. */
  readonly examples: Readonly<Record<string, string>>;
  readonly exampleHint: string;
  readonly pace: string;
  readonly paces: Readonly<Record<'4-6' | '4-4' | 'sigh', string>>;
  readonly language: string;
  readonly textSize: string;
  readonly look: string;
  readonly looks: Readonly<Record<'system' | 'light' | 'dark', string>>;
  readonly sound: string;
  readonly notifications: string;
  readonly notificationsBlocked: string;
  readonly selfCoaching: string;
  readonly selfCoachingNote: string;
  /** The call is on another node of the site. */
  readonly selfCoachingElsewhere: string;
  readonly private: string;
  readonly keys: Readonly<{
    title: string;
    use: string;
    actions: Readonly<
      Record<
        'helped' | 'not-now' | 'wrong' | 'why' | 'breathe' | 'hold' | 'mute' | 'settings' | 'escape' | 'help',
        string
      >
    >;
  }>;
  readonly welcome: Readonly<{ screens: readonly StateText[]; next: string; start: string; skip: string }>;
};

export const settingsTexts: Localised<SettingsTexts> = {
  en: {
    steps: { cues: 'Cues', panel: 'This panel' },
    howMany: 'How many',
    usual: 'Usual',
    fewer: 'Fewer',
    quiet: 'One an hour',
    during: 'During the call',
    after: 'After the call',
    examples: {
      breath: 'The caller has become louder and faster.',
      'ease-pace': 'You are explaining faster than you usually do.',
      acknowledge: 'The caller is still angry after the breath.',
      'let-finish': 'You both spoke at once three times.',
      backchannel: 'A tense caller has talked for 15 s without a sound from you.',
      'dead-air': 'You are looking something up and nobody speaks.',
      reassure: 'The caller has sounded anxious for a while.',
      'quieter-spot': 'An anxious caller is calling from a busy street.',
      'match-pace': 'You speak much faster than the caller.',
      'sum-up': 'The caller has been calm again for a while.',
      'two-options': 'You explained for a long time and the caller is still tense.',
      apologise: 'The caller got angrier right after your answer.',
      'way-forward': 'A tense caller has just calmed down.',
      'warm-close': 'The call was tense, but not a hard call.',
      reset: 'You have just finished a hard call.',
    },
    exampleHint: 'Point at a cue to read what it says and when it comes.',
    pace: 'Breathing pace',
    paces: { '4-6': '6 out, 4 in', '4-4': '4 out, 4 in', sigh: 'Sigh' },
    language: 'Language',
    textSize: 'Text size',
    look: 'Colours',
    looks: { system: 'As my system', light: 'Light', dark: 'Dark' },
    sound: 'A soft sound with each cue',
    notifications: 'Notify me when this window is hidden',
    notificationsBlocked: 'The browser blocks notifications for this page.',
    selfCoaching: 'Self-coaching from my own voice',
    selfCoachingNote:
      'A breath when your own voice sounds tense, in this panel only. Nothing is stored, and nobody can see that it is on.',
    selfCoachingElsewhere:
      'This call is on another server than this panel, so your own voice is not listened to in it. The next call may be on this one.',
    private: 'These choices stay on this computer. Nobody else sees them.',
    keys: {
      title: 'Keys',
      use: 'Use these keys',
      actions: {
        helped: 'Helped',
        'not-now': 'Not now',
        wrong: 'Wrong',
        why: 'Why? (the numbers)',
        breathe: 'Breathe',
        hold: 'Caller on hold, or back',
        mute: 'Turn cues off or on',
        settings: 'Settings',
        escape: 'Close, or end breathing',
        help: 'This list',
      },
    },
    welcome: {
      screens: [
        {
          title: 'One cue at a time',
          line: 'Evenkeel hears how the caller sounds, not what is said. When a call turns tense, one small cue appears here.',
        },
        {
          title: 'What nobody sees',
          line: 'No recording, no transcript, no score. No lead sees your calls, your answers, or that you turned cues off.',
        },
        {
          title: 'You decide',
          line: 'Mute cues for a call, an hour or today. Answer “Wrong” and that kind stays away for the rest of the call.',
        },
      ],
      next: 'Next',
      start: 'Start',
      skip: 'Skip',
    },
  },
  'zh-CN': {
    steps: { cues: '提示', panel: '面板' },
    howMany: '提示数量',
    usual: '正常',
    fewer: '较少',
    quiet: '每小时一条',
    during: '通话中',
    after: '通话后',
    examples: {
      breath: '客户的声音变响、语速变快。',
      'ease-pace': '您解释时的语速比平时快。',
      acknowledge: '呼吸之后客户仍然生气。',
      'let-finish': '双方三次同时开口。',
      backchannel: '客户紧张地说了 15 秒，您一直没有出声。',
      'dead-air': '您在查资料，电话里没人说话。',
      reassure: '客户焦虑了一段时间。',
      'quieter-spot': '焦虑的客户在嘈杂的街上打来电话。',
      'match-pace': '您的语速比客户快很多。',
      'sum-up': '客户平静下来有一会儿了。',
      'two-options': '您解释了很久，客户仍然紧张。',
      apologise: '您回答之后客户更生气了。',
      'way-forward': '紧张的客户刚刚平静下来。',
      'warm-close': '通话有些紧张，但不算棘手通话。',
      reset: '您刚结束一通棘手通话。',
    },
    exampleHint: '指向一条提示，查看它的内容和出现的时机。',
    pace: '呼吸节奏',
    paces: { '4-6': '呼 6 吸 4', '4-4': '呼 4 吸 4', sigh: '生理叹息：连吸两口、长呼气' },
    language: '语言',
    textSize: '文字大小',
    look: '颜色',
    looks: { system: '跟随系统', light: '浅色', dark: '深色' },
    sound: '出现提示时播放轻柔的声音',
    notifications: '窗口不在前台时通知我',
    notificationsBlocked: '浏览器禁止了此页面的通知。',
    selfCoaching: '用我自己的声音做自我辅导',
    selfCoachingNote:
      '您自己的声音听起来紧张时，提示您呼吸。只在通话中、只在此面板：不存储，也没有人知道是否开启。',
    selfCoachingElsewhere: '本次通话与此面板不在同一台服务器上，因此不会听您自己的声音。下一通电话可能恢复。',
    private: '这些选择只保存在本机，其他人看不到。',
    keys: {
      title: '快捷键',
      use: '使用这些快捷键',
      actions: {
        helped: '有帮助',
        'not-now': '现在不要',
        wrong: '不对',
        why: '为什么？（查看数值）',
        breathe: '呼吸',
        hold: '客户在等待，或已接回',
        mute: '关闭或打开提示',
        settings: '设置',
        escape: '关闭，或结束呼吸',
        help: '显示本列表',
      },
    },
    welcome: {
      screens: [
        {
          title: '一次只有一条提示',
          line: 'Evenkeel 听的是客户的语气，不是说了什么。通话紧张时，这里会出现一条小提示。',
        },
        {
          title: '没有人会看到',
          line: '不录音，不转文字，不打分。主管和关怀负责人看不到您的通话和回答，也不知道您是否关闭了提示。',
        },
        {
          title: '由您决定',
          line: '可以关闭本次通话、一小时或今天的提示。回答“不对”，这类提示在本次通话中不再出现。',
        },
      ],
      next: '下一步',
      start: '开始',
      skip: '跳过',
    },
  },
};
