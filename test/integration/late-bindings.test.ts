import { afterEach, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { systemClock } from '../../src/ingest/ingest-clock.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import { DATABASES } from '../support/databases.js';
import { callWith, openDesktop, type RunningApp, startApp } from '../support/running-app.js';

/** A connector that is not trusted to name the agent: its calls have no agent. */
const connectors = connectorsSection.parse([
  { name: 'native', protocol: 'native', path: '/streams/native', agent: { trusted: false } },
]);
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function binder(app: RunningApp, method: string, path: string, agentId: string) {
  const headers = {
    authorization: `Bearer ${await app.token('binder', 'crm')}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ agentId });
  const answer = await fetch(`${app.url}/v1/calls/native/${path}`, { method, headers, body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function ownCalls(app: RunningApp, agentId: string): Promise<unknown[]> {
  const headers = { authorization: `Bearer ${await app.token('agent', agentId)}` };
  const { calls } = (await (await fetch(`${app.url}/v1/my/calls`, { headers })).json()) as {
    calls: unknown[];
  };
  return calls;
}

async function unboundCall(app: RunningApp, callId: string): Promise<void> {
  const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8000);
  await callWith(app, recording, { callId, agentId: 'ignored', speed: 16 });
}

/** Nodes on one database, as many as it can have, and a way to put their clock ahead. */
async function nodes(database: (typeof DATABASES)[number]) {
  const { choice, dispose } = await database.make();
  stops.push(dispose);
  const clock = { aheadMs: 0 };
  const part = { ...systemClock, wallMs: () => systemClock.wallMs() + clock.aheadMs };
  const settings = {
    connectors,
    storage:
      choice.postgresUrl === null ? { sqliteFile: choice.sqliteFile! } : { postgresUrl: choice.postgresUrl },
    ...(choice.postgresUrl !== null && { desktop: { redisUrl: process.env.EVENKEEL_REDIS_URL! } }),
  };
  const here = await startApp(settings, { clock: part });
  stops.push(() => here.stop());
  if (choice.postgresUrl === null) return { here, there: here, clock };
  const there = await startApp(settings, { clock: part });
  stops.push(() => there.stop());
  return { here, there, clock };
}

describe.each(DATABASES.filter(({ skip }) => !skip))(
  'who was on a call that is over, on $name',
  (database) => {
    it('may be said for ten minutes, on either node, by the binder or with its ticket; then it is refused', async () => {
      const { here, there, clock } = await nodes(database);
      await unboundCall(here, 'by-binder');
      await unboundCall(here, 'by-ticket');
      await unboundCall(here, 'too-late');
      expect(await binder(there, 'PUT', 'by-binder/agent', 'ann')).toMatchObject({
        status: 200,
        body: { agentId: 'ann', state: 'over' },
      });
      expect(await ownCalls(here, 'ann')).toMatchObject([{ callId: 'by-binder' }]);
      expect((await binder(here, 'PUT', 'by-binder/agent', 'bob')).body).toMatchObject({
        code: 'binding.call-over',
      });

      const desktop = await openDesktop(there, 'ann');
      stops.push(async () => desktop.close());
      const bind = async (callId: string) => {
        const { ticket } = (await binder(here, 'POST', `${callId}/ticket`, 'ann')).body;
        desktop.send({ type: 'bind', platform: 'native', callId, ticket });
      };
      await bind('by-ticket');
      await expect.poll(() => ownCalls(here, 'ann')).toHaveLength(2);

      clock.aheadMs = 10 * 60_000 + 5_000;
      expect(await binder(there, 'PUT', 'too-late/agent', 'ann')).toMatchObject({
        status: 409,
        body: { code: 'binding.call-over' },
      });
      await bind('too-late');
      await expect
        .poll(() => desktop.messages)
        .toContainEqual(expect.objectContaining({ type: 'error', code: 'binding.call-over' }));
      expect(await ownCalls(here, 'ann')).toHaveLength(2);
    });
  },
);
