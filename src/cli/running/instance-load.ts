import type { MetricsSample } from './metrics-sample.js';

/** How one instance does; what cannot be told is null. */
export type InstanceLoad = {
  readonly url: string;
  readonly calls: number;
  readonly streams: number;
  readonly streamLimit: number;
  readonly desktops: number;
  /** Processor seconds for one second of a call's audio. */
  readonly cpuSecondsPerCallSecond: number | null;
  /** Share of one core that the process uses. */
  readonly cores: number;
  readonly rssBytes: number;
  readonly cuesPerMinute: number;
  /** Of the cues since the last look, else of all; the upper bound of the bucket. */
  readonly cueDelayP95Ms: number | null;
  readonly loopDelayP99Ms: number;
  /** Rounds slower than their audio, and windows dropped, since the last look. */
  readonly lateRounds: number;
  readonly droppedWindows: number;
  /** Nodes that hear one another; 0 = a single one, without Redis. */
  readonly nodes: number;
  readonly away: readonly string[];
  readonly isDraining: boolean;
};

/** From two looks at an instance. Pure. */
export function instanceLoad(url: string, before: MetricsSample, now: MetricsSample): InstanceLoad {
  const seconds = (now.atMs - before.atMs) / 1000;
  const grown = (name: string, labels?: string) => now.sum(name, labels) - before.sum(name, labels);
  const cpu = grown('process_cpu_seconds_total');
  const heard =
    grown('evenkeel_audio_seconds_total', 'role="customer"') +
    grown('evenkeel_audio_seconds_total', 'role="mixed"');
  return {
    url,
    calls: now.sum('evenkeel_calls_active'),
    streams: now.sum('evenkeel_streams_open'),
    streamLimit: now.sum('evenkeel_streams_limit'),
    desktops: now.sum('evenkeel_desktops_open'),
    cpuSecondsPerCallSecond: heard > 0 ? cpu / heard : null,
    cores: seconds > 0 ? cpu / seconds : 0,
    rssBytes: now.sum('process_resident_memory_bytes'),
    cuesPerMinute: seconds > 0 ? (60 * grown('evenkeel_cues_shown_total')) / seconds : 0,
    cueDelayP95Ms: delayP95Ms(before, now),
    loopDelayP99Ms: 1000 * now.sum('nodejs_eventloop_lag_p99_seconds'),
    lateRounds: grown('evenkeel_inference_slower_than_realtime_total'),
    droppedWindows: grown('evenkeel_windows_dropped_total'),
    nodes: now.sum('evenkeel_nodes_seen'),
    away: now.zeros('evenkeel_dependency_up', 'dependency'),
    isDraining: now.sum('evenkeel_draining') > 0,
  };
}

const DELAY = 'evenkeel_cue_delay_seconds';

function delayP95Ms(before: MetricsSample, now: MetricsSample): number | null {
  const isNew = now.sum(`${DELAY}_count`) > before.sum(`${DELAY}_count`);
  const earlier = new Map(isNew ? before.buckets(DELAY) : []);
  const buckets = now
    .buckets(DELAY)
    .map(([upTo, count]) => [upTo, count - (earlier.get(upTo) ?? 0)] as const);
  const all = buckets.at(-1)?.[1] ?? 0;
  const found = all === 0 ? undefined : buckets.find(([, count]) => count >= 0.95 * all);
  return found === undefined ? null : 1000 * found[0];
}
