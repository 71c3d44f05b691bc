/**
 * Plays the demo call through `serve` by every protocol under every damage of the line, many at a time, and compares what
 * was heard and which cues came with the same protocol undamaged. `--json` prints `runs[]`; `--protocols a,b` and
 * `--damages text` limit it; `--side-by-side N` calls at a time (40).
 */
import { parseArgs } from 'node:util';
import { openLocalDesktop } from '../src/cli/local/local-desktop.js';
import { randomUuid } from '../src/lab/random/random-identifiers.js';
import { seededRandom } from '../src/lab/random/seeded-random.js';
import type { CallPlan } from '../src/lab/telephones/call-plan.js';
import { placeCall } from '../src/lab/telephones/place-call.js';
import { readRecording } from '../src/lab/telephones/read-recording.js';
import type { Telephone } from '../src/lab/telephones/telephone.js';
import { TELEPHONES } from '../src/lab/telephones/telephones.js';
import { WALL_CLOCK } from '../src/lab/telephones/wall-clock.js';
import { DAMAGES, type Damage, damagedLine } from './line/damages.js';
import { LINE_UPS, lineUpConnectors, PUBLIC_ORIGIN } from './served/line-up.js';
import { SERVED_TENANT, type ServedInstance, startServed } from './served/served-instance.js';

type Cue = { readonly kind: string; readonly atMs: number };
type Channel = { readonly role: string; readonly activeMs: number; readonly levelDbfs: number | null };
type Heard = { readonly customerExaminedMs: number; readonly channels: readonly Channel[] };
type Played = {
  readonly telephone: Telephone;
  readonly damage: Damage;
  readonly customerMs: number;
  readonly cues: readonly Cue[];
  readonly heard: Heard;
  readonly refusedAs: string | null;
};

/** Every cue whose evidence lies outside the damage and this time after it must come, so near its time. */
const SETTLING_MS = 12_000;
const TOLERANCE_MS = 1_000;
/** Calls begin one after another: a spike at the start is another test. */
const STAGGER_MS = 300;
const LISTEN_EVERY_MS = 2_000;
const LEVEL_TOLERANCE_DB = 3;
const STAMPED = new Set(['twilio', 'signalwire', 'talkdesk', 'telnyx', 'plivo', 'kazoo']);

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    protocols: { type: 'string', default: TELEPHONES.map(({ name }) => name).join(',') },
    damages: { type: 'string', default: '' },
    'side-by-side': { type: 'string', default: '40' },
    wav: { type: 'string', default: 'src/lab/telephones/demo-call.wav' },
  },
});

async function play(
  served: ServedInstance,
  telephone: Telephone,
  damage: Damage,
  index: number,
): Promise<Played> {
  const lineUp = LINE_UPS.find(({ protocol }) => protocol === telephone.name);
  if (!lineUp) throw new Error(`${telephone.name} is not lined up.`);
  const agentId = `agent-${index}`;
  const cues: Cue[] = [];
  const desktop = await openLocalDesktop(served.url, await served.token('agent', agentId), (cue) =>
    cues.push({ kind: cue.type === 'reset' ? 'reset' : cue.kind, atMs: cue.atMs }),
  );
  const random = seededRandom(index + 1);
  const credentials =
    telephone.name === 'native' ? { token: await served.token('source', 'check') } : lineUp.credentials;
  const plan: CallPlan = {
    url: `${served.url.replace(/^http/, 'ws')}/streams/${telephone.name}`,
    callId: randomUuid(random),
    tenant: SERVED_TENANT,
    agentId,
    language: 'en',
    noticeWording: 'check-1',
    encoding: telephone.encodings[0] ?? 'pcmu',
    sampleRateHz: telephone.sampleRatesHz[0] ?? 8000,
    layout: telephone.layouts.find((layout) => layout !== 'mixed') ?? 'stereo',
    channelOrder: ['customer', 'agent'],
    credentials,
    publicOrigin: PUBLIC_ORIGIN,
  };
  const recording = await readRecording(
    { kind: 'stereo', file: values.wav, swapped: false },
    plan.sampleRateHz,
  );
  let heard: Heard = { customerExaminedMs: 0, channels: [] };
  const binder = await served.token('binder', 'check');
  const ear = setInterval(async () => {
    const answer = await fetch(`${served.url}/v1/calls/${telephone.name}/${plan.callId}/line`, {
      headers: { authorization: `Bearer ${binder}` },
    }).catch(() => null);
    if (!answer?.ok) return;
    const line = (await answer.json()) as {
      customerExaminedMs: number;
      streams: { channels: Channel[] }[];
    };
    heard = {
      customerExaminedMs: line.customerExaminedMs,
      channels: line.streams.flatMap(({ channels }) => channels),
    };
  }, LISTEN_EVERY_MS);
  const harmed: Telephone = {
    ...telephone,
    lines: (...given) =>
      telephone.lines(...given).map((line) => damagedLine(line, damage.harm(seededRandom(index)))),
  };
  const report = await placeCall(harmed, recording, plan, {
    speed: 1,
    faults: new Set(),
    clock: WALL_CLOCK,
    random,
  });
  clearInterval(ear);
  await WALL_CLOCK.sleep(1_500);
  desktop.close();
  const refusal = report.lines.find(({ closeCode }) => closeCode !== 1000 && closeCode !== 1005);
  const disconnects = report.lines.reduce((sum, { protocol }) => sum + (protocol.disconnects ?? 0), 0);
  const refusedAs = refusal?.closeReason ?? (disconnects > 0 ? 'disconnect' : null);
  const customerMs = (recording.voices.customer.length * 1000) / recording.sampleRateHz;
  return { telephone, damage, customerMs, cues, heard, refusedAs };
}

