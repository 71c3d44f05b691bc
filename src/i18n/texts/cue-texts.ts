import type { Localised } from '../language.js';

/** Title ≤ 24 characters in English, ≤ 10 in Chinese; advice ≤ 70 / ≤ 28. Texts speak about the call, never the worker. */
export type CueText = { readonly title: string; readonly advice: string };

export type CueTexts = {
  readonly kinds: Readonly<Record<string, CueText>>;
  /** By `CueReason.key`: one line; `{name}` is replaced by the value of that name, said as in `values`. */
  readonly reasons: Readonly<Record<string, string>>;
  /** How a value that is a word is said, such as a mood. */
  readonly values: Readonly<Record<string, string>>;
  /** One of these goes with each reset: the caller is upset with the matter, not with the person. */
  readonly reframing: readonly string[];
};

export const cueTexts: Localised<CueTexts> = {
  en: {
    kinds: {
      breath: { title: 'One slow breath', advice: 'This call sounds tense. One long breath out.' },
      'ease-pace': {
        title: 'Ease the pace',
        advice: 'The call is running fast or loud. A little slower, a little softer.',
      },
      acknowledge: {
        title: 'Acknowledge first',
        advice: 'Name what happened and how it must feel, before any procedure.',
      },
      'let-finish': {
        title: 'Let them finish',
        advice: 'Voices are overlapping. Wait until the caller has stopped.',
      },
      backchannel: {
        title: 'A short "I see"',
        advice: 'The caller has talked for a while. A small word shows presence.',
      },
      'dead-air': {
        title: 'Say what you are doing',
        advice: 'The line is silent. A word of contact: "I am still looking."',
      },
      reassure: { title: 'Reassure', advice: 'Say what is safe, what happens next, and by when.' },
      'quieter-spot': {
        title: 'Noisy line',
        advice: 'Suggest a quieter spot, or a call back at a better moment.',
      },
      'match-pace': {
        title: 'Match, then slow',
        advice: 'Meet the pace of the caller, then go a little slower.',
      },
      'sum-up': {
        title: 'Sum up and confirm',
        advice: 'The call is calmer. Say back the main points and agree the next step.',
      },
      'two-options': {
        title: 'Offer two options',
        advice: 'Still tense after a long explanation. Give a choice of two.',
      },
      apologise: {
        title: 'Do not debate it',
        advice: 'A sincere apology for the experience, not for who is right.',
      },
      'way-forward': {
        title: 'Now the way forward',
        advice: 'The caller has been heard. This is the moment for the solution.',
      },
      'warm-close': {
        title: 'A tense call, closed',
        advice: 'That was a tense one. A warm goodbye is what people remember.',
      },
      reset: {
        title: 'Time for a reset?',
        advice: 'That was a hard call. Half a minute of breathing, or skip it.',
      },
    },
    reasons: {
      'louder-higher':
        'Caller louder by {levelDb} dB and {semitones} semitones higher than at the start, for {seconds} s',
      louder: 'Caller louder by {levelDb} dB than at the start, for {seconds} s',
      higher: 'Caller {semitones} semitones higher than at the start, for {seconds} s',
      'tense-voice': 'The caller has sounded {mood} for {seconds} s',
      overlaps: 'Both voices at once, {count} times in the last half minute',
      'agent-faster': 'The agent side is {percent} % faster than its usual',
      'agent-louder': 'The agent side is {levelDb} dB louder than its usual',
      'noisy-line': 'The voice of the caller is only {snrDb} dB above the noise',
      'still-tense': 'Still tense after an explanation of {seconds} s',
      silence: 'Nobody has spoken for {seconds} s',
      calmer: 'The caller has been calmer for {seconds} s',
      'caller-alone': 'The caller has been talking for {seconds} s',
      'pace-gap': 'The agent side is {percent} % faster than the caller',
      strain: 'Tense caller speech: {seconds} s; strain of the call {strain} of 100',
      'tense-call': 'Tense caller speech: {seconds} s',
      'own-voice': 'For your eyes only: your own voice has been tense for {seconds} s',
    },
    values: { calm: 'calm', tense: 'tense', angry: 'angry', anxious: 'anxious', unsure: 'not sure' },
    reframing: [
      'The caller is upset with the matter, not with you.',
      'Like water off a duck: it runs down the feathers and is gone.',
      'You met someone on a bad day. The day is theirs.',
      'What was said was about the problem. The problem stays here.',
      'You listened. That is the part of the call that was yours.',
    ],
  },
  'zh-CN': {
    kinds: {
      breath: { title: '慢慢呼吸一次', advice: '这通电话有些紧张，先缓缓呼一口气。' },
      'ease-pace': { title: '放慢一点', advice: '通话节奏偏快或偏响，稍慢、稍轻一些。' },
      acknowledge: { title: '先安抚，后解决', advice: '先说出对方的遭遇和感受，再谈流程。' },
      'let-finish': { title: '让对方说完', advice: '双方声音重叠了，等对方停下再说。' },
      backchannel: { title: '轻轻应一声', advice: '对方已说了一会儿，一声“嗯，我在听”就好。' },
      'dead-air': { title: '说说正在做什么', advice: '线路安静了，说一句“我还在为您查”。' },
      reassure: { title: '请对方放心', advice: '说明什么是安全的、下一步做什么、何时完成。' },
      'quieter-spot': { title: '环境嘈杂', advice: '请对方换个安静的地方，或另约时间回电。' },
      'match-pace': { title: '先同步，再放慢', advice: '先跟上对方的语速，再稍稍慢下来。' },
      'sum-up': { title: '归纳并确认', advice: '通话缓和了，复述要点，确认下一步。' },
      'two-options': { title: '给出两个选择', advice: '长时间解释后仍紧张，给对方两个选择。' },
      apologise: { title: '不争对错', advice: '为对方的体验真诚致歉，不争论谁对谁错。' },
      'way-forward': { title: '现在给出方案', advice: '对方已被倾听，正是提出方案的时候。' },
      'warm-close': { title: '温暖收尾', advice: '这通电话不轻松，温暖的道别最让人记住。' },
      reset: { title: '歇一歇？', advice: '刚才的通话不容易，呼吸半分钟，也可跳过。' },
    },
    reasons: {
      'louder-higher': '对方比开始时响 {levelDb} 分贝、高 {semitones} 个半音，已持续 {seconds} 秒',
      louder: '对方比开始时响 {levelDb} 分贝，已持续 {seconds} 秒',
      higher: '对方比开始时高 {semitones} 个半音，已持续 {seconds} 秒',
      'tense-voice': '对方的声音听起来{mood}，已持续 {seconds} 秒',
      overlaps: '最近半分钟内双方声音重叠 {count} 次',
      'agent-faster': '坐席一侧比平时快 {percent}%',
      'agent-louder': '坐席一侧比平时响 {levelDb} 分贝',
      'noisy-line': '对方的声音只比噪声高 {snrDb} 分贝',
      'still-tense': '解释了 {seconds} 秒后仍然紧张',
      silence: '已有 {seconds} 秒无人说话',
      calmer: '对方已平静 {seconds} 秒',
      'caller-alone': '对方已连续说了 {seconds} 秒',
      'pace-gap': '坐席一侧比对方快 {percent}%',
      strain: '对方紧张的语音 {seconds} 秒；通话负荷 {strain}（满分 100）',
      'tense-call': '对方紧张的语音 {seconds} 秒',
      'own-voice': '仅您可见：您的声音已紧张 {seconds} 秒',
    },
    values: { calm: '平静', tense: '紧张', angry: '生气', anxious: '焦虑', unsure: '不确定' },
    reframing: [
      '对方是对事，不是对您。',
      '像水从鸭背上滑落，不留痕迹。',
      '对方今天过得不好，那是他的一天。',
      '刚才说的是问题，问题留在这里就好。',
      '您认真听了，这就是您能做的那一份。',
    ],
  },
};
