import type { CoachEvent, SuppressionReason } from '../../core/cues/coach-event.js';
import type { Localised } from '../language.js';

type ReasonOf<Type extends CoachEvent['type']> = Extract<CoachEvent, { type: Type; why: string }>['why'];

/** What `replay` and `demo` print. `{…}` are put in. */
export type CliTexts = {
  /** First column of the timeline, padded to one width. */
  readonly columns: Readonly<
    Record<'cue' | 'ended' | 'state' | 'withheld' | 'forgotten' | 'summary', string>
  >;
  /** Why a cue went away. */
  readonly ended: Readonly<Record<ReasonOf<'cue-ended'>, string>>;
  /** Why a cue that was due was not shown. */
  readonly withheld: Readonly<Record<SuppressionReason, string>>;
  /** Why everything that was inferred is gone. */
  readonly forgotten: Readonly<Record<ReasonOf<'forgotten'>, string>>;
  readonly coverage: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly hard: string;
  /** Between a sentence and what follows in brackets. */
  readonly brackets: string;
  readonly playing: string;
  readonly agentPage: string;
  readonly leadPage: string;
  readonly makingUp: string;
  readonly over: string;
  readonly nothingShown: string;
};

export const cliTexts: Localised<CliTexts> = {
  en: {
    columns: {
      cue: 'cue',
      ended: 'ended',
      state: 'caller',
      withheld: 'not shown',
      forgotten: 'deleted',
      summary: 'summary',
    },
    ended: {
      expired: 'its time was over',
      'behaviour-changed': 'the call has changed',
      replaced: 'a newer cue came',
      dismissed: 'dismissed',
      'call-ended': 'the call ended',
    },
    withheld: {
      'budget-call': 'enough cues for one call',
      'budget-hour': 'enough cues for one hour',
      spacing: 'too soon after the last cue',
      repeat: 'the same cue came last',
      'dismissal-quiet': 'the last cue was dismissed',
      muted: 'cues are off',
      'kind-off': 'this kind is off',
      'no-breakpoint': 'no quiet moment',
      'earlier-step': 'a later step has already come',
      'hold-out': 'held back at random, to learn whether cues help',
      'stale-audio': 'the audio came too late',
      unbound: 'no agent is bound',
    },
    forgotten: {
      'no-notice': 'all that was inferred: notice is missing',
      objection: 'all that was inferred: the caller objected',
    },
    coverage: {
      complete: 'heard completely',
      gaps: 'parts of the audio were missing',
      'no-notice': 'not analysed, the caller was not informed',
      objection: 'analysis stopped, the caller objected',
      'mixed-channel': 'caller not analysed, one shared channel',
      'no-customer-channel': 'caller not analysed, no caller channel',
      'classifier-unavailable': 'caller not analysed, model unavailable',
    },
    summary:
      '{length} long, caller tense for {tense}, tense stretches: {stretches}, strain {strain} of 100{hard}; {coverage}',
    hard: ' (a hard call)',
    brackets: '{text} ({more})',
    playing: 'Playing the demo call at {speed}× …',
    agentPage: 'The agent’s page: {url}\n',
    leadPage:
      'The lead’s page: {url}\n\nThe centre and its figures are made up. The page stays until you press Ctrl+C.',
    makingUp: 'Making up twelve weeks of a centre …',
    over: 'The call is over. The page stays until you press Ctrl+C.',
    nothingShown: 'The demo call should have led to a breath cue and a reset, and did not.',
  },
  'zh-CN': {
    columns: {
      cue: '提示',
      ended: '结束',
      state: '客户',
      withheld: '未显示',
      forgotten: '已删除',
      summary: '小结',
    },
    ended: {
      expired: '时间已过',
      'behaviour-changed': '通话已有变化',
      replaced: '出现了新的提示',
      dismissed: '已被关闭',
      'call-ended': '通话已结束',
    },
    withheld: {
      'budget-call': '本次通话的提示已够多',
      'budget-hour': '一小时内的提示已够多',
      spacing: '距上一条提示太近',
      repeat: '与上一条提示相同',
      'dismissal-quiet': '上一条提示刚被关闭',
      muted: '提示已关闭',
      'kind-off': '此类提示已关闭',
      'no-breakpoint': '没有合适的间隙',
      'earlier-step': '后面的步骤已经出现',
      'hold-out': '随机不显示，用来了解提示是否有用',
      'stale-audio': '音频来得太晚',
      unbound: '没有绑定坐席',
    },
    forgotten: {
      'no-notice': '全部推断结果：客户尚未被告知',
      objection: '全部推断结果：客户不同意',
    },
    coverage: {
      complete: '全程听到',
      gaps: '部分音频缺失',
      'no-notice': '未分析，客户尚未被告知',
      objection: '已停止分析，客户不同意',
      'mixed-channel': '未分析客户，双方共用声道',
      'no-customer-channel': '未分析客户，没有客户声道',
      'classifier-unavailable': '未分析客户，模型不可用',
    },
    summary:
      '通话时长 {length}，客户语气紧张共 {tense}，紧张时段 {stretches} 个，压力值 {strain}（最高 100）{hard}；{coverage}',
    hard: '，属于棘手通话',
    brackets: '{text}（{more}）',
    playing: '正在以 {speed} 倍速播放演示通话……',
    agentPage: '坐席页面：{url}\n',
    leadPage: '关怀负责人页面：{url}\n\n这个中心和它的数字都是虚构的。页面会保留，直到您按下 Ctrl+C。',
    makingUp: '正在虚构一个中心十二周的数据……',
    over: '通话已结束。页面会保留，直到您按下 Ctrl+C。',
    nothingShown: '演示通话应当出现呼吸提示和情绪复位，但没有出现。',
  },
};