function judge(played: Played, undamaged: Played) {
  const { telephone, damage, cues, heard, refusedAs } = played;
  const usable = (undamaged.heard.customerExaminedMs || played.customerMs) * (1 - damage.lostShare);
  const [fromMs, toMs] = damage.spanMs ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const inDamage = ({ atMs }: Cue) => atMs >= fromMs && atMs <= toMs + SETTLING_MS;
  const near = (one: Cue) => (other: Cue) =>
    one.kind === other.kind && Math.abs(one.atMs - other.atMs) <= TOLERANCE_MS;
  const wanted = undamaged.cues.filter((cue) => !inDamage(cue));
  const missing = wanted.filter((cue) => !cues.some(near(cue)));
  const others = cues.filter((cue) => !inDamage(cue) && !undamaged.cues.some(near(cue)));
  const levelOf = (role: string, of: Played) =>
    of.heard.channels.find((channel) => channel.role === role)?.levelDbfs ?? null;
  const isNearLevel = (role: string) =>
    Math.abs((levelOf(role, played) ?? 0) - (levelOf(role, undamaged) ?? 0)) <= LEVEL_TOLERANCE_DB;
  return {
    protocol: telephone.name,
    damage: damage.name,
    heardShare: Math.round(Math.min(1, heard.customerExaminedMs / usable) * 1000) / 1000,
    rolesRight: refusedAs !== null || ['customer', 'agent'].every(isNearLevel),
    cuesAsUndamaged: refusedAs !== null || (missing.length === 0 && others.length === 0),
    falseDeadAir: cues.filter((cue) => cue.kind === 'dead-air' && !undamaged.cues.some(near(cue))).length,
    staleCues: cues.filter((cue) => inDamage(cue) && !undamaged.cues.some(near(cue))).length,
    refusedAs,
    cues,
  };
}

const served = await startServed(lineUpConnectors(), {
  settings: { ingest: { idleLimitMs: 60_000 } },
});
const played: Played[] = [];
try {
  const names = values.protocols.split(',');
  const queue = TELEPHONES.filter(({ name }) => names.includes(name)).flatMap((telephone) =>
    DAMAGES.filter(({ name }) => name === 'none' || name.includes(values.damages))
      .filter(({ needs }) => needs === 'anything' || STAMPED.has(telephone.name))
      .map((damage) => ({ telephone, damage })),
  );
  const total = queue.length;
  let index = 0;
  const worker = async (_: unknown, place: number): Promise<void> => {
    await WALL_CLOCK.sleep(place * STAGGER_MS);
    for (let next = queue.shift(); next; next = queue.shift()) {
      played.push(await play(served, next.telephone, next.damage, index++));
      process.stderr.write(`${played.length} of ${total}: ${next.telephone.name}, ${next.damage.name}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values['side-by-side']) }).map(worker));
} finally {
  await served.stop();
}

const runs = played.map((one) => {
  const undamaged = played.find(
    ({ telephone, damage }) => telephone === one.telephone && damage.name === 'none',
  );
  if (!undamaged) throw new Error('There is nothing to compare with.');
  return judge(one, undamaged);
});
const isGood = (run: (typeof runs)[number]) =>
  run.refusedAs !== null
    ? run.damage === 'ragged edges' && run.protocol === 'audiohook'
    : run.heardShare >= 0.95 &&
      run.rolesRight &&
      run.cuesAsUndamaged &&
      run.falseDeadAir + run.staleCues === 0;
if (values.json) process.stdout.write(`${JSON.stringify({ runs })}\n`);
else
  for (const run of runs) {
    const list = run.cues.map(({ kind, atMs }) => `${kind} ${(atMs / 1000).toFixed(1)}`).join(', ');
    process.stdout.write(
      `${isGood(run) ? 'good ' : 'WRONG'} ${run.protocol.padEnd(11)} ${run.damage.padEnd(24)} heard ${run.heardShare.toFixed(3)} roles ${run.rolesRight} cues ${run.cuesAsUndamaged} dead-air ${run.falseDeadAir} stale ${run.staleCues} ${run.refusedAs ?? ''} ${list}\n`,
    );
  }
process.exitCode = runs.every(isGood) ? 0 : 1;
