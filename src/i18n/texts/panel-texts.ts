import type { Localised } from '../language.js';

/** A state of the panel in words: a short title, and one line that says what it means for the agent. */
export type StateText = { readonly title: string; readonly line: string };

/** What the panel can be showing when it shows no cue. */
const PANEL_STATES = [
  'connecting',
  'reconnecting',
  'signed-out',
  'token-invalid',
  'token-expired',
  'token-revoked',
  'link-used',
  'refused',
  'no-call',
  'listening',
  'no-audio',
  'held',
  'paused',
  'muted',
  'no-notice',
  'objection',
  'mixed-channel',
  'no-customer-channel',
  'classifier-unavailable',
  'fault',
  'stream-lost',
] as const;
export type PanelStateName = (typeof PANEL_STATES)[number];

/** What the bar says while the panel shows something other than its state. */
type BarOccasion = 'cue' | 'reset' | 'breathing';

export type PanelTexts = {
  readonly states: Readonly<Record<PanelStateName, StateText>>;
  readonly occasions: Readonly<Record<BarOccasion, string>>;
  readonly level: string;
  /** Said in place of a calm state's line while the server has to do without something. */
  readonly limited: string;
  readonly moving: string;
  readonly tryNow: string;
  readonly signIn: string;
  readonly inOwnWindow: StateText;
  readonly bringBack: string;
  readonly popOut: string;
  readonly settings: string;
  readonly close: string;
  readonly myCalls: string;
  readonly breathe: string;
  readonly hold: Readonly<{ short: string; title: string; back: string }>;
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
    closing: StateText;
  }>;
  readonly mute: Readonly<{
    title: string;
    short: string;
    muted: string;
    call: string;
    hour: string;
    today: string;
    off: string;
    until: string;
    thisCall: string;
  }>;
};

