import { randomUUID } from 'node:crypto';
import type { StageOptions } from './agent-stage.js';
import { monologue } from './angry-speech.js';
import type { Findings } from './findings.js';
import { placesOf } from './search.js';
import type { Site } from './site.js';
import { ask, metricsOf, openSilentDesktop, playTo, until } from './site-client.js';

/** An agent is erased while records of theirs wait for a database that takes none; then everything is searched. */
export async function erasureStage(site: Site, found: Findings, options: StageOptions): Promise<void> {
  const [agentId, keptCall, waitingCall] = [`agent-${randomUUID()}`, randomUUID(), randomUUID()];
  const { speech, speed, planted } = options;
  const call = (callId: string) =>
    playTo(site.here(), monologue('customer', speech), {
      callId,
      agentId,
      speed,
      noticeWording: 'privacy-1',
    });
  const desktops = [
    await openSilentDesktop(site.here(), agentId),
    await openSilentDesktop(site.there(), agentId),
  ];
  await call(keptCall);
  await until('The first summary', async () => (await callsOf(site, agentId)) === 1);
  // What was said of the call over HTTP is to be forgotten with it.
  await ask(site.there(), {
    role: 'binder',
    method: 'PUT',
    path: `/v1/calls/native/${keptCall}/objection`,
  });
  // Writes of a call fail from here on, an erasure does not: the writer backs off with the record in its hands.
  await site.db.rows('alter table episodes rename to episodes_away');
  await call(waitingCall);
  await until('A record that waits', async () => (await waiting(site)) > 0);
  for (const desktop of desktops) desktop.close();
  await eraseWhileLocked(site, agentId);
  await site.db.rows('alter table episodes_away rename to episodes');
  await until('An empty writer', async () => (await waiting(site)) === 0);
  if (planted.has('resurrectedRecords')) await plantRow(site, agentId, waitingCall);
  found.count('resurrectedRecords', await callsOf(site, agentId), 'a record of the erased agent came back');
  if (planted.has('readableAfterErasure'))
    await site.db.rows(
      "insert into teams (tenant, team_id, name, time_zone, updated_at) values ('acme', 'planted', $1, 'UTC', 0)",
      [agentId],
    );
  for (const place of await placesOf(site, [agentId, keptCall, waitingCall]))
    found.add('readableAfterErasure', place);
}

/** On PostgreSQL the erasure waits for the lock; on SQLite it is refused, with nothing half erased, and asked again. */
async function eraseWhileLocked(site: Site, agentId: string): Promise<void> {
  const erase = () =>
    ask(site.there(), {
      role: 'admin',
      method: 'POST',
      path: '/v1/retention/erase',
      body: { what: 'agent', agentId },
    });
  await site.db.lock();
  const erasing = erase();
  if (site.db.kind === 'postgres') {
    await until('An erasure that waits', () => site.db.isWaitedFor());
    await site.db.unlock();
    await erasing;
    return;
  }
  const refused = await erasing.then(
    () => 'taken',
    (cause: unknown) => String(cause),
  );
  await site.db.unlock();
  if (!refused.includes('storage.busy')) throw new Error(`An erasure of a locked file was ${refused}.`);
  if ((await callsOf(site, agentId)) !== 1) throw new Error('An erasure that was refused took something.');
  await erase();
}

async function callsOf({ db }: Site, agentId: string): Promise<number> {
  return (await db.rows('select 1 from calls where agent_id = $1', [agentId])).length;
}

async function waiting(site: Site): Promise<number> {
  return Number(
    /^evenkeel_storage_queue_records (\d+)/m.exec(await metricsOf(site.here()))?.[1] ?? Number.NaN,
  );
}

async function plantRow({ db }: Site, agentId: string, callId: string): Promise<void> {
  await db.rows(
    `insert into calls (id, tenant, platform, call_id, agent_id, started_at, ended_at, customer_speech_ms, tense_ms,
       angry_ms, anxious_ms, strain, hard, hold_ms, dead_air_ms, coverage)
     values ('planted', 'acme', 'native', $2, $1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 'complete')`,
    [agentId, callId],
  );
}
