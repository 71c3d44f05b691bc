/**
 * Live calls while each of the things that a real `serve` leans on fails: PostgreSQL, Redis and the key set refused,
 * black-holed and slow, the disk full, SQLite locked, the clock set. No summary may be lost, no cue doubled or stale.
 */
import { parseArgs } from 'node:util';
import { DEMO_CALL_PATH } from '../src/app/package-root.js';
import { readRecording } from '../src/lab/telephones/read-recording.js';
import { type FaultedSite, type FaultOutcome, runFaults } from './faults/fault-run.js';
import { fileFaults } from './faults/file-faults.js';
import { serverFaults } from './faults/server-faults.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
    seconds: { type: 'string', default: '20' },
    calls: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
  },
});
if (values.help) {
  process.stdout.write(`Usage: EVENKEEL_POSTGRES_URL=postgres://… npm run check:faults -- [options]

Runs a real server with live calls and breaks what it leans on, one thing after another: PostgreSQL, Redis and the
key set refused, black-holed and slow (through a proxy of its own), the disk full (a small file system; takes root),
SQLite locked, and the wall clock set by two hours and by a day. A database is made on the PostgreSQL server and
dropped; without EVENKEEL_POSTGRES_URL only the SQLite faults and the clock are tried.

  --seconds N     how long each fault lasts, default 20
  --calls N       live calls throughout, default 20
  --only PATTERN  only faults whose name matches, such as 'PostgreSQL|clock'
  --json          one document: {"lostSummaries","doubledCues","staleCues","crashes","silentLosses"}

Lost: a call ended and its summary is not in the store 60 s after the fault. Silent: neither a log line nor a metric
tells of it. Stale: a cue reaches the desktop more than 10 s after it was decided, besides what this process was itself late by. With the disk full, losses that are counted are allowed. Exit code 1 unless all are 0.
`);
  process.exit(0);
}

const tell = (text: string) => process.stderr.write(`${text}\n`);
const only = new RegExp(values.only);
const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8_000);
const options = { seconds: Number(values.seconds), lines: Number(values.calls), recording, tell };
const outcomes: FaultOutcome[] = [];
const tried = async ({ site, close }: { site: FaultedSite; close(): Promise<void> }): Promise<void> => {
  const faults = site.faults.filter(({ name }) => only.test(name));
  try {
    if (faults.length > 0) outcomes.push(...(await runFaults({ ...site, faults }, options)));
  } finally {
    await close();
  }
};
const postgresUrl = process.env.EVENKEEL_POSTGRES_URL;
if (postgresUrl) await tried(await serverFaults(postgresUrl, tell));
else tell('EVENKEEL_POSTGRES_URL is not set: the faults of PostgreSQL, Redis and the key set are not tried');
await tried(await fileFaults(tell));

const sum = (key: Exclude<keyof FaultOutcome, 'fault'>) =>
  outcomes.reduce((total, outcome) => total + outcome[key], 0);
const result = {
  lostSummaries: sum('lostSummaries'),
  doubledCues: sum('doubledCues'),
  staleCues: sum('staleCues'),
  crashes: sum('crashes'),
  silentLosses: sum('silentLosses'),
};
if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else console.table(outcomes);
const passed = outcomes.length > 0 && sum('ended') > 0 && Object.values(result).every((count) => count === 0);
process.exitCode = passed ? 0 : 1;
