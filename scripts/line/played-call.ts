import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { randomUuid } from '../../src/lab/random/random-identifiers.js';
import { seededRandom } from '../../src/lab/random/seeded-random.js';
import type { CallPlan } from '../../src/lab/telephones/call-plan.js';
import type { CallReport } from '../../src/lab/telephones/call-report.js';
import { placeCall } from '../../src/lab/telephones/place-call.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import type { Telephone } from '../../src/lab/telephones/telephone.js';
import { recordingMs, type TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';
import { WALL_CLOCK } from '../../src/lab/telephones/wall-clock.js';
import { LINE_UPS, PUBLIC_ORIGIN } from '../served/line-up.js';
import { SERVED_TENANT, type ServedInstance } from '../served/served-instance.js';
import { CallDesktop, type ShownCue } from './call-desktop.js';
import { recordOf } from './call-record.js';
import type { Act, Damage } from './damage.js';
import { damagedTelephone, layoutFor } from './damaged-telephone.js';
import { LineWatch, type Watched } from './line-watch.js';

/** What came of one call. */
export type Played = {
  readonly telephone: Telephone;
  readonly damage: Damage;
  readonly seed: number;
  readonly callMs: number;
  readonly cues: readonly ShownCue[];
  /** Every cue reached the desktop of the agent who was on the call then. */
  readonly reachedTheRightDesktop: boolean;
  readonly watched: Watched;
  /** Dead air that the call's record holds, milliseconds; null = it left no record. */
  readonly deadAirMs: number | null;
  readonly refusedAs: string | null;
};

/** The agent speaks so much more softly than the caller that the line's own report tells who is who. */
const AGENT_GAIN = 10 ** (-24 / 20);
const REJOIN_AFTER_MS = 1_700;
const REJOIN_LOSES_MS = 2_000;
const REJOINED_SEED = 10_000;

export async function playCall(
  served: ServedInstance,
  telephone: Telephone,
  damage: Damage,
  /** `wav` null = the demo call. `index` is the call's own, `seed` draws what is harmed. */
  options: { readonly index: number; readonly seed: number; readonly wav: string | null },
): Promise<Played> {
  const { index } = options;
  const seed = seedOf(`${telephone.name} ${damage.name} ${options.seed}`);
  const desktops = await Promise.all(
    ['first', 'second'].map((name) => CallDesktop.open(served, `${name}-${index}`)),
  );
  const [first, second] = desktops as [CallDesktop, CallDesktop];
  const plan = await planOf(served, telephone, damage, index);
  const file = options.wav ?? DEMO_CALL_PATH;
  const said = await readRecording({ kind: 'stereo', file, swapped: false }, plan.sampleRateHz);
  const recording = (damage.recording ?? ((same) => same))(withSofterAgent(said));
  const watch = await LineWatch.begin(served, telephone.name, plan.callId);
  let begunAtMs: number | null = null;
  const onBegun = () => {
    begunAtMs ??= WALL_CLOCK.wallMs();
  };
  const place = (part: TwoPartyRecording, how: Piece) =>
    placeDamaged({ served, telephone, damage, plan, first, second, onBegun }, part, how);
  const { rejoinsAtMs, acts = [] } = damage;
  const reports: CallReport[] = [];
  if (rejoinsAtMs === undefined) reports.push(await place(recording, { cut: false, acts, seed }));
  else {
    await place(partOf(recording, 0, rejoinsAtMs), { cut: true, acts, seed });
    await WALL_CLOCK.sleep(REJOIN_AFTER_MS);
    const rest = partOf(recording, rejoinsAtMs + REJOIN_LOSES_MS, recordingMs(recording));
    // A connection of its own: a nonce that is used again is a replay.
    reports.push(await place(rest, { cut: false, acts: [], seed: seed + REJOINED_SEED }));
  }
  const record = await recordOf(served, plan.callId);
  await Promise.all(desktops.map((desktop) => desktop.ended()));
  // The call's time runs from the opening of its stream; a busy telephone's first word comes later.
  const begunMs = record === null || begunAtMs === null ? 0 : Math.max(0, begunAtMs - record.startedAt);
  const transfer = acts.find(({ what }) => what === 'transfer')?.atMs ?? Number.POSITIVE_INFINITY;
  const reachedTheRightDesktop =
    first.cues.every(({ atMs }) => atMs < transfer) && second.cues.every(({ atMs }) => atMs >= transfer);
  for (const desktop of desktops) desktop.close();
  return {
    telephone,
    damage,
    seed: options.seed,
    callMs: recordingMs(recording),
    // Of a transferred call the second agent's desktop counts from the beginning of the call as well.
    cues: [...first.cues, ...second.cues].map(({ kind, atMs }) => ({ kind, atMs: atMs - begunMs })),
    reachedTheRightDesktop,
    watched: watch.end(),
    deadAirMs: record?.deadAirMs ?? null,
    refusedAs: refusalOf(reports),
  };
}

/** The same draws for the same protocol and damage, whatever else is played (FNV-1a). */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return hash >>> 0;
}

