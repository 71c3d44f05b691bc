import type { Localised } from '../language.js';

/** Why a replayed call got no cue. `{…}` are put in. */
export type CallNoteTexts = Readonly<
  Record<
    | 'mixed'
    | 'no-caller'
    | 'no-notice'
    | 'silent-caller'
    | 'little-speech'
    | 'narrow-band'
    | 'below-threshold'
    | 'too-brief'
    | 'withheld'
    | 'no-moment',
    string
  >
>;

export const callNoteTexts: Localised<CallNoteTexts> = {
  en: {
    mixed: 'Both voices are on one channel, so nothing is claimed of the caller’s emotion.',
    'no-caller': 'There is no recording of the caller, so nothing is claimed of the caller’s emotion.',
    'no-notice': 'The caller was not informed of the analysis, so nothing was inferred.',
    'silent-caller':
      'The caller’s channel holds no speech. Where the agent is on the left, replay it with {option}.',
    'little-speech': 'The caller speaks for {spoken}\u00a0s in all, too little to tell how they sound.',
    'narrow-band':
      'The caller’s channel holds nothing above 3\u00a0kHz. The model was trained on telephone speech, which reaches 3.4\u00a0kHz: it may hear less here.',
    'below-threshold':
      'The evidence that the caller sounds tense reached {share}\u00a0% of what a cue needs, at {time}.',
    'too-brief':
      'The evidence that the caller sounds tense went past its threshold at {time}, but rests on too little speech for a cue.',
    withheld: 'A cue was due and not shown: {why}.',
    'no-moment': 'The caller sounded tense, but no moment came in which an agent could have read a cue.',
  },
  'zh-CN': {
    mixed: '双方声音在同一声道，因此不判断客户的情绪。',
    'no-caller': '没有客户的录音，因此不判断客户的情绪。',
    'no-notice': '客户未被告知分析，因此没有作任何推断。',
    'silent-caller': '客户声道上没有话音。如果坐席在左声道，请用 {option} 回放。',
    'little-speech': '客户总共说话 {spoken} 秒，太少，无法判断语气。',
    'narrow-band':
      '客户声道在 3 千赫以上没有声音。模型学的是电话语音，最高到 3.4 千赫：在这里可能听到的较少。',
    'below-threshold': '客户语气紧张的依据最高达到提示所需的 {share}%，在 {time}。',
    'too-brief': '客户语气紧张的依据在 {time} 超过了阈值，但所依据的话音太少，不足以给出提示。',
    withheld: '有提示本应出现，但未显示：{why}。',
    'no-moment': '客户语气紧张，但没有出现坐席可以看提示的间隙。',
  },
};
