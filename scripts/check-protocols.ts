/**
 * Plays the demo call, or `--wav`, through `serve` by every protocol, coding, layout and channel order, and compares the cues.
 * `--json` prints one document: `protocols.<name>.{cues,match}`; `--speed N` call seconds per second; `--only NAME` compares one protocol with the native one;
 * `--side-by-side N` calls at a time (8).
 */
import { DEMO_CALL_PATH } from '../src/app/package-root.js';
import { openLocalDesktop } from '../src/cli/local/local-desktop.js';
import { randomUuid } from '../src/lab/random/random-identifiers.js';
import { seededRandom } from '../src/lab/random/seeded-random.js';
import type { AudioEncoding, CallPlan, Layout, Speaker } from '../src/lab/telephones/call-plan.js';
import { placeCall } from '../src/lab/telephones/place-call.js';
import { readRecording } from '../src/lab/telephones/read-recording.js';
import type { Telephone } from '../src/lab/telephones/telephone.js';
import { TELEPHONES } from '../src/lab/telephones/telephones.js';
import { WALL_CLOCK } from '../src/lab/telephones/wall-clock.js';
import { recordOf } from './line/call-record.js';
import type { Damage } from './line/damage.js';
import { damagedTelephone } from './line/damaged-telephone.js';
import { DAMAGES } from './line/damages.js';
import { readOptions } from './read-options.js';
import { LINE_UPS, lineUpConnectors, PUBLIC_ORIGIN } from './served/line-up.js';
import { SERVED_TENANT, type ServedInstance, startServed } from './served/served-instance.js';

type Cue = { readonly kind: string; readonly atMs: number };
/** One way of sending the call. */
type Way = {
  readonly telephone: Telephone;
  readonly encoding: AudioEncoding;
  readonly sampleRateHz: number;
  readonly layout: Layout;
  readonly channelOrder: readonly [Speaker, Speaker];
};
type Outcome = { readonly way: Way; readonly cues: readonly Cue[]; readonly completed: boolean };

const [UNDAMAGED] = DAMAGES as [Damage];
/** Another coding is other samples: a cue may come up to this much earlier or later. */
const TOLERANCE_MS = 1500;
/** A cue of the last second may still be on its way when the telephone has hung up. */
const SETTLE_MS = 1500;
/** Calls begin one after another: a stream that opens long before its first audio has another zero. */
const STAGGER_MS = 300;

const { values } = readOptions(
  `npm run check:protocols -- [options]

Plays one call through a real server by every protocol, coding, layout and channel order, and compares the cues with
those of the native protocol: the same kinds, each within 1.5 s. The call is the demo call.

  --only NAME        compares one protocol
  --speed N          call seconds per second, default 2; 1 is real time
  --side-by-side N   calls at a time, default 8
  --wav FILE         another call: a stereo recording, caller left
  --json             one document on standard output: {"protocols":{NAME:{"cues","match"}}}

Exit code 1 where a way of sending the call gives other cues.
Example: npm run check:protocols -- --only telnyx --speed 1`,
  {
    json: { type: 'boolean', default: false },
    speed: { type: 'string', default: '2' },
    only: { type: 'string' },
    'side-by-side': { type: 'string', default: '8' },
    wav: { type: 'string' },
  },
);

function waysOf(telephone: Telephone): Way[] {
  const [sampleRateHz = 8000] = telephone.sampleRatesHz;
  const orders = [
    ['customer', 'agent'],
    ['agent', 'customer'],
  ] as const;
  const layouts = telephone.layouts.filter((layout) => layout !== 'mixed');
  const [usual = 'pcmu'] = telephone.encodings;
  return telephone.encodings.flatMap((encoding) =>
    layouts.flatMap((layout) =>
      orders
        // The other channel order is tried with the platform's usual coding alone.
        .filter((_order, index) => index === 0 || (encoding === usual && layout !== 'customer'))
        .map((channelOrder) => ({
          telephone,
          encoding,
          layout,
          channelOrder,
          sampleRateHz: encoding === 'l16' ? sampleRateHz : 8000,
        })),
    ),
  );
}

