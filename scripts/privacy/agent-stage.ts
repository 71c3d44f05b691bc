import { CUE_FEED_PROTOCOL } from '../../src/delivery/cue-feed.js';
import type { Telephone } from '../../src/lab/telephones/telephone.js';
import { type AngrySpeech, monologue } from './angry-speech.js';
import type { Findings, Kind } from './findings.js';
import { heapOf } from './heap.js';
import { EMOTION } from './search.js';
import {
  callIdOf,
  type Heard,
  inferences,
  metricsOf,
  openSilentDesktop,
  playTo,
  type SilentDesktop,
  until,
} from './site-client.js';
import type { TwoNodes } from './two-nodes.js';

export type StageOptions = {
  readonly telephones: readonly Telephone[];
  readonly speech: AngrySpeech;
  /** Call seconds per second. */
  readonly speed: number;
  /** Faults to plant, so that the check shows that it finds them. */
  readonly planted: ReadonlySet<Kind>;
};

/** Cues that rest on how a voice sounds, or on strain. */
const tells = (message: Heard) =>
  ['own-breath', 'reset'].includes(message.type) ||
  (message.type === 'cue' && (message.reason as { mood?: unknown } | undefined)?.mood != null);

/** Angry speech as the agent, switch off and on: nobody may learn of it, but the session that switched it on. */
export async function agentStage(nodes: TwoNodes, found: Findings, options: StageOptions): Promise<void> {
  const off = await played(nodes, found, options, false);
  const on = await played(nodes, found, options, true);
  for (const type of on.types)
    if (!off.types.has(type))
      found.add('ownEyesOutsideSession', `Redis carries ${type} only while the switch is on`);
}

type Played = { readonly types: ReadonlySet<string> };

/** One call by every protocol, and everything that anybody was told, kept, logged, counted or sent meanwhile. */
async function played(
  nodes: TwoNodes,
  found: Findings,
  options: StageOptions,
  isOn: boolean,
): Promise<Played> {
  const kind = isOn ? 'ownEyesOutsideSession' : 'agentEmotionTraces';
  const { speech, telephones, planted } = options;
  // A breath is shown for a moment of the call: it needs time to be seen.
  const speed = isOn ? Math.min(options.speed, 2) : options.speed;
  const [logsFrom, trafficFrom] = [nodes.logs.length, nodes.traffic.length];
  const before = await inferences(nodes.here);
  let breaths = 0;
  for (const [index, telephone] of telephones.entries()) {
    const agentId = `${isOn ? 'on' : 'off'}-${telephone.name}`;
    const own = await openSilentDesktop(nodes.here, agentId);
    const others = [
      await openSilentDesktop(nodes.here, agentId),
      await openSilentDesktop(nodes.there(), agentId),
      await openSilentDesktop(nodes.here, agentId, CUE_FEED_PROTOCOL),
      await openSilentDesktop(nodes.here, `colleague-of-${agentId}`),
    ];
    if (isOn) own.say({ type: 'self-coaching', on: true });
    if (isOn && planted.has('ownEyesOutsideSession') && index === 0)
      await nodes.redis.publish(
        'evenkeel:planted',
        JSON.stringify({ type: 'own-breath', breathId: 'planted' }),
      );
    const who = !isOn && planted.has('agentEmotionTraces') && index === 0 ? 'customer' : 'agent';
    const callId = callIdOf(1_000 + index + (isOn ? 500 : 0));
    await playTo(nodes.here, monologue(who, speech), {
      callId,
      agentId,
      speed,
      noticeWording: 'privacy-1',
      telephone,
    });
    await until(
      `The summary of the call by ${telephone.name}`,
      async () => (await keptOf(nodes, callId)) !== null,
    );
    breaths += own.heard.filter(({ type }) => type === 'own-breath').length;
    const outside = (isOn ? others : [own, ...others]).flatMap(({ heard }: SilentDesktop) => heard);
    found.count(kind, outside.filter(tells).length, `a desktop or feed was told (${telephone.name})`);
    if ((await keptOf(nodes, callId)) === 'emotion')
      found.add(kind, `the database keeps an emotion (${telephone.name})`);
    for (const desktop of [own, ...others]) desktop.close();
  }
  if (isOn && breaths === 0)
    throw new Error('Self-coaching found no anger in the speech: nothing is shown by its absence.');
  if ((await inferences(nodes.here)) > before) found.add(kind, 'the model of the calls was asked');
  const lines = nodes.logs.slice(logsFrom).filter((line) => EMOTION.test(line));
  found.count(kind, lines.length, 'a log');
  const counted = (await metricsOf(nodes.here))
    .split('\n')
    .filter((line) => !line.startsWith('#') && EMOTION.test(line) && !/ 0$/.test(line));
  found.count(kind, counted.length, 'a metric');
  const traffic = nodes.traffic.slice(trafficFrom);
  found.count(
    kind,
    traffic.filter((line) => /own-breath|self-coaching|"(angry|anxious|tense)"/.test(line)).length,
    'Redis',
  );
  await until('The end of the sessions', async () => (await openDesktops(nodes)) === 0);
  const heap = await heapOf(nodes.here);
  for (const name of ['OwnEyesOnly', 'SelfCoach', 'OwnSession'])
    found.count(kind, heap.instancesOf(name), `${name} is left in memory`);
  return {
    types: new Set(
      traffic.flatMap((line) => [...line.matchAll(/"type":"([a-z-]+)"/g)].map(([, type]) => type!)),
    ),
  };
}

const openDesktops = async (nodes: TwoNodes) =>
  Number(/^evenkeel_desktops_open (\d+)/m.exec(await metricsOf(nodes.here))?.[1] ?? 0);

/** Null until the call is kept. */
async function keptOf({ db }: TwoNodes, callId: string): Promise<'emotion' | 'none' | null> {
  const { rows } = await db.query<{ emotion: boolean }>(
    `select (tense_ms + angry_ms + anxious_ms > 0 or strain > 0 or hard > 0
       or exists (select 1 from episodes where call_row = id)
       or exists (select 1 from cue_log l where l.call_id = c.call_id and l.reason not like '%"mood":null%')
       or exists (select 1 from resets r where r.call_id = c.call_id)) as emotion
     from calls c where call_id = $1`,
    [callId],
  );
  if (rows.length === 0) return null;
  return rows.some(({ emotion }) => emotion) ? 'emotion' : 'none';
}
