import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { tokenVerifier } from '../../../../src/auth/verify-token.js';
import { connectorsSection } from '../../../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../../../src/config/sections/ingest-section.js';
import { protocolOf } from '../../../../src/ingest/adapters/protocols.js';
import { systemClock } from '../../../../src/ingest/ingest-clock.js';
import { OpenLines } from '../../../../src/ingest/open-lines.js';
import { StreamSubscriber } from '../../../../src/ingest/stream-subscriber.js';
import { HearingSink, TEST_AUTH, wholeStream } from '../../../support/ingest-harness.js';

it('dials Asterisk at /media/<connection id> and hears the tap without a word or a sound of its own', async () => {
  const asterisk = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    path: '/media/coach-customer',
    handleProtocols: (offered) => (offered.has('media') ? 'media' : false),
  });
  await once(asterisk, 'listening');
  const { port } = asterisk.address() as AddressInfo;
  const [settings] = connectorsSection.parse([
    {
      name: 'pbx',
      protocol: 'asterisk',
      tenant: 'acme',
      role: 'customer',
      subscribe: {
        url: `ws://127.0.0.1:${port}/media/coach-customer`,
        headers: { Authorization: `Basic ${Buffer.from('evenkeel:pw').toString('base64')}` },
      },
    },
  ]);
  const sink = new HearingSink();
  const subscriber = new StreamSubscriber({
    settings: settings!,
    tenant: 'acme',
    protocol: protocolOf(settings!, { tokens: tokenVerifier(TEST_AUTH), clock: systemClock }),
    limits: ingestSection.parse({}),
    lines: new OpenLines(ingestSection.parse({})),
    clock: systemClock,
    sink,
    random: () => 0,
    observer: { count: () => {}, fault: () => {} },
  });
  const stop = subscriber.start();
  onTestFinished(() => {
    stop();
    asterisk.close();
  });
  const [tap, upgrade] = (await once(asterisk, 'connection')) as [WebSocket, IncomingMessage];
  const heard: unknown[] = [];
  tap.on('message', (data) => heard.push(data));
  expect(tap.protocol).toBe('media');
  expect(upgrade.headers.authorization).toBe('Basic ZXZlbmtlZWw6cHc=');
  tap.send(
    'MEDIA_START connection_id:coach-customer channel:WebSocket/x channel_id:17.1 format:slin ptime:20',
  );
  tap.send(Buffer.alloc(320));
  tap.close(1000);
  await once(tap, 'close');
  const { open, events } = await wholeStream(sink, '17.1');
  expect(open).toMatchObject({ roles: ['customer'], platform: 'asterisk', tenant: 'acme' });
  expect(events.map(({ type }) => type)).toContain('audio');
  expect(events.at(-1)).toEqual({ type: 'close', reason: 'normal' });
  expect(heard).toEqual([]);
});
