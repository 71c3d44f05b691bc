import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { tokenVerifier } from '../../src/auth/verify-token.js';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import { protocolOf } from '../../src/ingest/adapters/protocols.js';
import { backoffMs } from '../../src/ingest/backoff.js';
import { systemClock } from '../../src/ingest/ingest-clock.js';
import { OpenLines } from '../../src/ingest/open-lines.js';
import { StreamSubscriber } from '../../src/ingest/stream-subscriber.js';
import { HearingSink, TEST_AUTH } from '../support/ingest-harness.js';

const START = {
  type: 'start',
  roles: ['customer'],
  codec: 'l16',
  sampleRateHz: 16000,
  notice: { given: true, wordingVersion: null },
};

const disposers: (() => void)[] = [];
afterEach(() => {
  for (const dispose of disposers.splice(0)) dispose();
});

async function startSource(port = 0): Promise<{ server: WebSocketServer; url: string }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  await once(server, 'listening');
  disposers.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return { server, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/calls` };
}

function subscribe(url: string, headers: Record<string, string> = {}) {
  const [settings] = connectorsSection.parse([
    { name: 'pbx', protocol: 'native', tenant: 'acme', subscribe: { url, headers } },
  ]);
  const sink = new HearingSink();
  const counted: string[] = [];
  const subscriber = new StreamSubscriber({
    settings: settings!,
    tenant: 'acme',
    protocol: protocolOf(settings!, { tokens: tokenVerifier(TEST_AUTH), clock: systemClock }),
    limits: ingestSection.parse({}),
    lines: new OpenLines(ingestSection.parse({})),
    clock: systemClock,
    sink,
    random: () => 0,
    observer: {
      count: (what, { name }, code) => void counted.push(`${what} ${name} ${code}`),
      fault: () => {},
    },
  });
  disposers.push(subscriber.start());
  return { sink, counted, subscriber };
}

describe('StreamSubscriber', () => {
  it('dials with its headers, hears a call, and subscribes again after a drop', async () => {
    const { server, url } = await startSource();
    const { sink, counted } = subscribe(url, { authorization: 'Bearer of-the-source' });
    const [first, request] = (await once(server, 'connection')) as [WebSocket, { headers: object }];
    expect(request.headers).toMatchObject({ authorization: 'Bearer of-the-source' });
    first.send(JSON.stringify({ ...START, callId: 'one' }));
    first.send(new Uint8Array(640));
    const [reply] = await once(first, 'message');
    expect(JSON.parse(String(reply))).toMatchObject({ type: 'started', callId: 'one' });
    first.terminate();

    const [second] = (await once(server, 'connection')) as [WebSocket];
    second.send(JSON.stringify({ ...START, callId: 'two' }));
    second.send(JSON.stringify({ type: 'end' }));
    await once(second, 'close');
    expect(sink.of('one').open.tenant).toBe('acme');
    expect(sink.of('one').events.at(-1)).toEqual({ type: 'close', reason: 'peer-lost' });
    expect(sink.of('two').events.at(-1)).toEqual({ type: 'close', reason: 'normal' });
    expect(counted).toEqual(['opened pbx ok', 'ended pbx stream.peer-lost', 'opened pbx ok', 'ended pbx ok']);
  });

  it('counts a source that refuses, and finds it when it is back', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, verifyClient: () => refuse === false });
    let refuse = true;
    await once(server, 'listening');
    disposers.push(() => {
      for (const client of server.clients) client.terminate();
      server.close();
    });
    const { counted } = subscribe(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect.poll(() => counted).toContain('refused pbx stream.source-refused');
    refuse = false;
    await once(server, 'connection');
  });

  it('waits as after the first failure again, once a call has been good', async () => {
    // biome-ignore lint/style/noRestrictedGlobals: a spy on the subscriber's own waits, nobody waits here.
    const delays = vi.spyOn(globalThis, 'setTimeout');
    const waits = () =>
      delays.mock.calls.flatMap(([, ms]) => (ms !== undefined && [250, 500, 1000].includes(ms) ? [ms] : []));
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, verifyClient: () => refuse === false });
    let refuse = true;
    await once(server, 'listening');
    disposers.push(() => {
      for (const client of server.clients) client.terminate();
      server.close();
    });
    const { counted } = subscribe(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect.poll(waits, { timeout: 10_000 }).toEqual([250, 500]);
    refuse = false;
    const [socket] = (await once(server, 'connection')) as [WebSocket];
    socket.send(JSON.stringify({ ...START, callId: 'one' }));
    await expect.poll(() => counted).toContain('opened pbx ok');
    socket.send(JSON.stringify({ type: 'end' }));
    await expect.poll(waits, { timeout: 10_000 }).toEqual([250, 500, 250]);
    delays.mockRestore();
  });

  it('lets a call end by itself on drain and does not come back', async () => {
    const { server, url } = await startSource();
    const { sink, subscriber } = subscribe(url);
    const [socket] = (await once(server, 'connection')) as [WebSocket];
    socket.send(JSON.stringify({ ...START, callId: 'one' }));
    await once(socket, 'message');
    const drained = subscriber.drain(60_000);
    socket.send(JSON.stringify({ type: 'end' }));
    await drained;
    expect(sink.of('one').events.at(-1)).toEqual({ type: 'close', reason: 'normal' });
  });
});

describe('backoffMs', () => {
  it('doubles to half a minute, half of it random', () => {
    expect(backoffMs(0, () => 0)).toBe(250);
    expect(backoffMs(0, () => 1)).toBe(500);
    expect(backoffMs(3, () => 0.5)).toBe(3000);
    expect(backoffMs(100, () => 1)).toBe(30_000);
  });
});
