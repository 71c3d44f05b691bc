/**
 * Throws changed copies of valid conversations at every listener of a real `serve`, in both directions, while a calm
 * call runs beside them: nothing that a stranger sends may stop it, silence it or slow another call.
 */
import { parseArgs } from 'node:util';
import { runHostile } from './hostile/hostile-run.js';
import { startRedis } from './served/redis-server.js';

/** Many strangers may share a turn of the event loop; what one message may take is for `check:stalls` to say. */
const STALL_LIMIT_MS = 250;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
    conversations: { type: 'string', default: '20000' },
    minutes: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    speed: { type: 'string', default: '1' },
  },
});
if (values.help) {
  process.stdout.write(`Usage: npm run check:hostile -- [options]

Starts a real server and throws at every listener what strangers, peers and neighbours could: every protocol and
dialect in both directions, desktops, cue feed, live view, HTTP and SCIM, the channels between nodes (where
redis-server is installed) and the files of every reader. Valid conversations are changed field by field, reset at
every byte of their handshake, left half open, or never read. A calm call runs all the while and must raise the same
cues at the same places.

  --conversations N  how many, default 20000
  --minutes N        no conversation begins later, default 10
  --only PATTERN     besides resets, only kinds that match: streams NAME, raw, http, desktop, try, dialled, files,
                     redis
  --seed N           another seed throws other things, default 1
  --speed N          call seconds per second of the calm call, default 1
  --json             one document: {"conversations","crashes","unhandled","serverErrors","worstStallMs",
                     "peakRssBytes","bystanderUnchanged"}

Exit code 1 where the server ended, left an error uncaught, blamed itself, stood for more than ${STALL_LIMIT_MS} ms of
processor time, or treated the calm call otherwise than alone.
`);
  process.exit(0);
}

const redis = await startRedis();
const tell = (text: string) => process.stderr.write(`${text}\n`);
if (redis === null) tell('redis-server is not installed: the channels between nodes are not attacked');
try {
  const result = await runHostile({
    conversations: Number(values.conversations),
    limitMs: Number(values.minutes) * 60_000,
    only: new RegExp(values.only),
    seed: Number(values.seed),
    bystanderSpeed: Number(values.speed),
    redisUrl: redis?.url ?? null,
    tell,
  });
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else console.table(result);
  const { conversations, crashes, unhandled, serverErrors, worstStallMs, bystanderUnchanged } = result;
  const passed =
    conversations >= Number(values.conversations) &&
    crashes + unhandled + serverErrors === 0 &&
    worstStallMs <= STALL_LIMIT_MS &&
    bystanderUnchanged;
  process.exitCode = passed ? 0 : 1;
} finally {
  await redis?.stop();
}
