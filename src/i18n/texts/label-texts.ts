import type { Localised } from '../language.js';

/** What the page for labelling says. `{…}` are put in. */
export type LabelTexts = {
  readonly title: string;
  readonly howTo: string;
  readonly rater: string;
  readonly begin: string;
  readonly play: string;
  readonly place: string;
  readonly labels: Readonly<Record<'angry' | 'anxious' | 'neutral' | 'other' | 'unclear', string>>;
  readonly left: string;
  readonly agreement: string;
  readonly noAgreement: string;
  readonly waiting: string;
  readonly done: string;
  readonly failed: string;
};

export const labelTexts: Localised<LabelTexts> = {
  en: {
    title: 'How does the caller sound?',
    howTo:
      'You hear three seconds of the caller alone. Judge the voice, not the words. Keys 1 to 5 answer, the space bar plays again. A label counts once two people agree.',
    rater: 'Your name or initials',
    begin: 'Begin',
    play: 'Play again',
    place: '{call}, from {start} s to {end} s',
    labels: {
      angry: 'Angry',
      anxious: 'Anxious',
      neutral: 'Calm',
      other: 'Another mood',
      unclear: 'I cannot tell',
    },
    left: '{count} windows left for you.',
    agreement: 'Two raters agree on {share}\u00a0% of {both} windows (Cohen’s kappa {kappa}).',
    noAgreement: 'No window has two raters yet.',
    waiting: '{count} windows wait for a second rater.',
    done: 'You have heard every window. Ask a second person to label, then run {command}.',
    failed: 'The answer could not be kept. Check that {command} still runs, then try again.',
  },
  'zh-CN': {
    title: '客户的声音听起来怎样？',
    howTo:
      '您会听到客户一方的三秒钟声音。请判断声音，不判断内容。按 1 到 5 作答，按空格重播。两个人意见一致，标注才算数。',
    rater: '您的名字或缩写',
    begin: '开始',
    play: '重播',
    place: '{call}，{start} 秒到 {end} 秒',
    labels: { angry: '生气', anxious: '焦虑', neutral: '平静', other: '其他情绪', unclear: '听不出来' },
    left: '您还有 {count} 段要听。',
    agreement: '两人都听过的 {both} 段中，{share}% 意见一致（κ = {kappa}）。',
    noAgreement: '还没有两个人都听过的片段。',
    waiting: '{count} 段等第二个人标注。',
    done: '您已听完全部片段。请让另一个人也标注，再运行 {command}。',
    failed: '答案没有保存。请确认 {command} 还在运行，然后再试一次。',
  },
};