type Piece = { readonly cut: boolean; readonly acts: readonly Act[]; readonly seed: number };

type Placing = {
  readonly served: ServedInstance;
  readonly telephone: Telephone;
  readonly damage: Damage;
  readonly plan: CallPlan;
  readonly first: CallDesktop;
  readonly second: CallDesktop;
  /** Told when the first audio is said. */
  readonly onBegun: () => void;
};

async function placeDamaged(
  { served, telephone, damage, plan, first, second, onBegun }: Placing,
  recording: TwoPartyRecording,
  { cut, acts, seed }: Piece,
): Promise<CallReport> {
  let draws = seed;
  let hasBegun = false;
  const harmed = damagedTelephone(telephone, damage, {
    random: () => seededRandom(draws++),
    cut,
    // The call's time begins with its first audio.
    onTalk: () => {
      onBegun();
      if (!hasBegun) for (const act of acts) setTimeout(() => void perform(act), act.atMs);
      hasBegun = true;
    },
  });
  const perform = async ({ what, by }: Act): Promise<void> => {
    const on = what === 'hold';
    if (what === 'transfer') await tell(served, plan, 'agent', { agentId: second.agentId });
    else if (by === 'rest') await tell(served, plan, 'hold', { on });
    else if (by === 'panel') first.hold(on);
    else harmed.hold(on);
  };
  return placeCall(harmed.telephone, recording, plan, {
    speed: 1,
    faults: new Set(),
    clock: WALL_CLOCK,
    random: seededRandom(seed + 1),
  });
}

async function tell(served: ServedInstance, plan: CallPlan, what: string, body: object): Promise<void> {
  const protocol = new URL(plan.url).pathname.split('/').at(-1)!;
  const answer = await fetch(`${served.url}/v1/calls/${protocol}/${plan.callId}/${what}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await served.token('binder', 'check')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`PUT …/${what} was answered with ${answer.status}: ${await answer.text()}`);
}

async function planOf(
  served: ServedInstance,
  telephone: Telephone,
  damage: Damage,
  index: number,
): Promise<CallPlan> {
  const lineUp = LINE_UPS.find(({ protocol }) => protocol === telephone.name);
  if (!lineUp) throw new Error(`${telephone.name} is not lined up.`);
  const credentials =
    telephone.name === 'native' ? { token: await served.token('source', 'check') } : lineUp.credentials;
  return {
    url: `${served.url.replace(/^http/, 'ws')}/streams/${telephone.name}`,
    callId: randomUuid(seededRandom(index + 1)),
    tenant: SERVED_TENANT,
    agentId: `first-${index}`,
    language: 'en',
    noticeWording: 'check-1',
    encoding: telephone.encodings[0] ?? 'pcmu',
    sampleRateHz: telephone.sampleRatesHz[0] ?? 8000,
    layout: layoutFor(telephone, damage.alone),
    channelOrder: ['customer', 'agent'],
    credentials,
    publicOrigin: PUBLIC_ORIGIN,
  };
}

function withSofterAgent({ sampleRateHz, voices }: TwoPartyRecording): TwoPartyRecording {
  return {
    sampleRateHz,
    voices: { customer: voices.customer, agent: voices.agent.map((sample) => AGENT_GAIN * sample) },
  };
}

function partOf(
  { sampleRateHz, voices }: TwoPartyRecording,
  fromMs: number,
  toMs: number,
): TwoPartyRecording {
  const cut = (voice: Float32Array) =>
    voice.subarray(Math.round((fromMs * sampleRateHz) / 1000), Math.round((toMs * sampleRateHz) / 1000));
  return { sampleRateHz, voices: { customer: cut(voices.customer), agent: cut(voices.agent) } };
}

function refusalOf(reports: readonly CallReport[]): string | null {
  const lines = reports.flatMap((report) => report.lines);
  const closed = lines.find(({ closeCode }) => closeCode !== 1000 && closeCode !== 1005);
  if (closed !== undefined) return closed.closeReason || (closed.error ?? `close code ${closed.closeCode}`);
  return lines.some(({ protocol }) => (protocol.disconnects ?? 0) > 0) ? 'disconnect' : null;
}
