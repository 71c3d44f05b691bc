/**
 * How long one message from outside holds the event loop of a real `serve`, by listener and kind of message: processor
 * time of the server's main thread, the median of five, never wall time. Everything runs on that thread
 * (`server.workers` 0), so what would be done on another is measured as well. Fails above 50 ms, warns above 20 ms.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lineUpConnectors } from './served/line-up.js';
import { PROBE_ARGUMENTS, ProbeLine } from './served/probe-line.js';
import { startRedis } from './served/redis-server.js';
import { SERVED_TENANT, startServed } from './served/served-instance.js';
import { desktopCases } from './stalls/desktop-cases.js';
import { httpCases } from './stalls/http-cases.js';
import { redisCases } from './stalls/redis-cases.js';
import { reloadCase } from './stalls/reload-case.js';
import { measureStall, type StallReading, type StallSite } from './stalls/stall-case.js';
import { writeStalledCentre } from './stalls/stalled-centre.js';
import { streamCases } from './stalls/stream-cases.js';

const FAIL_MS = 50;
const WARN_MS = 20;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
    only: { type: 'string' },
    except: { type: 'string' },
    samples: { type: 'string', default: '5' },
  },
});
if (values.help) {
  process.stdout.write(`Usage: npm run check:stalls -- [options]

Sends a real server every kind of message that its listeners take, each as large as the shipped limits allow, and
measures how long its event loop stands: processor time of the main thread, the median of the samples.

  --only PATTERN    only kinds whose "listener/kind" matches, such as 'native/' or '/(gap|burst)'
  --except PATTERN  all but those
  --samples N       how often each is sent, default 5
  --json            one document: {"kinds":[{"listener","kind","bytes","worstStallMs"}]}

Exit code 1 where a message takes more than ${FAIL_MS} ms; more than ${WARN_MS} ms is a warning. Messages between
nodes are tried where redis-server is installed.
`);
  process.exit(0);
}

const folder = await mkdtemp(join(tmpdir(), 'evenkeel-stalls-'));
const redis = await startRedis();
if (redis === null)
  process.stderr.write('redis-server is not installed: messages between nodes are not tried\n');
const only = new RegExp(values.only ?? '');
const except = values.except === undefined ? null : new RegExp(values.except);
const cases = [
  ...httpCases(),
  ...desktopCases(),
  ...(redis === null ? [] : redisCases()),
  reloadCase(join(folder, 'evenkeel.json')),
  ...streamCases(),
].filter(({ listener, kind }) => {
  const name = `${listener}/${kind}`;
  return only.test(name) && !(except?.test(name) ?? false);
});
if (cases.some(({ needsCentre }) => needsCentre)) {
  process.stderr.write('filling the database with a centre of 240 people\n');
  await writeStalledCentre(join(folder, 'served.sqlite'), SERVED_TENANT);
}
const served = await startServed(lineUpConnectors(), {
  folder,
  nodeArguments: PROBE_ARGUMENTS,
  onLine: () => {},
  settings: {
    server: { host: '127.0.0.1', port: 0, drainLimitMs: 1_000, workers: 0 },
    desktop: { tryPage: true, redisUrl: redis?.url ?? null },
    calls: { lostPeerMs: 100 },
  },
});
const site: StallSite = {
  url: served.url,
  redisUrl: redis?.url ?? null,
  probe: new ProbeLine(served.process),
  token: served.token,
  reload: () => served.process.kill('SIGHUP'),
};
const kinds: StallReading[] = [];
try {
  for (const stalled of cases) {
    const reading = await measureStall(site, stalled, Number(values.samples));
    kinds.push(reading);
    process.stderr.write(
      `${kinds.length} of ${cases.length}: ${reading.listener} ${reading.kind}, ${reading.worstStallMs} ms\n`,
    );
  }
} finally {
  await served.stop();
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
}

if (values.json) process.stdout.write(`${JSON.stringify({ kinds })}\n`);
else
  for (const { listener, kind, bytes, worstStallMs } of kinds) {
    const verdict = worstStallMs > FAIL_MS ? 'FAIL' : worstStallMs > WARN_MS ? 'warn' : 'good';
    process.stdout.write(
      `${verdict}  ${listener.padEnd(11)} ${kind.padEnd(20)} ${String(bytes).padStart(9)} bytes ${worstStallMs.toFixed(1).padStart(9)} ms\n`,
    );
  }
process.exitCode = kinds.length > 0 && kinds.every(({ worstStallMs }) => worstStallMs <= FAIL_MS) ? 0 : 1;
