import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { MediaEvent, MediaStream, StreamOpen } from '../../src/ingest/media-adapter.js';
import { type Harness, HearingSink, startIngest, TestPeer, tokenFor } from '../support/ingest-harness.js';

let harness: Harness;
afterEach(() => harness.close());

const CONNECTORS = [
  { name: 'native', protocol: 'native', path: '/streams/native' },
  {
    name: 'genesys',
    protocol: 'audiohook',
    path: '/streams/genesys',
    keys: [{ apiKey: 'k', tenant: 'acme' }],
  },
];

/** What takes the audio works as hard as it can: every chunk costs more than it lasts. */
class SaturatedSink extends HearingSink {
  override stream(open: StreamOpen): MediaStream {
    const heard = super.stream(open);
    return {
      noticeHolds: true,
      handle: (event: MediaEvent) => {
        if (event.type === 'audio') for (const end = performance.now() + 25; performance.now() < end; );
        heard.handle(event);
      },
    };
  }
}

describe('ingest under load', () => {
  it('meets every reply obligation while what takes the audio is saturated', async () => {
    harness = await startIngest({ connectors: CONNECTORS, sink: new SaturatedSink() });
    const flood = await TestPeer.connect(`${harness.url}/streams/native`, {
      authorization: `Bearer ${await tokenFor()}`,
    });
    flood.say({ type: 'start', callId: 'busy', roles: ['customer'], codec: 'pcmu', sampleRateHz: 8000 });
    const feeding = setInterval(() => flood.send(new Uint8Array(160)), 20);
    try {
      const id = randomUUID();
      const peer = await TestPeer.connect(`${harness.url}/streams/genesys`, { 'x-api-key': 'k' });
      const openedAtMs = performance.now();
      const say = (seq: number, type: string, parameters: object = {}) =>
        peer.say({ version: '2', type, id, seq, serverseq: 0, position: 'PT0S', parameters });
      say(1, 'open', {
        organizationId: id,
        conversationId: id,
        participant: { id },
        media: [{ type: 'audio', format: 'PCMU', channels: ['external', 'internal'], rate: 8000 }],
      });
      await peer.heard(({ type }) => type === 'opened');
      // The client gives up after five seconds.
      expect(performance.now() - openedAtMs).toBeLessThan(5_000);
      for (let seq = 2; seq < 12; seq++) {
        say(seq, 'ping');
        const pong = await peer.heard(({ type, clientseq }) => type === 'pong' && clientseq === seq);
        expect(pong.parameters).toEqual({});
      }
      say(12, 'close', { reason: 'end' });
      expect(await peer.heard(({ type }) => type === 'closed')).toMatchObject({ clientseq: 12 });
    } finally {
      clearInterval(feeding);
    }
  });

  it('does not let the loss of one stream disturb another', async () => {
    harness = await startIngest();
    const headers = { authorization: `Bearer ${await tokenFor()}` };
    const peers = await Promise.all(
      Array.from({ length: 10 }, () => TestPeer.connect(`${harness.url}/streams/native`, headers)),
    );
    const frame = new Uint8Array(160).fill(0xff);
    for (const [i, peer] of peers.entries())
      peer.say({
        type: 'start',
        callId: `call-${i}`,
        roles: ['customer'],
        codec: 'pcmu',
        sampleRateHz: 8000,
      });
    for (let at = 0; at < 50; at++) {
      for (const [i, peer] of peers.entries()) if (i % 2 === 0 || at < 10) peer.send(frame);
      if (at === 10) for (const [i, peer] of peers.entries()) if (i % 2 === 1) peer.terminate();
    }
    for (const [i, peer] of peers.entries()) if (i % 2 === 0) peer.say({ type: 'end' });
    await Promise.all(peers.map(({ closed }) => closed));
    await expect.poll(() => harness.server.sessionCount).toBe(0);
    for (const [i] of peers.entries()) {
      const { events } = harness.sink.of(`call-${i}`);
      const positions = events.flatMap((event) => (event.type === 'audio' ? [event.chunk.streamTimeMs] : []));
      if (i % 2 === 0) expect(positions).toEqual(Array.from({ length: 50 }, (_, at) => at * 20));
      expect(events.at(-1)).toEqual({ type: 'close', reason: i % 2 === 0 ? 'normal' : 'peer-lost' });
    }
  });

  it('closes a peer that drips bytes and never finishes a message', async () => {
    harness = await startIngest({ limits: { firstMessageLimitMs: 500 } });
    const { hostname, port } = new URL(harness.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        `GET /streams/native?access_token=${await tokenFor()} HTTP/1.1`,
        'Host: localhost',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        '',
        '',
      ].join('\r\n'),
    );
    await once(socket, 'data');
    // A masked text frame of 100 bytes is announced, and then one byte comes at a time.
    socket.write(Uint8Array.from([0x81, 0x80 | 100, 0, 0, 0, 0]));
    const dripping = setInterval(() => socket.write('x'), 50);
    const [close] = (await once(socket, 'data')) as [Buffer];
    clearInterval(dripping);
    expect(close[0]).toBe(0x88);
    expect(close.subarray(4).toString()).toBe('stream.open-late');
    socket.destroy();
    expect(harness.counted).toContain('refused native stream.open-late');
  });

  it('gives up a peer that answers no ping', async () => {
    harness = await startIngest({ limits: { pingIntervalMs: 1_000 } });
    const peer = await TestPeer.connect(
      `${harness.url}/streams/native`,
      { authorization: `Bearer ${await tokenFor()}` },
      [],
      { autoPong: false },
    );
    peer.say({ type: 'start', callId: 'mute', roles: ['customer'], codec: 'pcmu', sampleRateHz: 8000 });
    await peer.closed;
    await expect
      .poll(() => harness.sink.of('mute').events.at(-1))
      .toEqual({ type: 'close', reason: 'peer-lost' });
  });
});
