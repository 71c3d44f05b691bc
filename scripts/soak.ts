/**
 * A real `serve` under many faulty calls: does memory come back, does every call leave its summary, does it live?
 * `--calls N` side by side, `--seconds S`, `--protocols a,b`, `--json` one document.
 */
import Database from 'better-sqlite3';
import type { CallReport } from '../src/lab/telephones/call-report.js';
import { readOptions } from './read-options.js';
import { HeapProbe } from './served/heap-probe.js';
import { LINE_UPS, lineUpConnectors, PUBLIC_ORIGIN } from './served/line-up.js';
import { type ServedInstance, startServed } from './served/served-instance.js';
import { simulateInProcess } from './served/simulate-process.js';

const { values } = readOptions(
  `npm run soak -- [options]

Many calls with faults against a real server, again and again: no call may be lost, and its memory may not grow.

  --calls N          at a time, default 50
  --seconds N        default 120
  --faults LIST      of loss,jitter,stall,torn,reorder; default all
  --protocols LIST   default all
  --wav FILE         what is played, default the demo call
  --json             one document on standard output`,
  {
    json: { type: 'boolean', default: false },
    calls: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '120' },
    faults: { type: 'string', default: 'loss,jitter,stall,torn,reorder' },
    protocols: { type: 'string', default: LINE_UPS.map(({ protocol }) => protocol).join(',') },
    wav: { type: 'string', default: 'src/lab/telephones/demo-call.wav' },
  },
);
const protocols = values.protocols.split(',');
/** Heap before counts from here: compiled code, pools and caches are there after a first round of calls. */
const WARM_UP_SECONDS = 20;
/** Calls of a lost peer wait this long for another stream, and then end. */
const LOST_PEER_MS = 2_000;
const HEAP_TOLERANCE = 0.05;

async function callEverybody(
  served: ServedInstance,
  forSeconds: number,
  faults: string,
  seed: number,
): Promise<CallReport[]> {
  const token = await served.token('source', 'soak');
  const perProtocol = Math.max(1, Math.round(Number(values.calls) / protocols.length));
  const reports = await Promise.all(
    protocols.map((protocol, index) => {
      const credentials = LINE_UPS.find((lineUp) => lineUp.protocol === protocol)?.credentials ?? {};
      const proof = Object.entries(protocol === 'native' ? { token } : credentials).flatMap(
        ([name, value]) => [`--${name.replace('apiKey', 'api-key')}`, value],
      );
      return simulateInProcess([
        ...['--protocol', protocol, '--url', `${served.url.replace(/^http/, 'ws')}/streams/${protocol}`],
        ...['--wav', values.wav, '--public-origin', PUBLIC_ORIGIN, ...proof],
        ...['--calls', String(perProtocol), '--for', String(forSeconds), '--seed', String(seed + index)],
        ...['--agent-id', `agent-${protocol}`, ...(faults === '' ? [] : ['--faults', faults])],
        ...['--hang-up-after', String(forSeconds)],
      ]);
    }),
  );
  return reports.flat();
}

function summaries(served: ServedInstance): number {
  const database = new Database(served.sqliteFile, { readonly: true });
  const { count } = database.prepare('select count(*) as count from calls').get() as { count: number };
  database.close();
  return count;
}

async function callsActive(served: ServedInstance): Promise<number> {
  const text = await (await fetch(`${served.url}/metrics`)).text();
  return Number(/^evenkeel_calls_active (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

async function untilQuiet(served: ServedInstance): Promise<void> {
  const endMs = Date.now() + 60_000;
  while ((await callsActive(served)) > 0 && Date.now() < endMs) await sleep(500);
  await sleep(2_000);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const served = await startServed(lineUpConnectors(), {
  settings: { calls: { lostPeerMs: LOST_PEER_MS }, telemetry: { logLevel: 'info' } },
  nodeArguments: ['--inspect=127.0.0.1:0'],
});
let crashed = false;
served.process.once('exit', () => {
  crashed = true;
});
if (served.inspectorUrl === null) throw new Error('Node has not said where its inspector is.');
const heap = await HeapProbe.open(served.inspectorUrl);

process.stderr.write(`warming up for ${WARM_UP_SECONDS} s\n`);
const warmUp = await callEverybody(served, WARM_UP_SECONDS, '', 1);
await untilQuiet(served);
const heapBefore = await heap.usedBytes();
process.stderr.write(`soaking for ${values.seconds} s, heap ${(heapBefore / 2 ** 20).toFixed(1)} MiB\n`);
const soaked = await callEverybody(served, Number(values.seconds), values.faults, 1001);
await untilQuiet(served);
const heapAfter = await heap.usedBytes();
const crashedInService = crashed;
const answered = [...warmUp, ...soaked].filter(({ lines }) => lines.some(({ readyMs }) => readyMs !== null));
heap.close();
// Draining makes everything durable; the file is gone once `stop` returns, so it is read before.
const kept = summaries(served);
const exitCode = await served.stop();

const growth = heapAfter / heapBefore - 1;
const result = {
  calls: answered.length,
  placed: warmUp.length + soaked.length,
  summaries: kept,
  heapBeforeBytes: heapBefore,
  heapAfterBytes: heapAfter,
  heapGrowth: growth,
  crashed: crashedInService,
  exitCode,
  closes: Object.fromEntries(tally(soaked.flatMap(({ lines }) => lines.map(closeOf)))),
  faults: Object.fromEntries(
    tally(
      soaked.flatMap(({ faults }) =>
        Object.entries(faults).flatMap(([name, count]) => Array.from({ length: count }, () => name)),
      ),
    ),
  ),
};

function closeOf({ closeCode, closeReason, httpStatus }: CallReport['lines'][number]): string {
  return `${closeCode ?? `HTTP ${httpStatus}`} ${closeReason}`.trim();
}

function tally(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const passed = !crashedInService && exitCode === 0 && kept === answered.length && growth <= HEAP_TOLERANCE;
process.stdout.write(
  values.json
    ? `${JSON.stringify({ soak: { ...result, passed } })}\n`
    : `${result.placed} calls placed, ${result.calls} answered, ${kept} summaries kept
heap ${(heapBefore / 2 ** 20).toFixed(1)} → ${(heapAfter / 2 ** 20).toFixed(1)} MiB (${(growth * 100).toFixed(1)} %)
closes ${JSON.stringify(result.closes)}
faults ${JSON.stringify(result.faults)}
${passed ? 'passed' : 'FAILED'}\n`,
);
process.exitCode = passed ? 0 : 1;
