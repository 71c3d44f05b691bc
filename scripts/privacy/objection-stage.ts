import type { ServedInstance } from '../served/served-instance.js';
import type { StageOptions } from './agent-stage.js';
import { monologue } from './angry-speech.js';
import type { Findings } from './findings.js';
import { CALLS_AT_ONCE, inGroups, type PlatformLine } from './lines.js';
import type { Site } from './site.js';
import { ask, callIdOf, inferences, playTo, until } from './site-client.js';

/** Angry callers who were not told, or who object: before, during and after the call, on either node, across a restart. */
export async function objectionStage(site: Site, found: Findings, options: StageOptions): Promise<void> {
  await untold(site, found, options);
  await before(site, found, options);
  await during(site, found, options);
  await after(site, found, options);
}

const angry = ({ speech }: StageOptions) => monologue('customer', speech);

async function untold(site: Site, found: Findings, options: StageOptions): Promise<void> {
  const { lines, speed, planted } = options;
  await inGroups(lines, CALLS_AT_ONCE, async (group) => {
    const asked = await inferences(site.here());
    const names = group.map(({ name }) => name).join('; ');
    await Promise.all(
      group.map(async (line) => {
        const index = lines.indexOf(line);
        const callId = callIdOf(2_000 + index);
        const noticeWording = planted.has('inferencesWithoutNotice') && index === 0 ? 'planted' : null;
        await playTo(site.here(), angry(options), { callId, agentId: 'untold', speed, noticeWording, line });
        await until('The summary', async () => (await rowsOf(site, callId)).length > 0);
        if (await keepsEmotion(site, callId))
          found.add('inferencesWithoutNotice', `what is kept of a caller who was not told (${line.name})`);
      }),
    );
    const made = (await inferences(site.here())) - asked;
    found.count('inferencesWithoutNotice', made, `windows of a caller who was not told (one of ${names})`);
  });
}

/** Said at one node before the audio comes to the other, and to the node itself after it was started again. */
async function before(site: Site, found: Findings, options: StageOptions): Promise<void> {
  const objected = [callIdOf(3_000), callIdOf(3_001)];
  for (const callId of objected) await object(site.there(), 'native', callId);
  await site.restartThere();
  for (const [callId, node] of [
    [objected[0]!, site.here()],
    [objected[1]!, site.there()],
  ] as const)
    await playObjected(node, found, { ...options, callId, when: 'before' });
}

/** Plays a call that was objected to, and counts what is inferred all the same. */
async function playObjected(
  node: ServedInstance,
  found: Findings,
  { callId, when, ...options }: StageOptions & { callId: string; when: string },
): Promise<void> {
  const asked = await inferences(node);
  const { speed } = options;
  await playTo(node, angry(options), { callId, agentId: 'objected', speed, noticeWording: 'privacy-1' });
  found.count(
    'inferencesAfterObjection',
    (await inferences(node)) - asked,
    `windows of a call that was objected to ${when}`,
  );
}

/** By every protocol, half at either node; one call is then taken up again on a node that has restarted since. */
async function during(site: Site, found: Findings, options: StageOptions): Promise<void> {
  const { lines, planted } = options;
  await inGroups(lines, CALLS_AT_ONCE, async (group) => {
    const start = await inferences(site.here());
    const callIds = new Map(group.map((line) => [line, callIdOf(3_100 + lines.indexOf(line))]));
    const calls = group.map((line) =>
      playTo(site.here(), angry(options), {
        callId: callIds.get(line)!,
        agentId: `objected-${lines.indexOf(line)}`,
        // Slower, so that there is time for the objection.
        speed: 2,
        noticeWording: 'privacy-1',
        line,
      }),
    );
    const isHeard = group.some(hearsCaller);
    if (isHeard) await until('The first window', async () => (await inferences(site.here())) > start);
    if (!planted.has('inferencesAfterObjection'))
      await Promise.all(
        [...callIds].map(([line, callId], index) =>
          object(index % 2 === 0 ? site.here() : site.there(), line.telephone.name, callId),
        ),
      );
    const atObjection = await inferences(site.here());
    await Promise.all(calls);
    const names = group.map(({ name }) => name).join('; ');
    found.count(
      'inferencesAfterObjection',
      (await inferences(site.here())) - atObjection,
      `windows after an objection (one of ${names})`,
    );
    for (const [line, callId] of callIds) {
      await until('The summary', async () => (await rowsOf(site, callId)).length > 0);
      if (await keepsEmotion(site, callId))
        found.add('inferencesAfterObjection', `what is kept after an objection (${line.name})`);
    }
  });
  if (planted.has('inferencesAfterObjection')) return;
  await site.restartThere();
  const callId = callIdOf(3_100);
  await playObjected(site.there(), found, { ...options, callId, when: 'while it was on another connection' });
}

/** A mixed channel is nobody's: nothing is inferred of it. */
const hearsCaller = ({ layout }: PlatformLine) => layout !== 'mixed';

async function after(site: Site, found: Findings, options: StageOptions): Promise<void> {
  const callId = callIdOf(3_004);
  const { speed } = options;
  const call = { callId, agentId: 'objected', speed, noticeWording: 'privacy-1' };
  await playTo(site.here(), angry(options), call);
  await until('The summary', async () => (await rowsOf(site, callId)).length > 0);
  if (!(await keepsEmotion(site, callId)))
    throw new Error(
      'The angry caller was not heard as angry: nothing is shown by its absence after an objection.',
    );
  await object(site.there(), 'native', callId);
  if (await keepsEmotion(site, callId))
    found.add('inferencesAfterObjection', 'what is kept of a call that is over');
}

async function object(node: ServedInstance, platform: string, callId: string): Promise<void> {
  const path = `/v1/calls/${platform}/${callId}/objection`;
  await ask(node, { role: 'binder', method: 'PUT', path });
}

type Row = { readonly tense: number; readonly strain: number };

async function rowsOf({ db }: Site, callId: string): Promise<readonly Row[]> {
  const sql = 'select tense_ms + angry_ms + anxious_ms as tense, strain from calls where call_id = $1';
  return db.rows<Row>(sql, [callId]);
}

/** What tells how the caller sounded: the summary, its stretches, the cue log, answers to cues, resets. */
async function keepsEmotion(site: Site, callId: string): Promise<boolean> {
  const rows = await rowsOf(site, callId);
  if (rows.some(({ tense, strain }) => Number(tense) > 0 || Number(strain) > 0)) return true;
  const kept = await site.db.rows(
    `select 1 from cue_log where call_id = $1 and reason not like '%"mood":null%'
     union all select 1 from resets where call_id = $1
     union all select 1 from episodes where call_row in (select id from calls where call_id = $1)`,
    [callId],
  );
  return kept.length > 0;
}
