import type { Localised } from '../language.js';
import type { MeasureText } from './measure-texts.js';

/** Whether cues help: the randomised comparison on the lead's page. */
export type EffectTexts = {
  readonly title: string;
  readonly line: string;
  readonly withCue: string;
  readonly withoutCue: string;
  readonly difference: string;
  /** `{value}`, `{range}`: the same with its 95 % range, after the verdict. */
  readonly differenceLine: string;
  readonly secondsToCalm: string;
  readonly moments: string;
  /** `{count}`: how many moments a bar is made of. */
  readonly momentsShown: string;
  readonly sooner: string;
  readonly later: string;
  readonly unclear: string;
  readonly tooFew: string;
  readonly pending: string;
  readonly holdOut: MeasureText;
};

export const effectTexts: Localised<EffectTexts> = {
  en: {
    title: 'Do cues help?',
    line: 'At some moments, chosen at random, the cue is held back. The bars show how long it took until the caller was calm, with the cue and without it.',
    withCue: 'Cue shown',
    withoutCue: 'Cue held back',
    difference: 'Difference',
    differenceLine: ' Difference: {value} (95\u00a0% range: {range}).',
    secondsToCalm: 'Seconds until the caller was calm',
    moments: 'Moments (rounded)',
    momentsShown: 'about {count} moments',
    sooner: 'Callers became calm sooner with the cue.',
    later: 'Callers became calm later with the cue.',
    unclear: 'The range includes zero. No effect has been shown so far.',
    tooFew: 'There are not enough comparisons from enough people yet.',
    pending: 'The comparison appears once a block of four weeks is over.',
    holdOut: {
      name: 'Effect of cues (randomised comparison)',
      formula:
        'average seconds from the moment a cue was due until the caller was calm, with the cue shown − the same with the cue held back at random',
      caveat:
        'For the whole organisation, in blocks of four weeks, tense stretches only. A caller who never became calm counts as 180 s. The sums are rounded: read the range, not the digits.',
    },
  },
  'zh-CN': {
    title: '提示有用吗？',
    line: '随机选出一部分时刻不显示提示。条形表示客户恢复平静所用的时间：显示提示时，和不显示时。',
    withCue: '显示提示',
    withoutCue: '不显示提示',
    difference: '差异',
    differenceLine: '差异：{value}（95% 区间：{range}）。',
    secondsToCalm: '客户恢复平静所需秒数',
    moments: '时刻数（已取整）',
    momentsShown: '约 {count} 个时刻',
    sooner: '有提示时，客户更快平静下来。',
    later: '有提示时，客户更慢平静下来。',
    unclear: '区间包含零：目前尚未显示出效果。',
    tooFew: '不显示提示的时刻或人数还不够。',
    pending: '每满四周后，这里会显示对比。',
    holdOut: {
      name: '随机对照的效果',
      formula: '显示提示时，从应提示时刻到客户平静的平均秒数 − 随机不显示时的同一数值',
      caveat:
        '针对整个组织，每四周为一段，只含紧张时段；始终未平静按 180 秒计。总和已取整：请看区间，不看小数。',
    },
  },
};
