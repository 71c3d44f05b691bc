import type { Localised } from '../language.js';

/** What `evenkeel top` prints; `{name}` is replaced by the value of that name. */
export type TopTexts = {
  readonly columns: Readonly<
    Record<
      'instance' | 'calls' | 'desktops' | 'cost' | 'cores' | 'memory' | 'cues' | 'delay' | 'loop',
      string
    >
  > & { readonly late: string; readonly nodes: string };
  readonly draining: string;
  /** `{what}`: names of dependencies. */
  readonly away: string;
  readonly noAnswer: string;
  readonly leave: string;
};

export const topTexts: Localised<TopTexts> = {
  en: {
    columns: {
      instance: 'instance',
      calls: 'calls / most',
      desktops: 'desktops',
      cost: 'CPU s a call s',
      cores: 'cores',
      memory: 'MiB',
      cues: 'cues a min',
      delay: 'cue delay p95 ms',
      loop: 'loop p99 ms',
      late: 'late / dropped',
      nodes: 'nodes',
    },
    draining: 'draining',
    away: 'away: {what}',
    noAnswer: 'no answer',
    leave: 'Ctrl+C to leave',
  },
  'zh-CN': {
    columns: {
      instance: '实例',
      calls: '通话 / 上限',
      desktops: '工作台',
      cost: '每通话秒 CPU 秒',
      cores: '核',
      memory: 'MiB',
      cues: '每分钟提示',
      delay: '提示延迟 p95 毫秒',
      loop: '事件循环 p99 毫秒',
      late: '超时 / 丢弃',
      nodes: '节点',
    },
    draining: '正在停止接收通话',
    away: '无法连接：{what}',
    noAnswer: '没有应答',
    leave: '按 Ctrl+C 退出',
  },
};
