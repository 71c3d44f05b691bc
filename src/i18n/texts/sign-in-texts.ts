import type { Localised } from '../language.js';

/** The roles that people sign in with. */
export type SignInRole = 'agent' | 'lead' | 'reader' | 'admin';

/** What may go wrong on the way to the identity provider and back. */
export type SignInProblem =
  | 'stale'
  | 'refused'
  | 'no-role'
  | 'provider-away'
  | 'full'
  | 'link-used'
  | 'ended'
  | 'other';

export type SignInTexts = {
  readonly title: string;
  readonly language: string;
  readonly loading: string;
  readonly nobody: string;
  readonly noProvider: string;
  readonly signIn: Readonly<Record<SignInRole, string>>;
  readonly roles: Readonly<Record<SignInRole, string>>;
  /** `{subject}` and `{tenant}` are names. */
  readonly signedInAs: string;
  readonly until: string;
  readonly open: Readonly<Record<SignInRole, string>>;
  readonly signOut: string;
  readonly signedOut: string;
  readonly problems: Readonly<Record<SignInProblem, string>>;
  readonly tryAgain: string;
  readonly handedOver: string;
  readonly notHandedOver: string;
};

export const signInTexts: Localised<SignInTexts> = {
  en: {
    title: 'Sign-in',
    language: 'Language',
    loading: 'One moment.',
    nobody: 'Choose how you sign in.',
    noProvider: 'People sign in here with a link. Ask your telephony team for yours.',
    signIn: {
      agent: 'Sign in as an agent',
      lead: 'Sign in as a wellbeing lead',
      reader: 'Sign in as an auditor',
      admin: 'Sign in as an administrator',
    },
    roles: { agent: 'Agent', lead: 'Wellbeing lead', reader: 'Auditor', admin: 'Administrator' },
    signedInAs: '{subject}, {tenant}',
    until: 'Until {time}; you may be asked to sign in again then.',
    open: {
      agent: 'Open my panel',
      lead: 'Open the load of my teams',
      reader: 'Open the audit trail',
      admin: 'Open the audit trail',
    },
    signOut: 'Sign out',
    signedOut: 'You are signed out.',
    problems: {
      stale: 'This sign-in started in another browser, or more than ten minutes ago. Start again.',
      refused:
        'Your organisation’s sign-in did not confirm who you are. Try again, or ask whoever manages access.',
      'no-role':
        'Your organisation knows you, but you have no access to this page. Ask whoever manages access for it.',
      'provider-away': 'Your organisation’s sign-in does not answer. Try again in a moment.',
      full: 'Too many people are signed in at the moment. Try again later, or tell your telephony team.',
      'link-used': 'A link works once, within ten minutes. Ask your telephony team for a new one.',
      ended: 'Your sign-in has ended. Sign in again.',
      other: 'Sign-in failed. Try again.',
    },
    tryAgain: 'Try again',
    handedOver: 'You are signed in. You can close this window.',
    notHandedOver:
      'You are signed in, but the window that asked is gone. Close this window and press Sign in there again.',
  },
  'zh-CN': {
    title: '登录',
    language: '语言',
    loading: '请稍候。',
    nobody: '请选择登录身份。',
    noProvider: '这里通过链接登录。请向电话系统团队索取您的链接。',
    signIn: {
      agent: '以坐席身份登录',
      lead: '以关怀负责人身份登录',
      reader: '以审计员身份登录',
      admin: '以管理员身份登录',
    },
    roles: { agent: '坐席', lead: '关怀负责人', reader: '审计员', admin: '管理员' },
    signedInAs: '{subject}，{tenant}',
    until: '有效至 {time}，届时可能需要重新登录。',
    open: { agent: '打开我的面板', lead: '查看我的团队负荷', reader: '打开审计记录', admin: '打开审计记录' },
    signOut: '退出登录',
    signedOut: '您已退出登录。',
    problems: {
      stale: '这次登录不是在此浏览器发起的，或已超过十分钟。请重新开始。',
      refused: '贵单位的登录系统没有确认您的身份。请重试，或联系权限管理员。',
      'no-role': '您的身份已确认，但您没有此页面的权限。请向权限管理员申请。',
      'provider-away': '贵单位的登录系统没有响应。请稍后重试。',
      full: '目前登录的人太多。请稍后重试，或告知电话系统团队。',
      'link-used': '链接只能登录一次，十分钟内有效。请向电话系统团队索取新链接。',
      ended: '您的登录已结束。请重新登录。',
      other: '登录失败，请重试。',
    },
    tryAgain: '重试',
    handedOver: '您已登录，可以关闭此窗口。',
    notHandedOver: '您已登录，但发起登录的窗口已经关闭。请关闭此窗口，在原处重新点击“登录”。',
  },
};
