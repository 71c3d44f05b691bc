import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServedInstance } from '../served/served-instance.js';
import { orderOf, startLoadNode } from './load-nodes.js';
import { type ProcessUsage, processUsage } from './process-usage.js';
import { Telephones } from './telephones.js';

export type LoadPlan = {
  readonly protocol: string;
  readonly packetMs: number;
  /** Calls of each step, rising; a step adds to the calls that talk already. */
  readonly steps: readonly number[];
  readonly seconds: number;
  readonly workers: number;
  readonly nodes: number;
  /** Needed where there is more than one node. */
  readonly redisUrl: string | null;
  readonly secret: string;
  /** Folder for a CPU profile of each node; null = none is taken. */
  readonly profileFolder: string | null;
};

/** One step of one load test, measured while all its calls talk. */
export type LoadRun = {
  readonly calls: number;
  readonly protocol: string;
  readonly packetMs: number;
  readonly workers: number;
  readonly nodes: number;
  /** Of the nodes' processes alone, all threads. */
  readonly cpuSecondsPerCallSecond: number;
  /** The part of it that the kernel took. */
  readonly systemSecondsPerCallSecond: number;
  readonly clientCpuSecondsPerCallSecond: number;
  readonly cueLatencyMs: {
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
  };
  readonly cues: number;
  readonly droppedWindows: number;
  readonly lateRounds: number;
  readonly rssBytesPerCall: number;
  readonly rssBytes: number;
  readonly descriptors: number;
  /** Longest of the nodes, 99th percentile. */
  readonly loopDelayP99Ms: number;
  /** Calls that were refused or lost, by close code. */
  readonly lost: Readonly<Record<string, number>>;
  /** Share of packets that the telephones themselves sent late: above a few per cent the client is what was measured. */
  readonly latePacketShare: number;
};

/** Calls reach their steady state: baselines formed, code compiled. */
const SETTLE_SECONDS = 12;
/** Plays one plan; stops early at the first step whose calls were not all taken. */
export async function runLoad(plan: LoadPlan, tell: (text: string) => void): Promise<readonly LoadRun[]> {
  const nodes: ServedInstance[] = [];
  const telephones = new Telephones();
  const runs: LoadRun[] = [];
  try {
    for (let index = 0; index < plan.nodes; index++)
      nodes.push(await startLoadNode(plan, profileArguments(plan)));
    pinApart(plan, nodes, telephones, tell);
    await sleep(2_000);
    const idle = nodes.map(usageOf);
    let talking = 0;
    for (const calls of plan.steps) {
      tell(`${calls} calls, ${plan.protocol}, ${plan.packetMs} ms packets`);
      const orders = await Promise.all(
        Array.from({ length: calls - talking }, (_, index) => orderOf(plan, nodes, talking + index)),
      );
      await telephones.dial({ protocol: plan.protocol, packetMs: plan.packetMs, calls: orders });
      talking = calls;
      await sleep(SETTLE_SECONDS * 1000);
      const run = await measure(plan, { nodes, telephones, idle, calls });
      runs.push(run);
      if (Object.keys(run.lost).length > 0) break;
    }
    await telephones.hangUp();
  } finally {
    await telephones.close();
    for (const node of nodes) await node.stop();
  }
  return runs;
}

function profileArguments({ profileFolder }: LoadPlan): readonly string[] {
  return profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
}

type Measured = {
  readonly nodes: readonly ServedInstance[];
  readonly telephones: Telephones;
  readonly idle: readonly ProcessUsage[];
  readonly calls: number;
};

async function measure(plan: LoadPlan, { nodes, telephones, idle, calls }: Measured): Promise<LoadRun> {
  const countersBefore = await Promise.all(nodes.map(counters));
  await telephones.measure();
  const before = nodes.map(usageOf);
  const clientBefore = processUsage(telephones.process.pid!);
  await sleep(plan.seconds * 1000);
  const after = nodes.map(usageOf);
  const clientAfter = processUsage(telephones.process.pid!);
  const countersAfter = await Promise.all(nodes.map(counters));
  const report = await telephones.report();
  const grown = (name: keyof Counters) =>
    sum(countersAfter.map((c) => c[name])) - sum(countersBefore.map((c) => c[name]));
  // Counts what was heard, not what was said: a machine that is too busy hears less in the same time.
  const callSeconds = grown('customerSeconds');
  const cpu = sum(after.map((usage, i) => usage.cpuSeconds - before[i]!.cpuSeconds));
  const system = sum(after.map((usage, i) => usage.systemSeconds - before[i]!.systemSeconds));
  const rss = sum(after.map((usage) => usage.rssBytes));
  const { protocol, packetMs, workers } = plan;
  return {
    calls,
    protocol,
    packetMs,
    workers,
    nodes: nodes.length,
    cpuSecondsPerCallSecond: rounded(cpu / callSeconds, 5),
    systemSecondsPerCallSecond: rounded(system / callSeconds, 5),
    clientCpuSecondsPerCallSecond: rounded(
      (clientAfter.cpuSeconds - clientBefore.cpuSeconds) / callSeconds,
      5,
    ),
    cueLatencyMs: {
      p50: percentile(report.cueLatenciesMs, 0.5),
      p95: percentile(report.cueLatenciesMs, 0.95),
      p99: percentile(report.cueLatenciesMs, 0.99),
    },
    cues: report.cueLatenciesMs.length,
    droppedWindows: grown('windowsDropped'),
    lateRounds: grown('lateRounds'),
    rssBytesPerCall: Math.round((rss - sum(idle.map((usage) => usage.rssBytes))) / calls),
    rssBytes: rss,
    descriptors: sum(after.map((usage) => usage.descriptors)),
    loopDelayP99Ms: rounded(1000 * Math.max(...countersAfter.map(({ loopDelayP99 }) => loopDelayP99)), 1),
    lost: report.lost,
    latePacketShare: report.packets === 0 ? 0 : rounded(report.latePackets / report.packets, 4),
  };
}

type Counters = {
  readonly customerSeconds: number;
  readonly windowsDropped: number;
  readonly lateRounds: number;
  readonly loopDelayP99: number;
};

async function counters({ url }: ServedInstance): Promise<Counters> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
  return {
    customerSeconds: value('evenkeel_audio_seconds_total{role="customer"}'),
    windowsDropped: value('evenkeel_windows_dropped_total'),
    lateRounds: value('evenkeel_inference_slower_than_realtime_total'),
    loopDelayP99: value('nodejs_eventloop_lag_p99_seconds'),
  };
}

/** Nodes and telephones on cores of their own, where there are cores for both. */
function pinApart(
  { workers }: LoadPlan,
  nodes: readonly ServedInstance[],
  telephones: Telephones,
  tell: (text: string) => void,
): void {
  const cores = availableParallelism();
  const needed = nodes.length * workers + 1;
  if (cores < Math.max(4, needed)) {
    tell(
      `${cores} cores: telephones and nodes share them, so CPU time counts here and wall-clock time does not`,
    );
    return;
  }
  let next = 0;
  const pin = (pid: number | undefined, count: number) => {
    spawnSync('taskset', ['-a', '-cp', `${next}-${next + count - 1}`, String(pid)]);
    next += count;
  };
  for (const node of nodes) pin(node.process.pid, workers);
  pin(telephones.process.pid, cores - next);
  tell(
    `nodes on cores 0-${nodes.length * workers - 1}, telephones on the other ${cores - nodes.length * workers}`,
  );
}

function usageOf(node: ServedInstance): ProcessUsage {
  return processUsage(node.process.pid!);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  return value === undefined ? null : rounded(value, 1);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