async function play(served: ServedInstance, way: Way, index: number): Promise<Outcome> {
  const { telephone, ...coding } = way;
  const lineUp = LINE_UPS.find(({ protocol }) => protocol === telephone.name);
  if (!lineUp) throw new Error(`${telephone.name} is not lined up.`);
  const agentId = `agent-${index}`;
  const cues: Cue[] = [];
  const desktop = await openLocalDesktop(served.url, await served.token('agent', agentId), (cue) =>
    cues.push({ kind: cue.type === 'reset' ? 'reset' : cue.kind, atMs: cue.atMs }),
  );
  const credentials =
    telephone.name === 'native' ? { token: await served.token('source', 'check') } : lineUp.credentials;
  const plan: CallPlan = {
    url: `${served.url.replace(/^http/, 'ws')}/streams/${telephone.name}`,
    callId: randomUuid(seededRandom(index)),
    tenant: SERVED_TENANT,
    agentId,
    language: 'en',
    noticeWording: 'check-1',
    credentials,
    publicOrigin: PUBLIC_ORIGIN,
    ...coding,
  };
  const file = values.wav ?? DEMO_CALL_PATH;
  const recording = await readRecording({ kind: 'stereo', file, swapped: false }, plan.sampleRateHz);
  let begunAtMs: number | null = null;
  const heard = damagedTelephone(telephone, UNDAMAGED, {
    random: () => seededRandom(index),
    cut: false,
    onTalk: () => {
      begunAtMs ??= WALL_CLOCK.wallMs();
    },
  });
  const report = await placeCall(heard.telephone, recording, plan, {
    speed: Number(values.speed),
    faults: new Set(),
    clock: WALL_CLOCK,
    random: seededRandom(index),
  });
  await WALL_CLOCK.sleep(SETTLE_MS);
  const record = await recordOf(served, plan.callId);
  desktop.close();
  // Counted from the first audio: a busy telephone's first word comes long after its stream has opened.
  const begunMs = record === null || begunAtMs === null ? 0 : Math.max(0, begunAtMs - record.startedAt);
  const since = cues.map(({ kind, atMs }) => ({ kind, atMs: Math.round(atMs - begunMs) }));
  return { way, cues: since, completed: report.completed };
}

/** The same kinds in the same order, each near its time. */
function matches(reference: readonly Cue[], cues: readonly Cue[]): boolean {
  return (
    reference.length === cues.length &&
    reference.every(({ kind, atMs }, i) => cues[i]?.kind === kind && shiftMs(atMs, cues[i]) <= TOLERANCE_MS)
  );
}

function shiftMs(atMs: number, cue: Cue | undefined): number {
  return cue === undefined ? Number.POSITIVE_INFINITY : Math.abs(cue.atMs - atMs);
}

function titleOf({ telephone, encoding, sampleRateHz, layout, channelOrder }: Way): string {
  return `${telephone.name.padEnd(10)} ${encoding} ${sampleRateHz / 1000} kHz ${layout.padEnd(6)} ${channelOrder[0]} first`;
}

const served = await startServed(lineUpConnectors());
const outcomes: Outcome[] = [];
try {
  const queue = TELEPHONES.filter(
    ({ name }) => values.only === undefined || [values.only, 'native'].includes(name),
  )
    .flatMap(waysOf)
    .map((way, index) => ({ way, index }));
  const total = queue.length;
  const worker = async (_: unknown, place: number): Promise<void> => {
    await WALL_CLOCK.sleep(place * STAGGER_MS);
    for (let next = queue.shift(); next; next = queue.shift()) {
      outcomes.push(await play(served, next.way, next.index));
      process.stderr.write(`${outcomes.length} of ${total}: ${titleOf(next.way)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values['side-by-side']) }).map(worker));
} finally {
  await served.stop();
}

/** Who hears one party alone is compared with who hears it alone. */
function referenceOf(layout: Layout): Outcome {
  const reference = outcomes.find(
    ({ way }) =>
      way.telephone.name === 'native' &&
      way.encoding === 'pcmu' &&
      way.layout === (layout === 'customer' ? 'customer' : 'stereo') &&
      way.channelOrder[0] === 'customer',
  );
  if (!reference || reference.cues.length === 0) throw new Error('The reference call raised no cue.');
  return reference;
}

const judged = TELEPHONES.flatMap((telephone) =>
  outcomes.filter(({ way }) => way.telephone === telephone),
).map((outcome) => ({
  ...outcome,
  match: outcome.completed && matches(referenceOf(outcome.way.layout).cues, outcome.cues),
}));
const protocols = Object.fromEntries(
  TELEPHONES.map(({ name }) => {
    const ways = judged.filter(({ way }) => way.telephone.name === name);
    return [
      name,
      {
        cues: ways[0]?.cues ?? [],
        match: ways.length > 0 && ways.every(({ match }) => match),
        ways: ways.map(({ way, cues, match }) => ({
          encoding: way.encoding,
          sampleRateHz: way.sampleRateHz,
          layout: way.layout,
          first: way.channelOrder[0],
          match,
          cues,
        })),
      },
    ];
  }),
);
if (values.json) process.stdout.write(`${JSON.stringify({ protocols })}\n`);
else {
  for (const { way, cues, match } of judged) {
    const list = cues.map(({ kind, atMs }) => `${kind} ${(atMs / 1000).toFixed(1)}`).join(', ');
    process.stdout.write(`${match ? 'same ' : 'OTHER'}  ${titleOf(way)}  ${list}\n`);
  }
}
process.exitCode = judged.every(({ match }) => match) ? 0 : 1;
