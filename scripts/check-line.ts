/**
 * Plays the demo call through `serve` by every protocol under every damage of the line, many at a time, and compares what
 * was heard and which cues came with the same protocol undamaged. The call is the demo call with a clear outburst, or `--wav`. `--json` prints `runs[]`; `--protocols a,b` and
 * `--damages TEXT,TEXT` limit it; `--side-by-side N` calls at a time (44). Fails where anything is not as it must be.
 */
import { parseArgs } from 'node:util';
import { TELEPHONES } from '../src/lab/telephones/telephones.js';
import { WALL_CLOCK } from '../src/lab/telephones/wall-clock.js';
import { DAMAGES } from './line/damages.js';
import { isGood, judge, type Run } from './line/judgement.js';
import { type Played, playCall } from './line/played-call.js';
import { lineUpConnectors } from './served/line-up.js';
import { startServed } from './served/served-instance.js';

/** Calls begin one after another: a spike at the start is another test. */
const STAGGER_MS = 300;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    protocols: { type: 'string', default: TELEPHONES.map(({ name }) => name).join(',') },
    damages: { type: 'string', default: '' },
    'side-by-side': { type: 'string', default: '44' },
    wav: { type: 'string' },
  },
});

const names = values.protocols.split(',');
const wanted = values.damages.split(',');
const queue = TELEPHONES.filter(({ name }) => names.includes(name)).flatMap((telephone) =>
  DAMAGES.filter(({ name }) => name === 'none' || wanted.some((text) => name.includes(text)))
    .filter(({ suits }) => suits(telephone))
    .map((damage) => ({ telephone, damage })),
);
const total = queue.length;
if (total === 0) throw new Error('No protocol is called so; `npx evenkeel simulate --help` lists them.');

const served = await startServed(lineUpConnectors(), { settings: { ingest: { idleLimitMs: 60_000 } } });
const played: Played[] = [];
/** Calls that could not be played at all. */
const failed: { protocol: string; damage: string; why: string }[] = [];
try {
  let index = 0;
  const worker = async (_: unknown, place: number): Promise<void> => {
    await WALL_CLOCK.sleep(place * STAGGER_MS);
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { telephone, damage } = next;
      await playCall(served, telephone, damage, { index: index++, wav: values.wav ?? null }).then(
        (one) => played.push(one),
        (cause) => failed.push({ protocol: telephone.name, damage: damage.name, why: String(cause) }),
      );
      const done = played.length + failed.length;
      process.stderr.write(`${done} of ${total}: ${telephone.name}, ${damage.name}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values['side-by-side']) }).map(worker));
} finally {
  await served.stop();
}

const runs = played.flatMap((one) => {
  const undamaged = played.find(
    ({ telephone, damage }) => telephone === one.telephone && damage.name === 'none',
  );
  return undamaged === undefined ? [] : [judge(one, undamaged)];
});
const good = (run: Run) => isGood(run, DAMAGES.find(({ name }) => name === run.damage)?.refusedAs);
if (values.json) process.stdout.write(`${JSON.stringify({ runs, failed })}\n`);
else for (const run of runs) process.stdout.write(`${lineOf(run)}\n`);
for (const { protocol, damage, why } of failed)
  process.stderr.write(`not played: ${protocol}, ${damage}: ${why}\n`);
process.exitCode = runs.length === total && runs.every(good) ? 0 : 1;

function lineOf(run: Run): string {
  const list = run.cues.map(({ kind, atMs }) => `${kind} ${(atMs / 1000).toFixed(1)}`).join(', ');
  return `${good(run) ? 'good ' : 'WRONG'} ${run.protocol.padEnd(11)} ${run.damage.padEnd(20)} heard ${run.heardShare.toFixed(3)} roles ${run.rolesRight} cues ${run.cuesAsUndamaged} dead air ${run.falseDeadAir} stale ${run.staleCues} ${run.refusedAs ?? ''} ${list}`;
}
