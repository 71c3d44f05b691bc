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
});

async function activeCalls(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^evenkeel_calls_active (\d+)/m.exec(text)?.[1]);
}
