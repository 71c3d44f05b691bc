import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { startApp } from '../support/running-app.js';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe('sockets that an integrator announces', () => {
  it('dials both taps of a call once each, and joins them under the announced call id', async () => {
    const asterisk = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    stops.push(() => asterisk.close());
    await once(asterisk, 'listening');
    const dialled: string[] = [];
    asterisk.on('connection', (tap: WebSocket, request) => {
      dialled.push(`${request.url} ${tap.protocol}`);
      tap.send('MEDIA_START connection_id:x channel:WebSocket/x channel_id:17.1 format:ulaw ptime:20');
      tap.send(Buffer.alloc(160, 0xff));
    });
    const { port } = asterisk.address() as AddressInfo;
    const subscribe = { url: `ws://127.0.0.1:${port}/media/{connection}` };
    const app = await startApp({
      calls: { rejoinMs: 0 },
      connectors: connectorsSection.parse([{ name: 'pbx', protocol: 'asterisk', tenant: 'acme', subscribe }]),
    });
    stops.push(() => app.stop());
    const token = await app.token('binder', 'ari');
    const announce = async (body: object, platform = 'asterisk') => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const url = `${app.url}/v1/calls/${platform}/call-1/media`;
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    expect(await announce({ connector: 'pbx', connectionId: 'a/1', role: 'customer' })).toBe(202);
    expect(await announce({ connector: 'pbx', connectionId: 'b2', role: 'agent' })).toBe(202);
    expect(await announce({ connector: 'other', connectionId: 'c', role: 'agent' })).toBe(404);
    expect(await announce({ connector: 'pbx', connectionId: 'c', role: 'agent' }, 'twilio')).toBe(404);
    expect(await announce({ connector: 'pbx', connectionId: 'c', role: 'boss' })).toBe(400);
    await expect.poll(() => [...dialled].sort()).toEqual(['/media/a%2F1 media', '/media/b2 media']);
    await expect.poll(async () => activeCalls(app.url)).toBe(1);
    for (const tap of asterisk.clients) tap.close(1000);
    await expect.poll(async () => activeCalls(app.url)).toBe(0);
    // It is the platform that ends a tap: nothing is dialled again.
    expect(dialled).toHaveLength(2);
  });

  it.each([{ Authorization: 'Basic …' }, { 'not a name': 'x' }, { 'x-split': 'a\r\nb' }])(
    'are not configured with headers that HTTP cannot send: %j',
    (headers) => {
      const subscribe = { url: 'ws://127.0.0.1:8088/media/{connection}', headers };
      const row = { name: 'pbx', protocol: 'asterisk', tenant: 'acme', subscribe };
      expect(connectorsSection.safeParse([row]).error?.issues[0]?.path.join('.')).toBe('0.subscribe.headers');
      const fitting = { ...row, subscribe: { ...subscribe, headers: { Authorization: 'Basic YTpi' } } };
      expect(connectorsSection.safeParse([fitting]).success).toBe(true);
    },
  );

  it('hears both taps whole, torn anyhow, though one says what it is after its audio', async () => {
    const asterisk = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    stops.push(() => asterisk.close());
    await once(asterisk, 'listening');
    const START = 'MEDIA_START connection_id:x channel:WebSocket/x channel_id:17.1 format:slin ptime:20';
    asterisk.on('connection', (tap: WebSocket, request) => {
      const isLate = request.url?.endsWith('/agent') ?? false;
      const voice = Buffer.alloc(16_000 * 3);
      for (let n = 0; n < voice.length; n += 2) voice.writeInt16LE(Math.round(9_000 * Math.sin(n / 9)), n);
      if (!isLate) tap.send(START);
      for (let at = 0, size = 1; at < voice.length; at += size, size = 1 + ((size * 7 + 3) % 999)) {
        tap.send(voice.subarray(at, at + size));
        if (isLate && at < 16_000 && at + size >= 16_000) tap.send(START);
      }
    });
    const { port } = asterisk.address() as AddressInfo;
    const subscribe = { url: `ws://127.0.0.1:${port}/media/{connection}` };
    const app = await startApp({
      connectors: connectorsSection.parse([{ name: 'pbx', protocol: 'asterisk', tenant: 'acme', subscribe }]),
    });
    stops.push(() => app.stop());
    const token = await app.token('binder', 'ari');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const call = `${app.url}/v1/calls/asterisk/call-2`;
    for (const role of ['customer', 'agent']) {
      const body = JSON.stringify({ connector: 'pbx', connectionId: role, role });
      expect((await fetch(`${call}/media`, { method: 'POST', headers, body })).status).toBe(202);
    }
    const heard = async () => {
      const line = (await (await fetch(`${call}/line`, { headers })).json()) as {
        streams?: { channels: { role: string; heardMs: number; sound: string }[] }[];
      };
      return (line.streams ?? [])
        .flatMap(({ channels }) => channels)
        .map(({ role, heardMs, sound }) => `${role} ${heardMs} ${sound}`)
        .sort();
    };
    await expect.poll(heard).toEqual(['agent 3000 good', 'customer 3000 good']);
  });

  it('has the limits, the line report and the endings of sockets that dial in', async () => {
    const asterisk = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    stops.push(() => asterisk.close());
    await once(asterisk, 'listening');
    const taps: WebSocket[] = [];
    asterisk.on('connection', (tap: WebSocket) => {
      taps.push(tap);
      tap.send('MEDIA_START connection_id:x channel:WebSocket/x channel_id:17.1 format:ulaw ptime:20');
      tap.send(Buffer.alloc(160, 0xff));
    });
    const { port } = asterisk.address() as AddressInfo;
    const subscribe = { url: `ws://127.0.0.1:${port}/media/{connection}` };
    const app = await startApp({
      ingest: { streamLimit: 2 },
      connectors: connectorsSection.parse([{ name: 'pbx', protocol: 'asterisk', tenant: 'acme', subscribe }]),
    });
    stops.push(() => app.stop());
    const asked = async (role: 'binder' | 'admin', path: string, body?: object) => {
      const headers = {
        authorization: `Bearer ${await app.token(role, 'ari')}`,
        'content-type': 'application/json',
      };
      const given = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const answer = await fetch(`${app.url}/v1/calls/asterisk/${path}`, { headers, ...given });
      return { status: answer.status, text: await answer.text() };
    };
    for (const role of ['customer', 'agent'])
      expect(
        (await asked('binder', 'c-1/media', { connector: 'pbx', connectionId: role, role })).status,
      ).toBe(202);
    const third = await asked('binder', 'c-2/media', { connector: 'pbx', connectionId: 'x', role: 'agent' });
    expect(third).toMatchObject({ status: 503, text: expect.stringContaining('stream.limit-reached') });
    await expect
      .poll(async () => {
        const { text } = await asked('admin', 'c-1/line');
        return (JSON.parse(text) as { streams?: unknown[] }).streams?.length ?? 0;
      })
      .toBe(2);
    taps[0]!.close(1000);
    taps[1]!.terminate();
    await expect
      .poll(async () => {
        const text = await (await fetch(`${app.url}/metrics`)).text();
        return [...text.matchAll(/^evenkeel_streams_closed_total\{.*reason="(.*)"\} 1$/gm)].map(
          ([, why]) => why,
        );
      })
      .toEqual(expect.arrayContaining(['ok', 'stream.peer-lost']));
    const again = { connector: 'pbx', connectionId: 'y', role: 'customer' };
    expect((await asked('binder', 'c-3/media', again)).status).toBe(202);
  });
});

async function activeCalls(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^evenkeel_calls_active (\d+)/m.exec(text)?.[1]);
}
