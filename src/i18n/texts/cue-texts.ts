import type { CueKind } from '../../cue-kinds.js';
import type { Localised } from '../language.js';

/** Title ≤ 24 characters in English, ≤ 10 in Chinese; advice ≤ 70 / ≤ 28. Texts speak about the call, never the worker. */
export type CueText = { readonly title: string; readonly advice: string };

/**
 * Why a cue came: `said` in people's words, `strongly` where the difference is large, and `numbers` on demand.
 * `{name}` is replaced by the value of that name, said as in `values`.
 */
export type ReasonText = { readonly said: string; readonly strongly?: string; readonly numbers: string };

export type CueTexts = {
  readonly kinds: Readonly<Record<CueKind, CueText>>;
  /** By `CueReason.key`. */
  readonly reasons: Readonly<Record<string, ReasonText>>;
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
        advice: 'This call is running fast or loud. A little slower, a little softer.',
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
        title: 'A short “I see”',
        advice: 'The caller has talked for a while. A small word shows presence.',
      },
      'dead-air': {
        title: 'Say what you are doing',
        advice: 'The line is silent. A word of contact: “I am still looking.”',
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
        title: 'End it warmly',
        advice: 'That call was tense. A warm goodbye is what people remember.',
      },
      reset: {
        title: 'Time for a reset?',
        advice: 'That was a hard call. Half a minute of breathing, or skip it.',
      },
    },
    reasons: {
      'louder-higher': {
        said: 'Louder and higher than at the start',
        strongly: 'Much louder and higher than at the start',
        numbers: '{levelDb} dB louder, {semitones} semitones higher, for {seconds} s',
      },
      louder: {
        said: 'Louder than at the start',
        strongly: 'Much louder than at the start',
        numbers: '{levelDb} dB louder, for {seconds} s',
      },
      higher: {
        said: 'A higher voice than at the start',
        strongly: 'A much higher voice than at the start',
        numbers: '{semitones} semitones higher, for {seconds} s',
      },
      'tense-voice': { said: 'The caller sounds {mood}', numbers: 'for {seconds} s' },
      overlaps: { said: 'You both spoke at once', numbers: '{count} times in the last half minute' },
      'agent-faster': { said: 'Your side is faster than usual', numbers: '{percent}\u00a0% faster' },
      'agent-louder': { said: 'Your side is louder than usual', numbers: '{levelDb} dB louder' },
      'noisy-line': {
        said: 'There is a lot of noise around the caller',
        numbers: 'voice only {snrDb} dB above the noise',
      },
      'still-tense': {
        said: 'Still tense after a long explanation',
        numbers: '{seconds} s of explanation',
      },
      silence: { said: 'Nobody has spoken for a while', numbers: '{seconds} s of silence' },
      calmer: { said: 'The caller has calmed down', numbers: 'calmer for {seconds} s' },
      'caller-alone': { said: 'The caller has been talking alone', numbers: 'for {seconds} s' },
      'pace-gap': { said: 'Your side is faster than the caller', numbers: '{percent}\u00a0% faster' },
      strain: {
        said: 'The caller sounded tense for much of this call',
        numbers: '{seconds} s of tense caller speech, strain {strain} of 100',
      },
      'tense-call': {
        said: 'The caller sounded tense for part of this call',
        numbers: '{seconds} s of tense caller speech',
      },
      'own-voice': { said: 'Your own voice sounds tense', numbers: 'for {seconds} s' },
    },
    values: { calm: 'calm', tense: 'tense', angry: 'angry', anxious: 'anxious', unsure: 'not sure' },
    reframing: [
      'The caller is upset with the matter, not with you.',
      'Let it run off like water off a duck’s back.',
      'Someone had a bad day. It was not about you.',
      'It was about the problem. The problem stays with the call.',
      'You listened. That was your part, and you did it.',
    ],
  },
  'zh-CN': {
    kinds: {
      breath: { title: '慢慢呼吸一次', advice: '这通电话有些紧张，先缓缓呼一口气。' },
      'ease-pace': { title: '放慢一点', advice: '语速偏快或音量偏大，稍慢、稍轻一些。' },
      acknowledge: { title: '先安抚，后解决', advice: '先说出客户的遭遇和感受，再谈流程。' },
      'let-finish': { title: '让客户说完', advice: '双方同时在说话，等客户说完再开口。' },
      backchannel: { title: '轻轻应一声', advice: '客户说了一会儿了，应一声“嗯，我在听”。' },
      'dead-air': { title: '说说正在做什么', advice: '电话里安静了，说一句“我还在为您查”。' },
      reassure: { title: '请客户放心', advice: '说明什么是安全的、下一步做什么、何时完成。' },
      'quieter-spot': { title: '环境嘈杂', advice: '请客户换个安静的地方，或另约时间回电。' },
      'match-pace': { title: '先跟上，再放慢', advice: '先跟上客户的语速，再稍稍慢下来。' },
      'sum-up': { title: '归纳并确认', advice: '通话缓和了，复述要点，确认下一步。' },
      'two-options': { title: '给出两个选择', advice: '解释了很久仍然紧张，给客户两个选择。' },
      apologise: { title: '不争对错', advice: '为客户的感受真诚致歉，不争论谁对谁错。' },
      'way-forward': { title: '现在给出方案', advice: '客户的话已经听完，现在正好给出方案。' },
      'warm-close': { title: '温馨收尾', advice: '这通电话不轻松，结束时的关怀最让人记住。' },
      reset: { title: '做个情绪复位？', advice: '刚才是一通棘手通话，深呼吸半分钟，也可跳过。' },
    },
    reasons: {
      'louder-higher': {
        said: '客户的声音比开始时更响、更高',
        strongly: '客户的声音比开始时响得多、也高得多',
        numbers: '响 {levelDb} 分贝，高 {semitones} 个半音，已持续 {seconds} 秒',
      },
      louder: {
        said: '客户的声音比开始时更响',
        strongly: '客户的声音比开始时响得多',
        numbers: '响 {levelDb} 分贝，已持续 {seconds} 秒',
      },
      higher: {
        said: '客户的音调比开始时更高',
        strongly: '客户的音调比开始时高得多',
        numbers: '高 {semitones} 个半音，已持续 {seconds} 秒',
      },
      'tense-voice': { said: '客户听起来{mood}', numbers: '已持续 {seconds} 秒' },
      overlaps: { said: '双方同时在说话', numbers: '最近半分钟内 {count} 次' },
      'agent-faster': { said: '您这一侧的语速比平时快', numbers: '快 {percent}%' },
      'agent-louder': { said: '您这一侧的音量比平时大', numbers: '大 {levelDb} 分贝' },
      'noisy-line': { said: '客户周围比较嘈杂', numbers: '人声只比噪声高 {snrDb} 分贝' },
      'still-tense': { said: '解释了很久，客户仍然紧张', numbers: '已解释 {seconds} 秒' },
      silence: { said: '有一会儿没人说话了', numbers: '已静默 {seconds} 秒' },
      calmer: { said: '客户已经平静下来', numbers: '已平静 {seconds} 秒' },
      'caller-alone': { said: '客户一直在说，没有听到回应', numbers: '已持续 {seconds} 秒' },
      'pace-gap': { said: '您这一侧的语速比客户快', numbers: '快 {percent}%' },
      strain: {
        said: '这通电话里客户大部分时间语气紧张',
        numbers: '客户语气紧张共 {seconds} 秒，压力值 {strain}，最高 100',
      },
      'tense-call': { said: '这通电话里客户有一段时间语气紧张', numbers: '客户语气紧张共 {seconds} 秒' },
      'own-voice': { said: '您自己的声音听起来紧张', numbers: '已持续 {seconds} 秒' },
    },
    values: { calm: '平静', tense: '紧张', angry: '生气', anxious: '焦虑', unsure: '不确定' },
    reframing: [
      '客户气的是这件事，不是您。',
      '把情绪留在这通电话里，不带到下一通。',
      '客户今天可能过得不顺，与您无关。',
      '刚才谈的是问题，挂断就放下。',
      '您认真听完了，该做的已经做到。',
    ],
  },
};
