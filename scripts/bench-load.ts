/**
 * What live calls cost: real `serve` processes and a process of telephones and desktops on loopback, real time.
 *
 *   npm run bench:load -- --calls 100 --seconds 20 --protocol native --packet-ms 20 --workers 1 --nodes 1 [--steps 4] [--profile] [--json]
 *
 * Calls rise in steps up to `--calls`, and no further than the first step in which a call is refused or lost. The
 * processor time of the nodes is counted apart from that of the telephones. Several nodes need
 * EVENKEEL_REDIS_URL; each agent's desktop is then on another node than the call. A plot is written to
 * `artifacts/load.svg`; with `--profile`, a CPU profile of each node to `artifacts/profile`.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { TELEPHONES } from '../src/lab/telephones/telephones.js';
import { loadPlot } from './load/load-plot.js';
import { type LoadRun, runLoad } from './load/load-run.js';
import { readOptions } from './read-options.js';

const PLOT = 'artifacts/load.svg';

const { values } = readOptions(
  `npm run bench:load -- [options]

What live calls cost: real servers, and a process of telephones and desktops on loopback, in real time. Calls rise in
steps, and no further than the first step in which one is refused or lost. Processor time of the servers is counted
apart from that of the telephones. A plot is written to artifacts/load.svg.

  --calls N          calls of the last step, default 100
  --seconds N        of each step, default 20
  --steps N          default 4
  --protocol NAME    default native
  --packet-ms N      length of one audio message, default 20
  --workers N        threads for coaching of each server, default 1
  --nodes N          servers, default 1; more need EVENKEEL_REDIS_URL, and each desktop is then at another one
  --profile          writes a CPU profile of each server to artifacts/profile
  --json             one document on standard output

Example: npm run bench:load -- --calls 40 --steps 2 --protocol twilio`,
  {
    calls: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
    steps: { type: 'string', default: '4' },
    protocol: { type: 'string', default: 'native' },
    'packet-ms': { type: 'string', default: '20' },
    workers: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '1' },
    profile: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
);

function positive(name: 'calls' | 'seconds' | 'steps' | 'packet-ms' | 'workers' | 'nodes'): number {
  const value = Number(values[name]);
  // Without workers one thread does everything, and one profile shows it.
  const least = name === 'workers' ? 0 : 1;
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} must be a whole number, ${least} or more.`);
  return value;
}

/** Evenly up to the whole number of calls. */
function stepsUpTo(calls: number, steps: number): number[] {
  const all = Array.from({ length: steps }, (_, index) => Math.round((calls * (index + 1)) / steps));
  return [...new Set(all.filter((count) => count > 0))];
}

function table(runs: readonly LoadRun[]): string {
  const rows = runs.map((run) => [
    run.calls,
    run.cpuSecondsPerCallSecond.toFixed(5),
    run.systemSecondsPerCallSecond.toFixed(5),
    Math.floor(1 / run.cpuSecondsPerCallSecond),
    run.clientCpuSecondsPerCallSecond.toFixed(5),
    [run.cueLatencyMs.p50, run.cueLatencyMs.p95, run.cueLatencyMs.p99].map((ms) => ms ?? '–').join(' / '),
    run.cues,
    run.loopDelayP99Ms,
    `${run.droppedWindows} / ${run.lateRounds}`,
    Math.round(run.rssBytesPerCall / 1024),
    JSON.stringify(run.lost),
  ]);
  const head = [
    'calls',
    'CPU s/call s',
    'of it kernel',
    'calls a core',
    'client CPU',
    'cue ms p50 / p95 / p99',
    'cues',
    'loop p99 ms',
    'dropped / late',
    'KiB a call',
    'lost',
  ];
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return `${all.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join('  ')).join('\n')}\n`;
}

const nodes = positive('nodes');
const redisUrl = process.env.EVENKEEL_REDIS_URL ?? null;
if (!TELEPHONES.some(({ name }) => name === values.protocol))
  throw new Error(`--protocol must be one of ${TELEPHONES.map(({ name }) => name).join(', ')}.`);
if (nodes > 1 && redisUrl === null)
  throw new Error('Several nodes meet on Redis: set EVENKEEL_REDIS_URL, such as redis://127.0.0.1:6379.');

const runs = await runLoad(
  {
    protocol: values.protocol,
    packetMs: positive('packet-ms'),
    steps: stepsUpTo(positive('calls'), positive('steps')),
    seconds: positive('seconds'),
    workers: positive('workers'),
    nodes,
    redisUrl: nodes > 1 ? redisUrl : null,
    profileFolder: values.profile ? 'artifacts/profile' : null,
    secret: randomBytes(32).toString('hex'),
  },
  (text) => process.stderr.write(`${text}\n`),
);
mkdirSync('artifacts', { recursive: true });
writeFileSync(PLOT, loadPlot(runs));
process.stdout.write(
  values.json
    ? `${JSON.stringify({ runs }, null, 2)}\n`
    : `${values.protocol}, ${values['packet-ms']} ms packets, ${values.workers} worker(s), ${nodes} node(s), ${cpus()[0]?.model ?? 'unknown processor'}\n${table(runs)}plot: ${PLOT}\n`,
);
