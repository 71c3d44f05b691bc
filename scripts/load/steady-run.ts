import { setTimeout as sleep } from 'node:timers/promises';
import { HeapProbe } from '../served/heap-probe.js';
import type { ServedInstance } from '../served/served-instance.js';
import { orderOf, startLoadNode } from './load-nodes.js';
import { processUsage } from './process-usage.js';
import { Telephones } from './telephones.js';

export type SteadyPlan = {
  readonly calls: number;
  readonly minutes: number;
  readonly protocol: string;
  readonly packetMs: number;
  readonly workers: number;
  readonly secret: string;
};

/** How the server stands at one moment; counts are since the start. */
export type SteadySample = {
  readonly minute: number;
  readonly rssBytes: number;
  /** Of the thread that holds the sockets, after a full collection. */
  readonly heapBytes: number;
  readonly descriptors: number;
  readonly cpuSeconds: number;
  readonly callSeconds: number;
  readonly cuesSent: number;
  readonly cuesRead: number;
  /** In this minute. */
  readonly cuesTimed: number;
  /** Of those. */
  readonly cueP95Ms: number | null;
  readonly windowsDropped: number;
  readonly lateRounds: number;
  readonly loopDelayP99Ms: number;
  /** Of all packets; the telephones are what is late then. */
  readonly latePacketShare: number;
  readonly talking: number;
  readonly lost: Readonly<Record<string, number>>;
};

/** The same calls to one server for as long as it takes to see a leak; a sample each minute, the first after the second. */
export async function runSteady(
  plan: SteadyPlan,
  tell: (sample: SteadySample) => void,
): Promise<readonly SteadySample[]> {
  const node = await startLoadNode({ ...plan, redisUrl: null }, ['--inspect=127.0.0.1:0']);
  const telephones = new Telephones();
  try {
    const heap = await HeapProbe.open(node.inspectorUrl!);
    const { calls, protocol, packetMs } = plan;
    const orders = await Promise.all(Array.from({ length: calls }, (_, n) => orderOf(plan, [node], n)));
    await telephones.dial({ protocol, packetMs, calls: orders });
    const samples: SteadySample[] = [];
    let timed = 0;
    for (let minute = 1; minute <= plan.minutes; minute++) {
      await sleep(60_000);
      const sample = await look({ node, telephones, heap, minute, timed });
      timed += sample.cuesTimed;
      samples.push(sample);
      tell(sample);
    }
    await telephones.hangUp();
    heap.close();
    return samples;
  } finally {
    await telephones.close();
    await node.stop();
  }
}

async function look(at: {
  readonly node: ServedInstance;
  readonly telephones: Telephones;
  readonly heap: HeapProbe;
  readonly minute: number;
  /** Cues that were timed before this minute. */
  readonly timed: number;
}): Promise<SteadySample> {
  const { node, telephones, heap, minute } = at;
  const heapBytes = await heap.usedBytes();
  const text = await (await fetch(`${node.url}/metrics`)).text();
  // A cue that was sent is with its desktop by the time the telephones answer.
  const report = await telephones.report();
  const usage = processUsage(node.process.pid!);
  const ofMinute = report.cueLatenciesMs.slice(at.timed).sort((a, b) => a - b);
  return {
    minute,
    rssBytes: usage.rssBytes,
    heapBytes,
    descriptors: usage.descriptors,
    cpuSeconds: usage.cpuSeconds,
    callSeconds: total(text, 'evenkeel_audio_seconds_total\\{role="customer"\\}'),
    cuesSent: total(text, 'evenkeel_cues_shown_total\\{[^}]*\\}'),
    cuesRead: report.cuesRead,
    cuesTimed: ofMinute.length,
    cueP95Ms: ofMinute[Math.ceil(0.95 * ofMinute.length) - 1] ?? null,
    windowsDropped: total(text, 'evenkeel_windows_dropped_total'),
    lateRounds: total(text, 'evenkeel_inference_slower_than_realtime_total'),
    loopDelayP99Ms: 1000 * total(text, 'nodejs_eventloop_lag_p99_seconds'),
    latePacketShare: report.packets === 0 ? 0 : report.latePackets / report.packets,
    talking: report.talking,
    lost: report.lost,
  };
}

/** Sum of a metric over its labels. */
function total(text: string, pattern: string): number {
  return [...text.matchAll(new RegExp(`^${pattern} (\\S+)`, 'gm'))].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
}
