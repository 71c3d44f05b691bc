/**
 * A live call while PostgreSQL is away: a real `serve`, a real server that is really stopped. Does coaching go on, and
 * is every summary there afterwards? EVENKEEL_POSTGRES_URL names the server; a database is made and dropped.
 *
 *   npm run check:outage -- --stop 'pg_ctlcluster 15 test stop -m immediate' --start 'pg_ctlcluster 15 test start'
 *     [--seconds 60 --json]
 */
import { execSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { WebSocket } from 'ws';
import { DEMO_CALL_PATH } from '../src/app/package-root.js';
import { DESKTOP_PROTOCOL, type ServerMessage } from '../src/delivery/agent-message.js';
import { seededRandom } from '../src/lab/random/seeded-random.js';
import type { CallReport } from '../src/lab/telephones/call-report.js';
import { placeCall } from '../src/lab/telephones/place-call.js';
import { nativeTelephone } from '../src/lab/telephones/platforms/native-telephone.js';
import { readRecording } from '../src/lab/telephones/read-recording.js';
import { WALL_CLOCK } from '../src/lab/telephones/wall-clock.js';
import { readOptions } from './read-options.js';
import { SERVED_TENANT, type ServedInstance, startServed } from './served/served-instance.js';

const { values } = readOptions(
  `EVENKEEL_POSTGRES_URL=postgres://… npm run check:outage -- --stop COMMAND --start COMMAND [options]

A live call while PostgreSQL is away: does coaching go on, and is every summary there afterwards? The server is really
stopped, by your commands; a database is made on it and dropped.

  --stop COMMAND     such as 'pg_ctlcluster 15 test stop -m immediate'
  --start COMMAND    such as 'pg_ctlcluster 15 test start'
  --seconds N        how long it is away, default 60
  --json             one document on standard output

Exit code 1 where a cue or a summary is missing, 2 where it could not be tried.`,
  {
    stop: { type: 'string' },
    start: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
);
const server = process.env.EVENKEEL_POSTGRES_URL;
if (!server || !values.stop || !values.start) {
  process.stderr.write(
    "check:outage: give the server in EVENKEEL_POSTGRES_URL and how to stop and start it, such as --stop 'pg_ctlcluster 15 test stop -m immediate' --start 'pg_ctlcluster 15 test start'.\n",
  );
  process.exit(2);
}
const seconds = Number(values.seconds);
/** After the server is back: the longest pause between two tries, and time to write. */
const CATCH_UP_LIMIT_MS = 120_000;

const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8000);

async function call(
  served: ServedInstance,
  callId: string,
  agentId: string,
  speed: number,
): Promise<CallReport> {
  return placeCall(
    nativeTelephone,
    recording,
    {
      url: `${served.url.replace('http', 'ws')}/streams/native`,
      callId,
      tenant: SERVED_TENANT,
      agentId,
      language: null,
      noticeWording: 'outage-1',
      encoding: 'pcmu',
      sampleRateHz: 8000,
      layout: 'stereo',
      channelOrder: ['customer', 'agent'],
      credentials: { token: await served.token('source', 'outage') },
      publicOrigin: null,
    },
    { speed, faults: new Set(), clock: WALL_CLOCK, random: seededRandom(1) },
  );
}

/** When each cue reached the agent's desktop. */
async function cueTimes(served: ServedInstance, agentId: string): Promise<readonly number[]> {
  const times: number[] = [];
  const token = await served.token('agent', agentId);
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/desktop`, DESKTOP_PROTOCOL);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token })));
    socket.on('message', (data) => {
      const { type } = JSON.parse(String(data)) as ServerMessage;
      if (type === 'hello') resolve();
      if (type === 'cue' || type === 'reset') times.push(Date.now());
    });
  });
  return times;
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function untilTrue(holds: () => Promise<boolean>, limitMs: number): Promise<number | null> {
  const startMs = Date.now();
  while (Date.now() - startMs < limitMs) {
    if (await holds().catch(() => false)) return Date.now() - startMs;
    await sleep(250);
  }
  return null;
}

const name = `evenkeel_outage_${randomUUID().replaceAll('-', '')}`;
await onServer(server, (client) => client.query(`create database ${name}`));
const url = new URL(server);
url.pathname = `/${name}`;
const served = await startServed(
  [{ name: 'native', protocol: 'native', path: '/streams/native', agent: { trusted: true } }],
  { settings: { storage: { postgresUrl: url.href } } },
);
let exited = false;
served.process.once('exit', () => {
  exited = true;
});
const cues = await cueTimes(served, 'live');

process.stderr.write('a call before, then one that goes on while the server is stopped\n');
const finished: string[] = [];
const place = async (callId: string, agentId: string, speed: number) => {
  const { completed } = await call(served, callId, agentId, speed);
  if (completed) finished.push(callId);
};
await place('before', 'early', 8);
const live = place('live', 'live', 1);
await sleep(3_000);
execSync(values.stop, { stdio: ['ignore', 'ignore', 'inherit'] });
const stoppedAt = Date.now();
const short: Promise<void>[] = [];
const statuses: number[] = [];
while (Date.now() - stoppedAt < seconds * 1000) {
  short.push(place(`short-${short.length}`, `short-${short.length % 3}`, 4));
  statuses.push((await fetch(`${served.url}/healthz`)).status);
  await sleep(5_000);
}
await Promise.allSettled(short);
const waiting = Number(
  /^evenkeel_storage_queue_records (\d+)/m.exec(await (await fetch(`${served.url}/metrics`)).text())?.[1],
);
execSync(values.start, { stdio: ['ignore', 'ignore', 'inherit'] });
const startedAt = Date.now();
await live;
const kept = () =>
  onServer(url.href, async (client) => {
    const { rows } = await client.query<{ call_id: string }>('select call_id from calls');
    return new Set(rows.map((row) => row.call_id));
  });
const caughtUpMs = await untilTrue(async () => {
  const stored = await kept();
  return finished.every((callId) => stored.has(callId));
}, CATCH_UP_LIMIT_MS);
const stored = await kept();
const survived = !exited;
await served.stop();
await onServer(server, (client) => client.query(`drop database ${name} with (force)`));

const result = {
  awaySeconds: Math.round((startedAt - stoppedAt) / 1000),
  callsFinished: finished.length,
  callsPlaced: short.length + 2,
  summariesKept: finished.filter((callId) => stored.has(callId)).length,
  cuesWhileAway: cues.filter((at) => at > stoppedAt && at < startedAt).length,
  recordsWaitingAtTheEnd: waiting,
  healthWhileAway: [...new Set(statuses)],
  caughtUpMs,
  survived,
};
const passed =
  survived &&
  caughtUpMs !== null &&
  result.callsFinished === result.callsPlaced &&
  result.summariesKept === result.callsFinished &&
  result.cuesWhileAway > 0;
if (values.json) console.log(JSON.stringify({ outage: { ...result, passed } }));
else {
  console.table([result]);
  console.log(passed ? 'passed' : 'FAILED');
}
process.exit(passed ? 0 : 1);
