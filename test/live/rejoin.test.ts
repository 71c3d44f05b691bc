import { once } from 'node:events';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningApp, startApp } from '../support/running-app.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ calls: { tickMs: 500, rejoinMs: 0, lostPeerMs: 0 } });
});
afterAll(() => running.stop());

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(`${running.url.replace('http', 'ws')}/streams/native`, {
    headers: { authorization: `Bearer ${await running.token('source', 'pbx')}` },
  });
  await once(socket, 'open');
  return socket;
}

function start(socket: WebSocket): Promise<unknown> {
  const started = once(socket, 'message');
  const stream = { callId: 'c-1', roles: ['customer'], codec: 'pcmu', sampleRateHz: 8000 };
  socket.send(JSON.stringify({ type: 'start', ...stream }));
  return started;
}

async function agentNow(): Promise<unknown> {
  const headers = { authorization: `Bearer ${await running.token('binder', 'crm')}` };
  return (await fetch(`${running.url}/v1/calls/native/c-1/agent`, { headers })).json();
}

/** Resolves when so many calls have been ended by a round. */
async function endedCalls(count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const text = await (await fetch(`${running.url}/metrics`)).text();
      const ended = [...text.matchAll(/^evenkeel_calls_ended_total\{.*\} (\d+)$/gm)];
      expect(ended.reduce((sum, [, value]) => sum + Number(value), 0)).toBe(count);
    },
    { timeout: 30_000 },
  );
}

it('keeps its agent when a stream comes back between the end of the last one and the round that ends its call', async () => {
  const headers = {
    authorization: `Bearer ${await running.token('binder', 'crm')}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ agentId: 'ann' });
  await fetch(`${running.url}/v1/calls/native/c-1/agent`, { method: 'PUT', headers, body });
  const [first, second] = [await connect(), await connect()];
  await start(first);
  // In one go, so that no round comes between the end and the beginning.
  first.send(JSON.stringify({ type: 'end' }));
  await start(second);
  await endedCalls(1);
  expect(await agentNow()).toMatchObject({ agentId: 'ann' });
  second.send(JSON.stringify({ type: 'end' }));
  await once(second, 'close');
  await endedCalls(2);
  expect(await agentNow()).toMatchObject({ code: 'binding.call-unknown' });
});
