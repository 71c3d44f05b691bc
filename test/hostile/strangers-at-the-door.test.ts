import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handshake, RawPeer } from '../../scripts/served/raw-peer.js';
import { desktopSection } from '../../src/config/sections/desktop-section.js';
import { type RunningApp, startApp } from '../support/running-app.js';

/** Names that every JavaScript object answers to. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'];

describe('a stranger at the door', () => {
  let running: RunningApp;
  const escaped: unknown[] = [];
  const note = (cause: unknown) => escaped.push(cause);

  beforeAll(async () => {
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
    running = await startApp({ desktop: desktopSection.parse({ tryPage: true }) });
  });
  afterAll(async () => {
    await running.stop();
    process.off('uncaughtException', note);
    process.off('unhandledRejection', note);
  });

  async function isWell(): Promise<void> {
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    expect(escaped).toEqual([]);
  }

  it.each(INHERITED)('is refused when its subprotocol is %s', async (name) => {
    for (const path of ['/desktop', '/try']) {
      const peer = await RawPeer.dial(running.url);
      await peer.say(handshake(path, { 'sec-websocket-protocol': name }));
      expect(await peer.closed()).toMatch(/^HTTP\/1\.1 400 .*desktop\.protocol-unknown/s);
    }
    await isWell();
  });

  it.each(INHERITED)('is answered 400 when a SCIM filter asks for %s', async (name) => {
    const headers = { authorization: `Bearer ${await running.token('admin', 'directory')}` };
    for (const filter of [`${name} pr`, `${name} eq "x"`, `members[${name} eq "x"]`]) {
      const url = `${running.url}/scim/v2/Groups?filter=${encodeURIComponent(filter)}`;
      const answer = await fetch(url, { headers });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        expect.objectContaining({ scimType: 'invalidFilter' }),
      ]);
    }
  });

  it.each(['/desktop', '/try', '/streams/native', '/nowhere', '/%', '/desktop?'])(
    'may send 70 kB behind an upgrade of %s and reset the line',
    async (path) => {
      for (const protocol of ['none', 'evenkeel.desktop.v1', 'evenkeel.try.v1']) {
        const peer = await RawPeer.dial(running.url);
        await peer.say(handshake(path, { 'sec-websocket-protocol': protocol }));
        void peer.say(new Uint8Array(70_000));
        await peer.reset();
      }
      await isWell();
    },
  );

  it('may reset the line after any byte of a handshake', async () => {
    const request = handshake('/try', { 'sec-websocket-protocol': 'evenkeel.try.v1' });
    for (let length = 1; length <= request.length; length += 1) {
      const peer = await RawPeer.dial(running.url);
      await peer.say(request.slice(0, length));
      await peer.reset();
    }
    await isWell();
  });

  it.each([
    ['/try', 'evenkeel.try.v1'],
    ['/desktop', 'evenkeel.desktop.v1'],
    ['/desktop', 'evenkeel.cues.v1'],
  ])('may send a broken frame to %s as %s, even where there is no room', async (path, protocol) => {
    const peers = [];
    for (let visitor = 0; visitor < 6; visitor += 1) {
      const peer = await RawPeer.dial(running.url);
      // An unmasked frame, with a reserved bit and a close code that does not exist, right behind the handshake.
      await peer.say(
        Buffer.concat([
          Buffer.from(handshake(path, { 'sec-websocket-protocol': protocol })),
          Buffer.from([0xf8, 2, 0, 1]),
        ]),
      );
      await peer.hear(/101 Switching/);
      peers.push(peer);
    }
    await Promise.all(peers.map((peer) => peer.reset()));
    await isWell();
  });

  it('may ask for another upgrade than WebSocket and is answered in HTTP/1.1, with its body', async () => {
    const token = await running.token('binder', 'softphone');
    const wish =
      'Host: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
    const peer = await RawPeer.dial(running.url);
    await peer.say(`GET /healthz HTTP/1.1\r\n${wish}\r\n`);
    expect(await peer.hear(/alive/)).toMatch(/^HTTP\/1\.1 200/);
    peer.heard = '';
    const body = JSON.stringify({ agentId: 'ann' });
    const json = `Authorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    await peer.say(`PUT /v1/calls/native/c-1/agent HTTP/1.1\r\n${wish}${json}\r\n${body}`);
    expect(await peer.hear(/\}/)).toMatch(/^HTTP\/1\.1 200 .*"agentId":"ann"/s);
    await peer.reset();
  });
});
