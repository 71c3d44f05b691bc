/**
 * Plays the demo call through `serve` by every protocol under every damage of the line, many at a time, and compares what
 * was heard and which cues came with the same protocol undamaged. Fails where anything is not as it must be.
 */
import { TELEPHONES } from '../src/lab/telephones/telephones.js';
import { WALL_CLOCK } from '../src/lab/telephones/wall-clock.js';
import { DAMAGES } from './line/damages.js';
import { isGood, judge, type Run } from './line/judgement.js';
import { type Played, playCall } from './line/played-call.js';
import { ReliefWatch } from './line/relief-watch.js';
import { readOptions } from './read-options.js';
import { lineUpConnectors } from './served/line-up.js';
import { startServed } from './served/served-instance.js';

/** Calls begin one after another: a spike at the start is another test. */
const STAGGER_MS = 300;

const { values } = readOptions(
  `npm run check:line -- [options]

Plays a call of 78 s through a real server by every protocol, once undamaged and once under each damage of the line,
and compares what was heard of the caller, who was taken for whom, and which cues came. The call is the demo call.
Eight minutes on a machine with nothing else to do.

  --protocols LIST   only these, of ${TELEPHONES.map(({ name }) => name).join(',')}
  --damages LIST     only damages whose name contains one of these, such as 'loss,hold'; undamaged calls always
  --seeds LIST       draws of what is lost, late or cut, default 1: the same seed always harms the same messages of a
                     protocol and damage; '1,2,3,4' plays each damage four times
  --side-by-side N   calls at a time, default 48
  --wav FILE         another call: a stereo recording, caller left
  --json             one document: {"runs":[{"protocol","damage","seed","heardShare","rolesRight","cuesAsUndamaged",
                     "falseDeadAir","staleCues","refusedAs","cues"}],"failed":[],"relief":[]}

Heard: the caller's audio that was examined, of what was sent and may be used; 0.95 at least. Cues as undamaged: every
cue of the undamaged call whose evidence lies outside the damage and 12 s after it comes, within 1 s, and no other.
Exit code 1 unless all is so; and 3 where the machine was so busy that the server gave up part of its work ("relief"):
then nothing is shown either way, and a quieter machine or fewer calls at a time are needed.

Examples:
  npm run check:line -- --damages loss --seeds 1,2,3,4
  npm run check:line -- --protocols twilio,audiohook --damages stall,hold --json`,
  {
    json: { type: 'boolean', default: false },
    protocols: { type: 'string', default: TELEPHONES.map(({ name }) => name).join(',') },
    damages: { type: 'string', default: '' },
    seeds: { type: 'string', default: '1' },
    'side-by-side': { type: 'string', default: '48' },
    wav: { type: 'string' },
  },
);

const names = values.protocols.split(',');
const wanted = values.damages.split(',');
const seeds = values.seeds.split(',').map(Number);
const queue = TELEPHONES.filter(({ name }) => names.includes(name)).flatMap((telephone) =>
  DAMAGES.filter(({ name }) => name === 'none' || wanted.some((text) => name.includes(text)))
    .filter(({ suits }) => suits(telephone))
    .flatMap((damage) =>
      (damage.name === 'none' ? seeds.slice(0, 1) : seeds).map((seed) => ({ telephone, damage, seed })),
    ),
);
const total = queue.length;
if (total === 0 || !seeds.every(Number.isInteger)) {
  process.stderr.write('No protocol is called so, or a seed is no whole number: see --help.\n');
  process.exit(2);
}

const relief = new ReliefWatch();
const served = await startServed(lineUpConnectors(), {
  settings: { ingest: { idleLimitMs: 60_000 } },
  onLine: (line) => relief.hear(line),
});
const played: Played[] = [];
/** Calls that could not be played at all. */
const failed: { protocol: string; damage: string; why: string }[] = [];
try {
  let index = 0;
  const worker = async (_: unknown, place: number): Promise<void> => {
    await WALL_CLOCK.sleep(place * STAGGER_MS);
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { telephone, damage, seed } = next;
      await playCall(served, telephone, damage, { index: index++, seed, wav: values.wav ?? null }).then(
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
if (values.json) process.stdout.write(`${JSON.stringify({ runs, failed, relief: relief.steps })}\n`);
else for (const run of runs) process.stdout.write(`${lineOf(run)}\n`);
for (const { protocol, damage, why } of failed)
  process.stderr.write(`not played: ${protocol}, ${damage}: ${why}\n`);
const allGood = runs.length === total && runs.every(good);
if (relief.steps.length > 0)
  process.stderr.write(`The server could not keep up and gave up work: ${relief.steps.join(', ')}.\n`);
process.exitCode = relief.steps.length > 0 ? 3 : allGood ? 0 : 1;

function lineOf(run: Run): string {
  const list = run.cues.map(({ kind, atMs }) => `${kind} ${(atMs / 1000).toFixed(1)}`).join(', ');
  return `${good(run) ? 'good ' : 'WRONG'} ${run.protocol.padEnd(11)} ${run.damage.padEnd(20)} ${run.seed} heard ${run.heardShare.toFixed(3)} roles ${run.rolesRight} cues ${run.cuesAsUndamaged} dead air ${run.falseDeadAir} stale ${run.staleCues} ${run.refusedAs ?? ''} ${list}`;
}
