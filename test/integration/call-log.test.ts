import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DESKTOP_PROTOCOL } from '../../src/delivery/agent-message.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { type RunningApp, startApp } from '../support/running-app.js';

const CALL_ID = 'call-of-a-person-4711';
const lines: Record<string, unknown>[] = [];
const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
const said = (message: string) => lines.filter((line) => line.message === message);
let app: RunningApp;

beforeAll(async () => {
  app = await startApp(
    { calls: { rejoinMs: 0, lostPeerMs: 0 } },
    { logger: createLogger({ logLevel: 'debug', logIdentifiers: 'hash' }, destination) },
  );
});
afterAll(() => app.stop());

async function call(more: object): Promise<void> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/streams/native`, {
    headers: { authorization: `Bearer ${await app.token('source', 'pbx')}` },
  });
  await once(socket, 'open');
  const start = { type: 'start', callId: CALL_ID, roles: ['customer'], codec: 'pcmu', sampleRateHz: 8000 };
  socket.send(JSON.stringify({ ...start, ...more }));
  await once(socket, 'message');
  socket.send(Buffer.alloc(8_000, 0xff));
  socket.send(JSON.stringify({ type: 'end' }));
  await once(socket, 'close');
}

it('a call leaves a line when it begins and one when it has ended, an agent known or not', async () => {
  await call({});
  await expect.poll(() => said('A call ended')).toHaveLength(1);
  const [began] = said('A call began');
  const [ended] = said('A call ended');
  expect(began).toMatchObject({
    level: 'info',
    connector: 'native',
    roles: ['customer'],
    agent: 'none',
    notice: 'missing',
  });
  expect(ended).toMatchObject({
    level: 'info',
    callRef: began!.callRef,
    agent: 'none',
    roles: ['customer'],
    streams: 1,
    seconds: 1,
    coverage: 'no-notice',
    warnings: { 'stream.notice-missing': 1 },
    droppedSeconds: 0,
  });
  await call({ agentId: 'ruth', notice: { given: true } });
  await expect.poll(() => said('A call ended')).toHaveLength(2);
  expect(said('A call ended')[1]).toMatchObject({ agent: 'known', warnings: {} });
  expect(said('A call ended')[1]!.callRef).not.toBe(began!.callRef);
  expect(said('A stream opened')).toHaveLength(2);
  expect(said('A stream ended')).toHaveLength(2);
});

it('no line names a call or a person', () => {
  expect(lines.length).toBeGreaterThan(4);
  expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${CALL_ID}|ruth|acme`));
});

it('a stranger who keeps trying is named once, with the address that is refused', async () => {
  for (let attempt = 0; attempt < 20; attempt++) {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/streams/nowhere`);
    await once(socket, 'error');
  }
  expect(said('A stream was refused')).toMatchObject([
    { level: 'warn', code: 'stream.path-unknown', connector: 'none', peer: '127.0.0.1' },
  ]);
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(metrics).toContain('evenkeel_streams_refused_total{code="stream.path-unknown"} 20');
});

it('a stranger at the desktop, the live view or a route is named once, each door for itself', async () => {
  for (let attempt = 0; attempt < 3; attempt++) {
    const desktop = new WebSocket(`${app.url.replace('http', 'ws')}/desktop`, DESKTOP_PROTOCOL);
    await once(desktop, 'open');
    desktop.send(JSON.stringify({ type: 'token', token: 'no.such.token' }));
    await once(desktop, 'close');
    const headers = { authorization: 'Bearer no.such.token' };
    expect((await fetch(`${app.url}/v1/my/calls`, { headers })).status).toBe(401);
  }
  const wrong = new WebSocket(`${app.url.replace('http', 'ws')}/desktop`, '__proto__');
  await once(wrong, 'error');
  const peer = '127.0.0.1';
  expect(said('A desktop was refused')).toMatchObject([
    { level: 'warn', code: 'auth.token-invalid', peer },
    { level: 'warn', code: 'desktop.protocol-unknown', peer },
  ]);
  expect(said('A request was refused')).toMatchObject([{ level: 'warn', code: 'auth.token-invalid', peer }]);
});
