import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import { openDatabaseOf } from '../../src/storage/storage.js';
import { DATABASES, SILENT_LOG } from '../support/databases.js';
import { lacks } from '../support/requirements.js';
import { callWith, openDesktop, type RunningApp, startApp } from '../support/running-app.js';
import { lineTo } from '../support/tcp-proxy.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Calls a route of one node as the integrator's server. */
async function binder(app: RunningApp, method: string, path: string, body?: object) {
  const answer = await fetch(`${app.url}/v1/calls/native/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await app.token('binder', 'crm')}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
}

async function demoCall(app: RunningApp, callId: string, speed = 8, agentId = 'ruth') {
  const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8000);
  return callWith(app, recording, { callId, agentId, speed });
}

const metric = async (app: RunningApp, line: RegExp) => {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(line.exec(text)?.[1] ?? Number.NaN);
};
const inferences = (app: RunningApp) => metric(app, /^evenkeel_inference_batch_windows_sum (\d+)/m);
const heardSeconds = (app: RunningApp) =>
  metric(app, /^evenkeel_audio_seconds_total\{role="customer"\} ([\d.]+)/m);

describe('a node that is started again', () => {
  it('remembers bindings and objections: a call that is taken up again is not analysed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evenkeel-standing-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const storage = { sqliteFile: join(folder, 'kept.sqlite') };
    const first = await startApp({ storage });
    expect((await binder(first, 'PUT', 'resumed/agent', { agentId: 'ann' })).status).toBe(200);
    expect((await binder(first, 'PUT', 'resumed/objection')).status).toBe(200);
    await first.stop();
    const second = await startApp({ storage });
    stops.push(() => second.stop());
    expect((await binder(second, 'GET', 'resumed/agent')).body).toMatchObject({
      agentId: 'ann',
      notice: 'objection',
    });
    await demoCall(second, 'resumed', 16);
    expect(await inferences(second)).toBe(0);
  });
});

describe('an agent who is erased while on a call', () => {
  it.each(['agent', 'admin'] as const)('is off it in memory too, at the word of the %s', async (role) => {
    const app = await startApp();
    stops.push(() => app.stop());
    expect((await binder(app, 'PUT', 'going-on/agent', { agentId: 'ann' })).status).toBe(200);
    const call = demoCall(app, 'going-on', 8, 'ann');
    await expect.poll(() => inferences(app), { timeout: 20_000 }).toBeGreaterThan(3);
    const answer = await fetch(`${app.url}/v1/${role === 'agent' ? 'my/calls' : 'retention/erase'}`, {
      method: role === 'agent' ? 'DELETE' : 'POST',
      headers: {
        authorization: `Bearer ${await app.token(role, 'ann')}`,
        ...(role === 'admin' && { 'content-type': 'application/json' }),
      },
      ...(role === 'admin' && { body: JSON.stringify({ what: 'agent', agentId: 'ann' }) }),
    });
    expect(answer.status).toBe(200);
    expect((await binder(app, 'GET', 'going-on/agent')).status).toBe(404);
    await call;
    const db = openDatabaseOf(
      { sqliteFile: app.sqliteFile, postgresUrl: null, postgresConnections: 1 },
      SILENT_LOG,
      5_000,
    );
    const agents = () => db.selectFrom('calls').select('agent_id').execute();
    await expect.poll(agents).toEqual([{ agent_id: null }]);
    await db.destroy();
  });
});

describe.skipIf(lacks('postgres') || lacks('redis'))('two nodes', () => {
  async function pair(): Promise<readonly [RunningApp, RunningApp, () => Promise<unknown[]>]> {
    const database = await DATABASES[1].make();
    stops.push(() => database.dispose());
    const settings = {
      storage: { postgresUrl: database.choice.postgresUrl! },
      desktop: { redisUrl: process.env.EVENKEEL_REDIS_URL! },
    };
    const [here, there] = [await startApp(settings), await startApp(settings)];
    stops.push(
      () => here.stop(),
      () => there.stop(),
    );
    const db = openDatabaseOf(database.choice, SILENT_LOG, 0);
    stops.push(() => db.destroy());
    return [here, there, () => db.selectFrom('calls').selectAll().execute()];
  }

  it('an objection at one stops a call on the other before it is acknowledged, and is told everywhere', async () => {
    const [here, there, kept] = await pair();
    const desktop = await openDesktop(here, 'ruth');
    const call = demoCall(here, 'across', 2);
    await expect.poll(() => inferences(here), { timeout: 20_000 }).toBeGreaterThan(3);
    const answer = await binder(there, 'PUT', 'across/objection');
    expect(answer.status).toBe(200);
    const after = await inferences(here);
    await call;
    expect(await inferences(here)).toBe(after);
    expect(desktop.messages).toContainEqual(
      expect.objectContaining({ type: 'unavailable', why: 'objection' }),
    );
    await expect.poll(kept).toMatchObject([{ coverage: 'objection', tense_ms: 0, strain: 0 }]);
    desktop.close();
  });

  it('a binding at one puts the agent on a call that is on the other', async () => {
    const [here, there] = await pair();
    const desktop = await openDesktop(there, 'ann');
    expect((await binder(there, 'PUT', 'bound-there/agent', { agentId: 'ann' })).status).toBe(200);
    expect((await binder(here, 'GET', 'bound-there/agent')).body).toMatchObject({ agentId: 'ann' });
    expect((await binder(here, 'DELETE', 'bound-there/agent')).status).toBe(204);
    expect((await binder(there, 'GET', 'bound-there/agent')).status).toBe(404);
    desktop.close();
  });

  /** The second node reaches what both share by lines of its own. */
  async function pairOnLines() {
    const database = await DATABASES[1].make();
    stops.push(() => database.dispose());
    const [postgres, redis] = [
      await lineTo(database.choice.postgresUrl!),
      await lineTo(process.env.EVENKEEL_REDIS_URL!),
    ];
    stops.push(
      () => postgres.line.close(),
      () => redis.line.close(),
    );
    const start = (postgresUrl: string, redisUrl: string) =>
      startApp({ storage: { postgresUrl }, desktop: { redisUrl } });
    const here = await start(database.choice.postgresUrl!, process.env.EVENKEEL_REDIS_URL!);
    const there = await start(postgres.url, redis.url);
    stops.push(
      () => here.stop(),
      () => there.stop(),
    );
    return { here, there, postgres: postgres.line, redis: redis.line };
  }

  it.each([
    ['the database', false],
    ['the database and Redis', true],
  ])('an objection holds on a node that has lost %s, before it is acknowledged', async (_what, isBoth) => {
    const { here, there, postgres, redis } = await pairOnLines();
    const desktop = await openDesktop(there, 'ruth');
    expect((await binder(here, 'PUT', 'cut-off/agent', { agentId: 'ruth' })).status).toBe(200);
    const call = demoCall(there, 'cut-off', 4);
    await expect.poll(() => inferences(there), { timeout: 20_000 }).toBeGreaterThan(3);
    const lines = isBoth ? [postgres, redis] : [postgres];
    for (const line of lines) line.cut();
    expect((await binder(here, 'PUT', 'cut-off/objection')).status).toBe(200);
    const [after, heard] = [await inferences(there), await heardSeconds(there)];
    const why = isBoth ? 'classifier-unavailable' : 'objection';
    await expect
      .poll(() => desktop.messages)
      .toContainEqual(expect.objectContaining({ type: 'unavailable', why }));
    await expect.poll(() => heardSeconds(there), { timeout: 20_000 }).toBeGreaterThan(heard + 10);
    expect(await inferences(there)).toBe(after);
    for (const line of lines) line.mend();
    await call;
    // It comes back by itself, for the calls that go on.
    await demoCall(there, 'next', 16);
    expect(await inferences(there)).toBeGreaterThan(after);
    desktop.close();
  });
});
