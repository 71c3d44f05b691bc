import type { Localised } from '../language.js';

/** A state of the panel in words: a short title, and one line that says what it means for the agent. */
export type StateText = { readonly title: string; readonly line: string };

/** What the panel can be showing when it shows no cue. */
const PANEL_STATES = [
  'connecting',
  'reconnecting',
  'needs-token',
  'refused',
  'no-call',
  'listening',
  'held',
  'paused',
  'muted',
  'no-notice',
  'objection',
  'mixed-channel',
  'no-customer-channel',
  'classifier-unavailable',
  'stream-lost',
] as const;
export type PanelStateName = (typeof PANEL_STATES)[number];

export type PanelTexts = {
  readonly states: Readonly<Record<PanelStateName, StateText>>;
  readonly moving: string;
  readonly tryNow: string;
  readonly inOwnWindow: StateText;
  readonly bringBack: string;
  readonly popOut: string;
  readonly settings: string;
  readonly close: string;
  readonly myCalls: string;
  readonly breathe: string;
  readonly why: string;
  readonly helped: string;
  readonly notNow: string;
  readonly wrong: string;
  readonly answers: string;
  readonly ownEyes: string;
  readonly ownBreath: StateText;
  readonly breathing: Readonly<{
    in: string;
    topUp: string;
    out: string;
    pause: string;
    resume: string;
    end: string;
    label: string;
    instead: Readonly<Record<'4-6' | '4-4' | 'sigh', string>>;
  }>;
  readonly reset: Readonly<{
    seconds: string;
    skip: string;
    mayHelp: string;
  }>;
  readonly mute: Readonly<{
    title: string;
    call: string;
    hour: string;
    today: string;
    off: string;
    until: string;
    thisCall: string;
  }>;
  readonly preferences: Readonly<{
    howMany: string;
    usual: string;
    fewer: string;
    quiet: string;
    kinds: string;
    pace: string;
    paces: Readonly<Record<'4-6' | '4-4' | 'sigh', string>>;
    language: string;
    textSize: string;
    look: string;
    looks: Readonly<Record<'system' | 'light' | 'dark', string>>;
    notifications: string;
    notificationsBlocked: string;
    selfCoaching: string;
    selfCoachingNote: string;
    private: string;
  }>;
};

