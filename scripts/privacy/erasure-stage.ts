import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StageOptions } from './agent-stage.js';
import { monologue } from './angry-speech.js';
import type { Findings } from './findings.js';
import { placesOf } from './search.js';
import { ask, metricsOf, openSilentDesktop, playTo, until } from './site-client.js';
import type { TwoNodes } from './two-nodes.js';

/** An agent is erased while records of theirs wait for a database that takes none; then everything is searched. */
export async function erasureStage(nodes: TwoNodes, found: Findings, options: StageOptions): Promise<void> {
  const [agentId, keptCall, waitingCall] = [`agent-${randomUUID()}`, randomUUID(), randomUUID()];
  const { speech, speed, planted } = options;
  const call = (callId: string) =>
    playTo(nodes.here, monologue('customer', speech), { callId, agentId, speed, noticeWording: 'privacy-1' });
  const desktops = [
    await openSilentDesktop(nodes.here, agentId),
    await openSilentDesktop(nodes.there(), agentId),
  ];
  await call(keptCall);
  await until('The first summary', async () => (await callsOf(nodes, agentId)) === 1);
  // Writes of a call fail from here on, an erasure does not: the writer backs off with the record in its hands.
  await nodes.db.query('alter table episodes rename to episodes_away');
  await call(waitingCall);
  await until('A record that waits', async () => (await waiting(nodes)) > 0);
  for (const desktop of desktops) desktop.close();
  await nodes.db.query('begin');
  await nodes.db.query('lock table calls in access exclusive mode');
  const erasing = ask(nodes.there(), {
    role: 'admin',
    method: 'POST',
    path: '/v1/retention/erase',
    body: { what: 'agent', agentId },
  });
  await sleep(500);
  await nodes.db.query('commit');
  await erasing;
  await nodes.db.query('alter table episodes_away rename to episodes');
  await until('An empty writer', async () => (await waiting(nodes)) === 0);
  if (planted.has('resurrectedRecords')) await plantRow(nodes, agentId, waitingCall);
  found.count('resurrectedRecords', await callsOf(nodes, agentId), 'a record of the erased agent came back');
  await nodes.db.query('delete from calls where agent_id = $1', [agentId]);
  if (planted.has('readableAfterErasure'))
    await nodes.db.query("insert into teams values ('acme', 'planted', $1, 'UTC', 0)", [agentId]);
  for (const place of await placesOf(nodes, [agentId, keptCall, waitingCall]))
    found.add('readableAfterErasure', place);
}

async function callsOf({ db }: TwoNodes, agentId: string): Promise<number> {
  return (await db.query('select 1 from calls where agent_id = $1', [agentId])).rows.length;
}

async function waiting({ here }: TwoNodes): Promise<number> {
  return Number(/^evenkeel_storage_queue_records (\d+)/m.exec(await metricsOf(here))?.[1] ?? Number.NaN);
}

async function plantRow({ db }: TwoNodes, agentId: string, callId: string): Promise<void> {
  await db.query(
    `insert into calls (id, tenant, platform, call_id, agent_id, started_at, ended_at, customer_speech_ms, tense_ms,
       angry_ms, anxious_ms, strain, hard, hold_ms, dead_air_ms, coverage)
     values ('planted', 'acme', 'native', $2, $1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 'complete')`,
    [agentId, callId],
  );
}