export const panelTexts: Localised<PanelTexts> = {
  en: {
    states: {
      connecting: { title: 'Connecting', line: 'Your call is not affected.' },
      reconnecting: {
        title: 'Cues unavailable',
        line: 'The server cannot be reached. Your call is not affected. Trying again.',
      },
      'signed-out': {
        title: 'Sign-in needed',
        line: 'Open this panel from your desktop application. It signs you in.',
      },
      'token-invalid': {
        title: 'Sign-in not accepted',
        line: 'This link is damaged or from another server. Open the panel from your desktop application.',
      },
      'token-expired': {
        title: 'Sign-in expired',
        line: 'Nothing is lost. Sign in again, or open the panel again from your desktop application.',
      },
      'token-revoked': {
        title: 'Sign-in ended',
        line: 'Whoever manages access has ended it. Sign in again, or ask them.',
      },
      'link-used': {
        title: 'Link no longer good',
        line: 'A link signs in once, within ten minutes. Ask your telephony team for a new one.',
      },
      refused: {
        title: 'Not your panel',
        line: 'This link belongs to someone else. Ask your telephony team for your own.',
      },
      'no-call': { title: 'No call', line: 'When a call needs it, one small cue appears here.' },
      listening: { title: 'Listening', line: 'Nothing to do. A cue appears here if it can help.' },
      'no-audio': {
        title: 'No audio',
        line: 'Nothing has been heard for 20 s. Your call is not affected.',
      },
      held: {
        title: 'On hold',
        line: 'The caller’s line is not analysed while they wait.',
      },
      paused: { title: 'Paused', line: 'The telephone system has paused the audio.' },
      muted: { title: 'Cues are off', line: 'No cues appear. Nobody is told.' },
      'no-notice': {
        title: 'Caller not informed',
        line: 'The caller has not been told about the analysis, so none takes place.',
      },
      objection: {
        title: 'Caller objected',
        line: 'Analysis has stopped for this call, and its data is deleted.',
      },
      'mixed-channel': {
        title: 'One shared channel',
        line: 'Both voices share one channel, so the caller’s mood cannot be heard.',
      },
      'no-customer-channel': {
        title: 'Cues unavailable',
        line: 'The caller’s voice does not reach the server. Your call is not affected.',
      },
      'classifier-unavailable': {
        title: 'Cues unavailable',
        line: 'The voice analysis is not answering. Your call is not affected.',
      },
      fault: {
        title: 'Coaching unavailable',
        line: 'A fault of ours ended coaching for this call. Your call is not affected.',
      },
      'stream-lost': {
        title: 'Cues unavailable',
        line: 'The audio of this call stopped arriving. Your call is not affected.',
      },
    },
    occasions: { cue: 'A cue for this call', reset: 'After a hard call', breathing: 'Breathing' },
    level: 'Audio is arriving',
    limited:
      'Part of the service is away for the moment, so some cues may be missing. Your call is not affected.',
    moving: 'This server is stopping. Cues continue until another takes over.',
    tryNow: 'Try now',
    signIn: 'Sign in',
    inOwnWindow: { title: 'In its own window', line: 'The panel stays on top of your other windows.' },
    bringBack: 'Bring it back',
    popOut: 'Keep on top',
    settings: 'Settings',
    close: 'Close',
    myCalls: 'My calls',
    breathe: 'Breathe',
    hold: {
      short: 'On hold',
      title: 'Tell Evenkeel that the caller is on hold. Your telephone is not changed.',
      back: 'Caller is back',
    },
    why: 'Why?',
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
      resume: 'Continue',
      end: 'End',
      label: 'Breathing pacer',
      instead: {
        '4-6': 'Out for 6, in for 4',
        '4-4': 'Out for 4, in for 4',
        sigh: 'Out for 6, in for 3, a little more',
      },
    },
    reset: {
      seconds: '{n} seconds',
      skip: 'Skip',
      mayHelp: 'Slow breathing may help you settle. A word with a colleague can too.',
      closing: { title: 'And let it go', line: 'That call is over. Ready when you are.' },
    },
    mute: {
      title: 'Turn cues off for',
      short: 'Mute',
      muted: 'Muted',
      call: 'This call',
      hour: 'An hour',
      today: 'Today',
      off: 'Turn cues on',
      until: 'Cues are off until {time}. Nobody is told.',
      thisCall: 'Cues are off for this call. Nobody is told.',
    },
  },
  'zh-CN': {
    states: {
      connecting: { title: '正在连接', line: '通话不受影响。' },
      reconnecting: { title: '提示暂不可用', line: '连不上服务器，正在重试。通话不受影响。' },
      'signed-out': { title: '需要登录', line: '请从工作台打开此面板，会自动登录。' },
      'token-invalid': {
        title: '登录未被接受',
        line: '链接已损坏，或来自其他服务器。请从工作台打开此面板。',
      },
      'token-expired': { title: '登录已过期', line: '数据没有丢失，请重新登录，或从工作台重新打开此面板。' },
      'token-revoked': { title: '登录已结束', line: '权限管理员结束了这次登录。请重新登录，或与其联系。' },
      'link-used': {
        title: '链接已失效',
        line: '链接只能登录一次，十分钟内有效。请向电话系统团队索取新链接。',
      },
      refused: { title: '无权使用此面板', line: '此链接属于他人，请向电话系统团队索取您自己的链接。' },
      'no-call': { title: '暂无通话', line: '通话需要时，这里会出现一条小提示。' },
      listening: { title: '正在聆听', line: '无需操作，有帮助时才会出现提示。' },
      'no-audio': { title: '没有声音', line: '已有 20 秒没有收到声音。通话不受影响。' },
      held: { title: '通话保持中', line: '客户等待时，不分析客户的线路。' },
      paused: { title: '已暂停', line: '电话系统暂停了音频。' },
      muted: { title: '提示已关闭', line: '不再出现提示，没有人会知道。' },
      'no-notice': { title: '客户尚未被告知', line: '客户尚未被告知会分析语音，因此没有进行分析。' },
      objection: { title: '客户不同意', line: '本次通话已停止分析，数据已删除。' },
      'mixed-channel': { title: '双方共用声道', line: '双方声音在同一声道，无法判断客户的情绪。' },
      'no-customer-channel': { title: '提示暂不可用', line: '收不到客户的声音。通话不受影响。' },
      'classifier-unavailable': { title: '提示暂不可用', line: '语音分析没有响应。通话不受影响。' },
      fault: { title: '提示暂不可用', line: '系统出错，本次通话停止提示。通话不受影响。' },
      'stream-lost': { title: '提示暂不可用', line: '通话音频中断。通话不受影响。' },
    },
    occasions: { cue: '本次通话有提示', reset: '棘手通话之后', breathing: '正在呼吸' },
    level: '正在收到声音',
    limited: '部分服务暂时不可用，可能缺少一些提示。通话不受影响。',
    moving: '此服务器即将停止，在另一台接手之前提示照常。',
    tryNow: '立即重试',
    signIn: '登录',
    inOwnWindow: { title: '在独立窗口中', line: '面板保持在其他窗口之上。' },
    bringBack: '收回面板',
    popOut: '置顶窗口',
    settings: '设置',
    close: '关闭',
    myCalls: '我的通话',
    breathe: '呼吸',
    hold: { short: '通话保持', title: '告诉 Evenkeel 客户在等待。不影响您的电话。', back: '已接回客户' },
    why: '为什么？',
    helped: '有帮助',
    notNow: '现在不要',
    wrong: '不对',
    answers: '您对这条提示的回答',
    ownEyes: '只有您能看到',
    ownBreath: { title: '慢慢呼吸一次', line: '按您的选择，依据您自己的声音。' },
    breathing: {
      in: '吸气',
      topUp: '再吸一口',
      out: '呼气',
      pause: '暂停',
      resume: '继续',
      end: '结束',
      label: '呼吸节奏',
      instead: {
        '4-6': '呼气 6 秒，吸气 4 秒',
        '4-4': '呼气 4 秒，吸气 4 秒',
        sigh: '长呼气 6 秒，再连吸两口',
      },
    },
    reset: {
      seconds: '{n} 秒',
      skip: '跳过',
      mayHelp: '慢呼吸可能有助于平复，和同事聊两句也可以。',
      closing: { title: '放下这通电话', line: '它已经结束了。准备好了再继续。' },
    },
    mute: {
      title: '关闭提示',
      short: '关闭提示',
      muted: '已关闭',
      call: '本次通话',
      hour: '一小时',
      today: '今天',
      off: '重新打开提示',
      until: '提示已关闭，{time} 恢复。没有人会知道。',
      thisCall: '本次通话的提示已关闭。没有人会知道。',
    },
  },
};
