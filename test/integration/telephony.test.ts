import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { openDesktop, type RunningApp, startApp } from '../support/running-app.js';

const START = {
  type: 'start',
  roles: ['customer', 'agent'],
  codec: 'pcmu',
  sampleRateHz: 8000,
  notice: { given: true, wordingVersion: '1' },
};

let app: RunningApp;
let source: WebSocketServer;
afterEach(async () => {
  for (const client of source.clients) client.terminate();
  source.close();
  await app.stop();
});

/** A source that Evenkeel dials, and the application that has dialled it. */
async function subscribed(): Promise<WebSocket> {
  source = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(source, 'listening');
  const connected = once(source, 'connection');
  app = await startApp({
    connectors: connectorsSection.parse([
      {
        name: 'pbx',
        protocol: 'native',
        tenant: 'acme',
        platform: 'pbx',
        subscribe: { url: `ws://127.0.0.1:${(source.address() as AddressInfo).port}` },
      },
    ]),
  });
  const [socket] = (await connected) as [WebSocket];
  return socket;
}

async function announce(path: string, body?: object): Promise<number> {
  const reply = await fetch(`${app.url}/v1/calls/pbx/${path}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await app.token('binder', 'crm')}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return reply.status;
}

async function metric(line: string): Promise<string | undefined> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return text.split('\n').find((candidate) => candidate.startsWith(line));
}

describe('telephony and the running application', () => {
  it('shows a call of a source that it subscribed to, to the agent announced before, and moves it on transfer', async () => {
    const socket = await subscribed();
    const [ann, bob] = await Promise.all([openDesktop(app, 'ann'), openDesktop(app, 'bob')]);
    expect(await announce('one/agent', { agentId: 'ann' })).toBe(200);
    socket.send(JSON.stringify({ ...START, callId: 'one' }));
    socket.send(new Uint8Array(320).fill(0xff));
    const callsOf = (desktop: typeof ann) =>
      desktop.messages.flatMap((message) => (message.type === 'call' ? [message.state] : []));
    await expect.poll(() => callsOf(ann)).toContain('listening');
    expect(callsOf(bob)).toEqual([]);
    expect(await announce('one/agent', { agentId: 'bob' })).toBe(200);
    await expect.poll(() => callsOf(bob)).toContain('listening');
    expect(callsOf(ann).at(-1)).toBe('ended');
    ann.close();
    bob.close();
  });

  it.each([
    ['before the audio', true],
    ['during the call', false],
  ])('stops claiming emotion when the caller objects %s', async (_name, before) => {
    const socket = await subscribed();
    const ann = await openDesktop(app, 'ann');
    await announce('two/agent', { agentId: 'ann' });
    if (before) expect(await announce('two/objection')).toBe(200);
    socket.send(JSON.stringify({ ...START, callId: 'two' }));
    await once(socket, 'message');
    if (!before) expect(await announce('two/objection')).toBe(200);
    await expect
      .poll(() => ann.messages)
      .toContainEqual(expect.objectContaining({ type: 'unavailable', why: 'objection' }));
    expect(await metric('evenkeel_call_objections_total')).toBe('evenkeel_call_objections_total 1');
    ann.close();
  });
});
