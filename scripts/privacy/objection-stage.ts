import type { ServedInstance } from '../served/served-instance.js';
import type { StageOptions } from './agent-stage.js';
import { monologue } from './angry-speech.js';
import type { Findings } from './findings.js';
import { ask, callIdOf, inferences, playTo, until } from './site-client.js';
import type { TwoNodes } from './two-nodes.js';

/** Angry callers who were not told, or who object: before, during and after the call, on either node, across a restart. */
export async function objectionStage(nodes: TwoNodes, found: Findings, options: StageOptions): Promise<void> {
  await untold(nodes, found, options);
  await before(nodes, found, options);
  for (const from of ['here', 'there'] as const) await during(nodes, found, options, from);
  await after(nodes, found, options);
}

const angry = ({ speech }: StageOptions) => monologue('customer', speech);

async function untold(nodes: TwoNodes, found: Findings, options: StageOptions): Promise<void> {
  const { telephones, speed, planted } = options;
  for (const [index, telephone] of telephones.entries()) {
    const asked = await inferences(nodes.here);
    const callId = callIdOf(2_000 + index);
    const noticeWording = planted.has('inferencesWithoutNotice') && index === 0 ? 'planted' : null;
    await playTo(nodes.here, angry(options), { callId, agentId: 'untold', speed, noticeWording, telephone });
    const made = (await inferences(nodes.here)) - asked;
    found.count('inferencesWithoutNotice', made, `windows of a caller who was not told (${telephone.name})`);
    await until('The summary', async () => (await rowsOf(nodes, callId)).length > 0);
    if (holdsEmotion(await rowsOf(nodes, callId)))
      found.add('inferencesWithoutNotice', `the record of a caller who was not told (${telephone.name})`);
  }
}

/** Said at one node before the audio comes to the other, and to the node itself after it was started again. */
async function before(nodes: TwoNodes, found: Findings, options: StageOptions): Promise<void> {
  const objected = [callIdOf(3_000), callIdOf(3_001)];
  for (const callId of objected) await object(nodes.there(), callId);
  await nodes.restartThere();
  for (const [callId, node] of [
    [objected[0]!, nodes.here],
    [objected[1]!, nodes.there()],
  ] as const) {
    const asked = await inferences(node);
    const { speed } = options;
    await playTo(node, angry(options), { callId, agentId: 'objected', speed, noticeWording: 'privacy-1' });
    found.count(
      'inferencesAfterObjection',
      (await inferences(node)) - asked,
      'windows of a call that was objected to before',
    );
  }
}

async function during(
  nodes: TwoNodes,
  found: Findings,
  options: StageOptions,
  from: 'here' | 'there',
): Promise<void> {
  const callId = callIdOf(from === 'here' ? 3_002 : 3_003);
  const start = await inferences(nodes.here);
  // Slower, so that there is time for the objection.
  const call = playTo(nodes.here, angry(options), {
    callId,
    agentId: 'objected',
    speed: 2,
    noticeWording: 'privacy-1',
  });
  await until('The first window', async () => (await inferences(nodes.here)) > start);
  if (!options.planted.has('inferencesAfterObjection'))
    await object(from === 'here' ? nodes.here : nodes.there(), callId);
  const atObjection = await inferences(nodes.here);
  await call;
  found.count(
    'inferencesAfterObjection',
    (await inferences(nodes.here)) - atObjection,
    `windows after an objection at ${from}`,
  );
  await until('The summary', async () => (await rowsOf(nodes, callId)).length > 0);
  if (holdsEmotion(await rowsOf(nodes, callId)))
    found.add('inferencesAfterObjection', `the record after an objection at ${from}`);
}

async function after(nodes: TwoNodes, found: Findings, options: StageOptions): Promise<void> {
  const callId = callIdOf(3_004);
  const { speed } = options;
  await playTo(nodes.here, angry(options), {
    callId,
    agentId: 'objected',
    speed,
    noticeWording: 'privacy-1',
  });
  await until('The summary', async () => (await rowsOf(nodes, callId)).length > 0);
  if (!holdsEmotion(await rowsOf(nodes, callId)))
    throw new Error(
      'The angry caller was not heard as angry: nothing is shown by its absence after an objection.',
    );
  await object(nodes.there(), callId);
  if (holdsEmotion(await rowsOf(nodes, callId)))
    found.add('inferencesAfterObjection', 'the record of a call that is over');
  const { rows } = await nodes.db.query('select 1 from cue_log where call_id = $1', [callId]);
  found.count('inferencesAfterObjection', rows.length, 'the cue log of a call that is over');
}

async function object(node: ServedInstance, callId: string): Promise<void> {
  await ask(node, { role: 'binder', method: 'PUT', path: `/v1/calls/native/${callId}/objection` });
}

type Row = { readonly tense: number; readonly strain: number };

async function rowsOf({ db }: TwoNodes, callId: string): Promise<readonly Row[]> {
  const sql = 'select (tense_ms + angry_ms + anxious_ms)::int as tense, strain from calls where call_id = $1';
  return (await db.query<Row>(sql, [callId])).rows;
}

function holdsEmotion(rows: readonly Row[]): boolean {
  return rows.some(({ tense, strain }) => tense > 0 || strain > 0);
}
