import { CUE_FEED_PROTOCOL } from '../../src/delivery/cue-feed.js';
import { type AngrySpeech, monologue } from './angry-speech.js';
import type { Findings, Kind } from './findings.js';
import { heapOf } from './heap.js';
import { CALLS_AT_ONCE, inGroups, type PlatformLine } from './lines.js';
import { EMOTION } from './search.js';
import type { Site } from './site.js';
import {
  callIdOf,
  type Heard,
  inferences,
  metricsOf,
  openSilentDesktop,
  openSilentFeed,
  playTo,
  until,
} from './site-client.js';

export type StageOptions = {
  readonly lines: readonly PlatformLine[];
  readonly speech: AngrySpeech;
  /** Call seconds per second. */
  readonly speed: number;
  /** Faults to plant, so that the check shows that it finds them. */
  readonly planted: ReadonlySet<Kind>;
};

/** Classes whose values are made from an agent's voice, or exist because somebody coaches themselves. */
const OWN_EYES = ['OwnEyesOnly', 'SelfCoach', 'OwnSession'];

/** So much of agents is heard before it is looked for, seconds of all calls together. */
const HEARD_S = 20;

/** Cues that rest on how a voice sounds, or on strain. */
const tells = (message: Heard) =>
  ['own-breath', 'reset'].includes(message.type) ||
  (message.type === 'cue' && (message.reason as { mood?: unknown } | undefined)?.mood != null);

/** Angry speech as the agent, switch off and on: nobody may learn of it, but the session that switched it on. */
export async function agentStage(site: Site, found: Findings, options: StageOptions): Promise<void> {
  const off = await played(site, found, { ...options, isOn: false });
  const on = await played(site, found, { ...options, isOn: true });
  for (const type of on.types)
    if (!off.types.has(type))
      found.add('ownEyesOutsideSession', `Redis carries ${type} only while the switch is on`);
}

type Played = { readonly types: ReadonlySet<string> };
type Playing = StageOptions & { readonly isOn: boolean };

/** Calls by every protocol, and everything that anybody was told, kept, logged, counted or sent meanwhile. */
async function played(site: Site, found: Findings, options: Playing): Promise<Played> {
  const { lines, planted, isOn } = options;
  const kind = isOn ? 'ownEyesOutsideSession' : 'agentEmotionTraces';
  const [logsFrom, trafficFrom] = [site.logs.length, site.traffic.length];
  const before = await inferencesOf(site);
  if (isOn && planted.has(kind))
    await site.redis.publish('evenkeel:planted', JSON.stringify({ type: 'own-breath', breathId: 'planted' }));
  let breaths = 0;
  await inGroups(lines, CALLS_AT_ONCE, async (group) => {
    const calls = group.map((line) => callOf(site, found, { ...options, line, index: lines.indexOf(line) }));
    if (group[0] === lines[0]) await lookMeanwhile(site, found, options);
    for (const call of calls) breaths += await call;
  });
  if (isOn && breaths === 0)
    throw new Error('Self-coaching found no anger in the speech: nothing is shown by its absence.');
  if ((await inferencesOf(site)) > before) found.add(kind, 'the model of the calls was asked');
  const logs = site.logs.slice(logsFrom).filter((line) => EMOTION.test(line));
  found.count(kind, logs.length, 'a log');
  for (const [, node] of site.nodes()) {
    const counted = (await metricsOf(node))
      .split('\n')
      .filter((line) => !line.startsWith('#') && EMOTION.test(line) && !/ 0$/.test(line));
    found.count(kind, counted.length, 'a metric');
  }
  const traffic = site.traffic.slice(trafficFrom);
  found.count(
    kind,
    traffic.filter((line) => /own-breath|self-coaching|"(angry|anxious|tense)"/.test(line)).length,
    'Redis',
  );
  await until('The end of the sessions', async () => (await openDesktops(site)) === 0);
  for (const [name, node] of site.nodes()) {
    const { instances } = await heapOf(node, { classNames: OWN_EYES });
    for (const [at, one] of OWN_EYES.entries())
      found.count(kind, instances[at]!, `${one} is left in memory of ${name}`);
  }
  return {
    types: new Set(
      traffic.flatMap((line) => [...line.matchAll(/"type":"([a-z-]+)"/g)].map(([, type]) => type!)),
    ),
  };
}