export const panelTexts: Localised<PanelTexts> = {
  en: {
    states: {
      connecting: { title: 'Connecting', line: 'Your call is not affected.' },
      reconnecting: {
        title: 'Coaching unavailable',
        line: 'The server cannot be reached. Your call is not affected; trying again.',
      },
      'needs-token': {
        title: 'Sign-in needed',
        line: 'Open this panel again from your desktop application.',
      },
      refused: { title: 'Not your panel', line: 'This sign-in is not an agent’s. Ask your telephony team.' },
      'no-call': { title: 'No call', line: 'When a call needs it, one small cue appears here.' },
      listening: { title: 'Listening', line: 'Nothing to do. A cue appears here if it can help.' },
      held: { title: 'On hold', line: 'No cues while the caller waits.' },
      paused: { title: 'Paused', line: 'The telephone system has paused the audio.' },
      muted: { title: 'Muted', line: 'No cues. Nobody is told that you muted them.' },
      'no-notice': {
        title: 'Notice missing',
        line: 'The caller has not been told about analysis, so nothing is heard.',
      },
      objection: {
        title: 'Caller objected',
        line: 'Analysis has stopped for this call, and its data is gone.',
      },
      'mixed-channel': {
        title: 'Facts only',
        line: 'Both voices share one channel, so nothing is said about the caller.',
      },
      'no-customer-channel': {
        title: 'Coaching unavailable',
        line: 'The caller’s voice does not reach the server. Your call is not affected.',
      },
      'classifier-unavailable': {
        title: 'Coaching unavailable',
        line: 'The model is not answering. Your call is not affected.',
      },
      'stream-lost': {
        title: 'Coaching unavailable',
        line: 'The call’s audio stopped arriving. Your call is not affected.',
      },
    },
    moving: 'This server is stopping; looking for another. Cues go on meanwhile.',
    tryNow: 'Try now',
    inOwnWindow: { title: 'In its own window', line: 'The panel stays on top of your other windows.' },
    bringBack: 'Bring it back',
    popOut: 'Keep on top',
    settings: 'Settings',
    close: 'Close',
    myCalls: 'My calls',
    breathe: 'Breathe',
    why: 'Why',
    helped: 'Helped',
    notNow: 'Not now',
    wrong: 'Wrong',
    answers: 'Your answer to this cue',
    ownEyes: 'Only you see this',
    ownBreath: { title: 'One slow breath', line: 'From your own voice, as you asked.' },
    breathing: {
      in: 'Breathe in',
      topUp: 'A little more',
      out: 'Breathe out',
      pause: 'Pause',
      resume: 'Go on',
      end: 'End',
      label: 'Breathing pacer',
      instead: {
        '4-6': 'In for 4, out for 6',
        '4-4': 'In for 4, out for 4',
        sigh: 'In for 3, a sip more, out for 6',
      },
    },
    reset: {
      seconds: '{n} seconds',
      skip: 'Skip',
      mayHelp: 'Slow breathing may help you settle. A word with a colleague can too.',
    },
    mute: {
      title: 'Mute cues',
      call: 'This call',
      hour: 'One hour',
      today: 'Today',
      off: 'Unmute',
      until: 'Muted until {time}',
      thisCall: 'Muted for this call',
    },
    preferences: {
      howMany: 'How many cues',
      usual: 'Usual',
      fewer: 'Fewer',
      quiet: 'One an hour at most',
      kinds: 'Kinds of cue',
      pace: 'Breathing pace',
      paces: { '4-6': '4 in, 6 out', '4-4': '4 in, 4 out', sigh: 'Sigh: two sips in, long out' },
      language: 'Language',
      textSize: 'Text size',
      look: 'Look',
      looks: { system: 'As my system', light: 'Light', dark: 'Dark' },
      notifications: 'Also notify me when this window is hidden',
      notificationsBlocked: 'The browser blocks notifications for this page.',
      selfCoaching: 'Self-coaching on my own voice',
      selfCoachingNote:
        'Times a breath by your own tension. Stays in this panel during the call: never stored, counted or shown to anyone else, not even that it is on.',
      private: 'These choices stay on this computer. Nobody is told.',
    },
  },
  'zh-CN': {
    states: {
      connecting: { title: '正在连接', line: '通话不受影响。' },
      reconnecting: { title: '辅导暂不可用', line: '连不上服务器。通话不受影响，正在重试。' },
      'needs-token': { title: '需要登录', line: '请从工作台重新打开此面板。' },
      refused: { title: '不是您的面板', line: '此登录不是坐席身份，请联系电话系统团队。' },
      'no-call': { title: '暂无通话', line: '通话需要时，这里会出现一条小提示。' },
      listening: { title: '正在聆听', line: '无需操作。有帮助时才会出现提示。' },
      held: { title: '通话保持中', line: '客户等待时不提示。' },
      paused: { title: '已暂停', line: '电话系统暂停了音频。' },
      muted: { title: '已静音', line: '不再提示。没有人会知道您静了音。' },
      'no-notice': { title: '缺少告知', line: '客户尚未被告知分析，因此没有聆听。' },
      objection: { title: '客户不同意', line: '本次通话已停止分析，数据已清除。' },
      'mixed-channel': { title: '仅通话事实', line: '双方声音在同一声道，不判断客户情绪。' },
      'no-customer-channel': { title: '辅导暂不可用', line: '收不到客户的声音。通话不受影响。' },
      'classifier-unavailable': { title: '辅导暂不可用', line: '模型没有响应。通话不受影响。' },
      'stream-lost': { title: '辅导暂不可用', line: '通话音频中断。通话不受影响。' },
    },
    moving: '此服务器即将停止，正在转到另一台。其间提示照常。',
    tryNow: '立即重试',
    inOwnWindow: { title: '在独立窗口中', line: '面板保持在其他窗口之上。' },
    bringBack: '收回面板',
    popOut: '置顶窗口',
    settings: '设置',
    close: '关闭',
    myCalls: '我的通话',
    breathe: '呼吸',
    why: '原因',
    helped: '有帮助',
    notNow: '现在不要',
    wrong: '不对',
    answers: '您对这条提示的回答',
    ownEyes: '只有您能看到',
    ownBreath: { title: '慢慢呼吸一次', line: '按您的选择，依据您自己的声音。' },
    breathing: {
      in: '吸气',
      topUp: '再吸一点',
      out: '呼气',
      pause: '暂停',
      resume: '继续',
      end: '结束',
      label: '呼吸节奏',
      instead: {
        '4-6': '吸气 4 秒，呼气 6 秒',
        '4-4': '吸气 4 秒，呼气 4 秒',
        sigh: '吸气 3 秒，再吸一点，呼气 6 秒',
      },
    },
    reset: {
      seconds: '{n} 秒',
      skip: '跳过',
      mayHelp: '慢呼吸可能有助于平复，和同事聊两句也可以。',
    },
    mute: {
      title: '静音提示',
      call: '本次通话',
      hour: '一小时',
      today: '今天',
      off: '取消静音',
      until: '静音至 {time}',
      thisCall: '本次通话已静音',
    },
    preferences: {
      howMany: '提示数量',
      usual: '正常',
      fewer: '较少',
      quiet: '每小时最多一条',
      kinds: '提示种类',
      pace: '呼吸节奏',
      paces: { '4-6': '吸 4 呼 6', '4-4': '吸 4 呼 4', sigh: '叹息式：两次吸气，长呼气' },
      language: '语言',
      textSize: '文字大小',
      look: '外观',
      looks: { system: '跟随系统', light: '浅色', dark: '深色' },
      notifications: '窗口被遮住时也通知我',
      notificationsBlocked: '浏览器禁止了此页面的通知。',
      selfCoaching: '用我自己的声音做自我辅导',
      selfCoachingNote:
        '按您自己的紧张程度提示呼吸。只在通话中、只在此面板：不存储、不统计、不给任何人看，连是否开启也无人知道。',
      private: '这些选择只保存在本机，没有人会知道。',
    },
  },
};
