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
      caveat: 'A model hears it: see its error rates in the model card. Excitement can sound like anger.',
    },
    tenseMinutes: {
      name: 'Minutes of tense caller speech',
      formula: 'sum of minutes in which the caller sounded tense, angry or anxious',
      caveat: 'Grows with the number of calls; compare shares, not minutes, between teams.',
    },
    hardCalls: {
      name: 'Hard calls',
      formula: 'number of calls whose strain was over the limit',
      caveat: 'Strain is made from the caller’s side alone. Grows with the number of calls.',
    },
    hardShare: {
      name: 'Share of hard calls',
      formula: 'hard calls ÷ calls in which the caller could be heard',
      caveat: 'Calls without notice or with one mixed channel are not counted at all.',
    },
    hardAfterHardShare: {
      name: 'Hard calls back to back',
      formula: 'hard calls whose call before, on the same day, was hard too ÷ hard calls',
      caveat: 'The call before may have been hours ago on a quiet day.',
    },
    recoveryTime: {
      name: 'Time to recover within the call',
      formula: 'sum of minutes from the peak of a tense stretch to calm ÷ tense stretches that became calm',
      caveat: 'Stretches that never became calm are not in it: read it with the share below.',
    },
    recoveredShare: {
      name: 'Tense stretches that became calm',
      formula: 'tense stretches that became calm before the call ended ÷ tense stretches',
      caveat: 'A caller may also hang up calm, or be transferred.',
    },
    timeBetweenHard: {
      name: 'Time on calls between hard calls',
      formula: 'minutes on calls ÷ hard calls',
      caveat: 'A mean: hard calls come in clusters.',
    },
    breakShare: {
      name: 'Hard calls followed by a break',
      formula: 'hard calls with at least 3 minutes to the next call, or the last of the day ÷ hard calls',
      caveat: 'A gap between calls is not always rest.',
    },
    resetsOffered: {
      name: 'Resets offered',
      formula: 'number of resets offered after calls',
      caveat: 'Offers follow the strain of the call; they are not a request by the person.',
    },
    resetsTakenShare: {
      name: 'Resets taken',
      formula: 'resets taken ÷ resets offered',
      caveat: 'Skipping is always fine; this shows whether there is room for a pause, not who is willing.',
    },
    resetsSkippedShare: {
      name: 'Resets skipped',
      formula: 'resets skipped ÷ resets offered',
      caveat: 'The rest was neither taken nor skipped.',
    },
    handleTime: {
      name: 'Mean call time',
      formula: 'minutes on calls ÷ calls in which the caller could be heard',
      caveat: 'Without wrap-up: only what the audio stream covers.',
    },
    quietShare: {
      name: 'Share of silence',
      formula: 'minutes in which neither side spoke ÷ minutes on calls',
      caveat: 'Silence while something is looked up is part of the work.',
    },
    cueWrongShare: {
      name: 'Cues marked wrong',
      formula: 'cues answered with “wrong” ÷ cues shown',
      caveat: 'Only cues that come from the caller’s voice; most wrong cues are never marked.',
    },
  },
  'zh-CN': {
    tenseShare: {
      name: '来电者紧张语音占比',
      formula: '来电者语气紧张、愤怒或焦虑的分钟数 ÷ 听到的来电者语音分钟数',
      caveat: '由模型判断，误差见模型说明；兴奋也可能听起来像愤怒。',
    },
    tenseMinutes: {
      name: '来电者紧张语音分钟数',
      formula: '来电者语气紧张、愤怒或焦虑的分钟数之和',
      caveat: '通话越多数值越大；团队之间请比较占比。',
    },
    hardCalls: {
      name: '艰难通话数',
      formula: '负荷超过界限的通话数量',
      caveat: '负荷只由来电者一侧得出；通话越多数值越大。',
    },
    hardShare: {
      name: '艰难通话占比',
      formula: '艰难通话 ÷ 能听到来电者的通话',
      caveat: '未告知或单一混合声道的通话不计入。',
    },
    hardAfterHardShare: {
      name: '连续艰难通话',
      formula: '同日前一通也艰难的艰难通话 ÷ 艰难通话',
      caveat: '在清闲的日子里，前一通可能在几小时之前。',
    },
    recoveryTime: {
      name: '通话内恢复时间',
      formula: '从紧张峰值到平静的分钟数之和 ÷ 恢复平静的紧张片段数',
      caveat: '不含始终未平静的片段，请与下方占比一起看。',
    },
    recoveredShare: {
      name: '恢复平静的紧张片段',
      formula: '通话结束前恢复平静的片段 ÷ 紧张片段',
      caveat: '来电者也可能被转接或直接挂断。',
    },
    timeBetweenHard: {
      name: '艰难通话之间的通话时间',
      formula: '通话分钟数 ÷ 艰难通话数',
      caveat: '这是平均值；艰难通话往往成串出现。',
    },
    breakShare: {
      name: '艰难通话后有间歇',
      formula: '距下一通至少 3 分钟或当日最后一通的艰难通话 ÷ 艰难通话',
      caveat: '通话之间的空档不一定是休息。',
    },
    resetsOffered: {
      name: '提供的情绪复位',
      formula: '通话后提供的复位次数',
      caveat: '由通话负荷触发，并非本人请求。',
    },
    resetsTakenShare: {
      name: '接受的复位',
      formula: '接受的复位 ÷ 提供的复位',
      caveat: '跳过完全没有问题；这里反映是否有时间停一停，而不是谁愿意。',
    },
    resetsSkippedShare: {
      name: '跳过的复位',
      formula: '跳过的复位 ÷ 提供的复位',
      caveat: '其余既未接受也未跳过。',
    },
    handleTime: {
      name: '平均通话时长',
      formula: '通话分钟数 ÷ 能听到来电者的通话',
      caveat: '不含话后处理，只含音频流覆盖的部分。',
    },
    quietShare: {
      name: '静默占比',
      formula: '双方都未说话的分钟数 ÷ 通话分钟数',
      caveat: '查询资料时的静默也是工作的一部分。',
    },
    cueWrongShare: {
      name: '被标记为错误的提示',
      formula: '被标为“错误”的提示 ÷ 显示的提示',
      caveat: '只含由来电者声音触发的提示；多数错误提示不会被标记。',
    },
  },
};