/** While agents are heard: nothing of their voice is in memory unless the switch is on, and then it is found there. */
async function lookMeanwhile(site: Site, found: Findings, { isOn }: Playing): Promise<void> {
  const from = await agentSeconds(site);
  await until('The voice of an agent', async () => (await agentSeconds(site)) > from + HEARD_S);
  const { instances } = await heapOf(site.here(), { classNames: OWN_EYES });
  if (isOn && instances[OWN_EYES.indexOf('SelfCoach')] === 0)
    throw new Error('Self-coaching is not found in memory while it is on: nothing is shown by its absence.');
  if (isOn) return;
  for (const [at, one] of OWN_EYES.entries())
    found.count('agentEmotionTraces', instances[at]!, `${one} is in memory during a call`);
}

async function agentSeconds(site: Site): Promise<number> {
  const text = await metricsOf(site.here());
  return Number(/^evenkeel_audio_seconds_total\{role="agent"\} ([\d.]+)/m.exec(text)?.[1] ?? 0);
}

/** One call of an angry agent with every desktop and feed that could hear of it; returns how many breaths were shown. */
async function callOf(
  site: Site,
  found: Findings,
  { line, index, speech, speed, planted, isOn }: Playing & { line: PlatformLine; index: number },
): Promise<number> {
  const kind = isOn ? 'ownEyesOutsideSession' : 'agentEmotionTraces';
  const agentId = `${isOn ? 'on' : 'off'}-${index}`;
  const own = await openSilentDesktop(site.here(), agentId);
  const others = [
    await openSilentDesktop(site.here(), agentId),
    await openSilentDesktop(site.there(), agentId),
    await openSilentDesktop(site.here(), agentId, CUE_FEED_PROTOCOL),
    await openSilentFeed(site.here(), agentId),
    await openSilentFeed(site.there(), agentId),
    await openSilentDesktop(site.here(), `colleague-of-${agentId}`),
  ];
  if (isOn) own.say({ type: 'self-coaching', on: true });
  const who = !isOn && planted.has(kind) && index === 0 ? 'customer' : 'agent';
  const callId = callIdOf(1_000 + index + (isOn ? 500 : 0));
  await playTo(site.here(), monologue(who, speech), {
    callId,
    agentId,
    // A breath is shown for a moment of the call: it needs time to be seen.
    speed: isOn ? Math.min(speed, 2) : speed,
    noticeWording: 'privacy-1',
    line,
  });
  await until(`The summary of the call by ${line.name}`, async () => (await keptOf(site, callId)) !== null);
  const outside = (isOn ? others : [own, ...others]).flatMap(({ heard }) => heard);
  found.count(kind, outside.filter(tells).length, `a desktop or feed was told (${line.name})`);
  if ((await keptOf(site, callId)) === 'emotion')
    found.add(kind, `the database keeps an emotion (${line.name})`);
  for (const desktop of [own, ...others]) desktop.close();
  return own.heard.filter(({ type }) => type === 'own-breath').length;
}

async function inferencesOf(site: Site): Promise<number> {
  let sum = 0;
  for (const [, node] of site.nodes()) sum += await inferences(node);
  return sum;
}

async function openDesktops(site: Site): Promise<number> {
  let sum = 0;
  for (const [, node] of site.nodes())
    sum += Number(/^evenkeel_desktops_open (\d+)/m.exec(await metricsOf(node))?.[1] ?? 0);
  return sum;
}

/** Null until the call is kept. */
async function keptOf({ db }: Site, callId: string): Promise<'emotion' | 'none' | null> {
  const rows = await db.rows<{ emotion: boolean | number }>(
    `select (tense_ms + angry_ms + anxious_ms > 0 or strain > 0 or hard > 0
       or exists (select 1 from episodes where call_row = id)
       or exists (select 1 from cue_log l where l.call_id = c.call_id and l.reason not like '%"mood":null%')
       or exists (select 1 from resets r where r.call_id = c.call_id)) as emotion
     from calls c where call_id = $1`,
    [callId],
  );
  if (rows.length === 0) return null;
  return rows.some(({ emotion }) => Boolean(emotion)) ? 'emotion' : 'none';
}
