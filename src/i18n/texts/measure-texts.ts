import type { Localised } from '../language.js';

/** What is printed wherever a measure is shown: its name, how it is worked out, and what it does not say. */
export type MeasureText = { readonly name: string; readonly formula: string; readonly caveat: string };

export type MeasureTexts = Readonly<Record<MeasureName, MeasureText>>;

/** Measures of the server that have texts; a test keeps the two lists the same. */
export type MeasureName =
  | 'tenseShare'
  | 'tenseMinutes'
  | 'hardCalls'
  | 'hardShare'
  | 'hardAfterHardShare'
  | 'recoveryTime'
  | 'recoveredShare'
  | 'timeBetweenHard'
  | 'breakShare'
  | 'resetsOffered'
  | 'resetsTakenShare'
  | 'resetsSkippedShare'
  | 'handleTime'
  | 'quietShare'
  | 'cueWrongShare';

export const measureTexts: Localised<MeasureTexts> = {
  en: {
    tenseShare: {
      name: 'Tense caller speech',
      formula: 'minutes in which the caller sounded tense, angry or anxious ÷ minutes of caller speech heard',
      caveat: 'A model judges this. Its error rates are in the model card. Excitement can sound like anger.',
    },
    tenseMinutes: {
      name: 'Minutes of tense caller speech',
      formula: 'sum of minutes in which the caller sounded tense, angry or anxious',
      caveat: 'Grows with the number of calls. Between teams, compare shares, not minutes.',
    },
    hardCalls: {
      name: 'Hard calls',
      formula: 'number of calls whose strain was over the limit',
      caveat: 'Strain comes from the caller’s side alone. The number grows with the number of calls.',
    },
    hardShare: {
      name: 'Share of hard calls',
      formula: 'hard calls ÷ calls in which the caller could be heard',
      caveat: 'Calls without notice, or with both voices on one channel, are not counted.',
    },
    hardAfterHardShare: {
      name: 'Hard calls back to back',
      formula: 'hard calls that followed another hard call on the same day ÷ hard calls',
      caveat: 'On a quiet day the call before may have been hours earlier.',
    },
    recoveryTime: {
      name: 'Time until the caller is calm',
      formula: 'sum of minutes from the peak of a tense stretch to calm ÷ tense stretches that became calm',
      caveat: 'Stretches that never became calm are left out. Read it with the share that became calm.',
    },
    recoveredShare: {
      name: 'Tense stretches that became calm',
      formula: 'tense stretches that became calm before the call ended ÷ tense stretches',
      caveat: 'Some callers hang up or are transferred before they are calm.',
    },
    timeBetweenHard: {
      name: 'One hard call every …',
      formula: 'minutes on calls ÷ hard calls',
      caveat: 'An average, in time on calls. Hard calls come in clusters.',
    },
    breakShare: {
      name: 'Hard calls followed by a break',
      formula: 'hard calls with at least 3 minutes to the next call, or the last of the day ÷ hard calls',
      caveat: 'A gap between calls is not always a rest.',
    },
    resetsOffered: {
      name: 'Resets offered',
      formula: 'number of resets offered after calls',
      caveat: 'The strain of a call triggers an offer. Nobody asked for it.',
    },
    resetsTakenShare: {
      name: 'Resets taken',
      formula: 'resets taken ÷ resets offered',
      caveat: 'Skipping is always fine. This shows whether there is time for a pause, not who wants one.',
    },
    resetsSkippedShare: {
      name: 'Resets skipped',
      formula: 'resets skipped ÷ resets offered',
      caveat: 'The remaining offers were neither taken nor skipped.',
    },
    handleTime: {
      name: 'Average call time',
      formula: 'minutes on calls ÷ calls in which the caller could be heard',
      caveat: 'Only what the audio stream covers, without wrap-up.',
    },
    quietShare: {
      name: 'Share of silence',
      formula: 'minutes in which neither side spoke ÷ minutes on calls',
      caveat: 'Looking something up takes silence. That is part of the work.',
    },
    cueWrongShare: {
      name: 'Cues marked wrong',
      formula: 'cues answered with “wrong” ÷ cues shown',
      caveat: 'Only cues that come from the caller’s voice. Most wrong cues are never marked.',
    },
  },
  'zh-CN': {
    tenseShare: {
      name: '客户语气紧张占比',
      formula: '客户语气紧张、生气或焦虑的分钟数 ÷ 听到的客户语音分钟数',
      caveat: '由模型判断，误差见模型说明；兴奋听起来也可能像生气。',
    },
    tenseMinutes: {
      name: '客户语气紧张分钟数',
      formula: '客户语气紧张、生气或焦虑的分钟数之和',
      caveat: '通话越多数值越大；团队之间请比较占比。',
    },
    hardCalls: {
      name: '棘手通话数',
      formula: '压力值超过界限的通话数量',
      caveat: '压力值只由客户一侧得出；通话越多数值越大。',
    },
    hardShare: {
      name: '棘手通话占比',
      formula: '棘手通话 ÷ 能听到客户声音的通话',
      caveat: '未告知客户或双方共用一个声道的通话不计入。',
    },
    hardAfterHardShare: {
      name: '连续棘手通话',
      formula: '当日前一通也是棘手通话的棘手通话 ÷ 棘手通话',
      caveat: '在清闲的日子里，前一通可能在几小时之前。',
    },
    recoveryTime: {
      name: '客户恢复平静所需时间',
      formula: '从紧张顶点到平静的分钟数之和 ÷ 恢复平静的紧张时段数',
      caveat: '不含始终未平静的紧张时段，请与恢复平静的占比一起看。',
    },
    recoveredShare: {
      name: '恢复平静的紧张时段',
      formula: '通话结束前恢复平静的紧张时段 ÷ 紧张时段',
      caveat: '有的客户在平静之前就被转接或挂断了。',
    },
    timeBetweenHard: {
      name: '每隔多久一通棘手通话',
      formula: '通话分钟数 ÷ 棘手通话数',
      caveat: '按通话时间计的平均值；棘手通话往往接连出现。',
    },
    breakShare: {
      name: '棘手通话后有休息间隔',
      formula: '距下一通至少 3 分钟或当日最后一通的棘手通话 ÷ 棘手通话',
      caveat: '通话之间的空档不一定用来休息。',
    },
    resetsOffered: {
      name: '提供的情绪复位',
      formula: '通话后提供情绪复位的次数',
      caveat: '由通话的压力值触发，并非本人请求。',
    },
    resetsTakenShare: {
      name: '已采纳的休息',
      formula: '已采纳的复位 ÷ 提供的复位',
      caveat: '跳过完全没有问题；这里反映的是有没有时间停一停，而不是谁愿意。',
    },
    resetsSkippedShare: {
      name: '已跳过的复位',
      formula: '已跳过的复位 ÷ 提供的复位',
      caveat: '其余既未采纳也未跳过。',
    },
    handleTime: {
      name: '平均通话时长',
      formula: '通话分钟数 ÷ 能听到客户声音的通话',
      caveat: '不含话后处理，只含音频流覆盖的部分。',
    },
    quietShare: {
      name: '静默占比',
      formula: '双方都未说话的分钟数 ÷ 通话分钟数',
      caveat: '查询资料时的静默也是工作的一部分。',
    },
    cueWrongShare: {
      name: '被标为“不对”的提示',
      formula: '被标为“不对”的提示 ÷ 显示过的提示',
      caveat: '只含由客户声音触发的提示；多数不合适的提示不会被标记。',
    },
  },
};
