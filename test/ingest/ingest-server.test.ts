import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Harness, refusalOf, startIngest, TestPeer, tokenFor } from '../support/ingest-harness.js';

const START = {
  type: 'start',
  callId: 'call-1',
  roles: ['customer', 'agent'],
  codec: 'pcmu',
  sampleRateHz: 8000,
  notice: { given: true, wordingVersion: '2026-08' },
};

let harness: Harness;
afterEach(() => harness.close());

async function source(): Promise<TestPeer> {
  return await TestPeer.connect(`${harness.url}/streams/native`, {
    authorization: `Bearer ${await tokenFor()}`,
  });
}

describe('ingest server', () => {
  it('hands an open stream with its audio by role to the application', async () => {
    harness = await startIngest();
    const peer = await source();
    peer.say(START);
    expect(await peer.heard(({ type }) => type === 'started')).toMatchObject({ callId: 'call-1' });
    peer.send(Uint8Array.from([0x80, 0xff, 0x80, 0xff]));
    peer.say({ type: 'end' });
    await peer.heard(({ type }) => type === 'ended');
    expect(await peer.closed).toEqual({ code: 1000, reason: '' });

    const { open, events } = harness.sink.of('call-1');
    expect(open).toMatchObject({ tenant: 'acme', connector: 'native', platform: 'native' });
    expect(open.notice).toEqual({ given: true, wordingVersion: '2026-08' });
    const audio = events.flatMap((event) => (event.type === 'audio' ? [event.chunk] : []));
    expect(audio.map(({ role, streamTimeMs }) => ({ role, streamTimeMs }))).toEqual([
      { role: 'customer', streamTimeMs: 0 },
      { role: 'agent', streamTimeMs: 0 },
    ]);
    // ITU-T G.711 table 2a: µ-law 0x80 is the largest positive value, 0xff is zero.
    expect(audio[0]!.samples[0]).toBeCloseTo(32124 / 32768, 5);
    expect(audio[1]!.samples[0]).toBeCloseTo(0, 10);
    expect(events.at(-1)).toEqual({ type: 'close', reason: 'normal' });
    expect(harness.counted).toEqual(['opened native ok', 'ended native ok']);
  });

  it.each([
    ['a missing token', {}, 401, 'auth.token-missing'],
    ['a wrong token', { authorization: 'Bearer abc.def.ghi' }, 401, 'auth.token-invalid'],
  ])('refuses %s before the handshake', async (_name, headers, status, code) => {
    harness = await startIngest();
    expect(await refusalOf(`${harness.url}/streams/native`, headers)).toEqual({ status, code });
    expect(harness.counted).toEqual([`refused native ${code}`]);
  });

  it('refuses an expired token and a token of another role by their own codes', async () => {
    harness = await startIngest();
    const expired = await tokenFor({ expiresAtMs: Date.now() - 60_000 });
    const agent = await tokenFor({ role: 'agent' });
    expect(await refusalOf(`${harness.url}/streams/native?access_token=${expired}`)).toEqual({
      status: 401,
      code: 'auth.token-expired',
    });
    expect(await refusalOf(`${harness.url}/streams/native?access_token=${agent}`)).toEqual({
      status: 403,
      code: 'auth.right-missing',
    });
  });

  it('says that no connector has the path', async () => {
    harness = await startIngest();
    expect(await refusalOf(`${harness.url}/streams/nativ`)).toEqual({
      status: 404,
      code: 'stream.path-unknown',
    });
    expect(harness.counted).toEqual(['refused none stream.path-unknown']);
  });

  it('answers the offered subprotocol, and refuses one that it does not speak', async () => {
    harness = await startIngest();
    const headers = { authorization: `Bearer ${await tokenFor()}` };
    const peer = await TestPeer.connect(`${harness.url}/streams/native`, headers, ['evenkeel.audio.v1']);
    expect(peer.subprotocol).toBe('evenkeel.audio.v1');
    peer.close();
    expect(await refusalOf(`${harness.url}/streams/native`, headers, ['audio.v9'])).toMatchObject({
      code: 'stream.subprotocol-unknown',
    });
  });

  it.each([
    ['an unknown codec', { ...START, codec: 'opus' }, 'audio.codec-unknown', 1003],
    ['audio before the start', Uint8Array.of(1, 2), 'stream.start-missing', 1002],
    ['a message that is no JSON', '{"type":', 'stream.message-invalid', 1007],
    ['a start without a call', { ...START, callId: '' }, 'stream.message-invalid', 1007],
    ['a text over 64 KiB', `{"type":"start","x":"${'x'.repeat(70_000)}"}`, 'stream.text-too-large', 1009],
  ])('ends a stream on %s with a stable code, and others go on', async (_name, bad, code, close) => {
    harness = await startIngest();
    const other = await source();
    other.say({ ...START, callId: 'other' });
    const peer = await source();
    if (bad instanceof Uint8Array) peer.send(bad);
    else peer.say(bad);
    expect(await peer.closed).toEqual({ code: close, reason: code });
    expect(harness.counted).toContain(`refused native ${code}`);

    other.send(new Uint8Array(320).fill(0xff));
    other.say({ type: 'end' });
    expect(await other.closed).toMatchObject({ code: 1000 });
    expect(harness.sink.of('other').events.map(({ type }) => type)).toEqual(['audio', 'audio', 'close']);
  });

  it('ends a stream on a second start', async () => {
    harness = await startIngest();
    const peer = await source();
    peer.say(START);
    peer.say(START);
    expect(await peer.heard(({ type }) => type === 'error')).toMatchObject({ code: 'stream.start-repeated' });
    expect(await peer.closed).toEqual({ code: 1002, reason: 'stream.start-repeated' });
    expect(harness.sink.of('call-1').events.at(-1)).toEqual({ type: 'close', reason: 'protocol' });
  });

  it('degrades without notice and says so, and carries a torn stereo frame over', async () => {
    harness = await startIngest();
    const peer = await source();
    peer.say({ ...START, notice: undefined });
    expect(await peer.heard(({ type }) => type === 'warning')).toMatchObject({
      code: 'stream.notice-missing',
    });
    peer.send(new Uint8Array(321).fill(0xff));
    peer.send(new Uint8Array(320).fill(0xff));
    peer.say({ type: 'end' });
    expect(await peer.closed).toMatchObject({ code: 1000 });
    const { open, events } = harness.sink.of('call-1');
    expect(open.notice).toBeNull();
    const positions = events.flatMap((event) => (event.type === 'audio' ? [event.chunk.streamTimeMs] : []));
    expect(positions).toEqual([0, 0, 20, 20]);
    expect(harness.counted).toEqual([
      'opened native ok',
      'warned native stream.notice-missing',
      'ended native ok',
    ]);
  });

  it('closes a socket that never starts, and one that is abandoned', async () => {
    harness = await startIngest({ limits: { firstMessageLimitMs: 100, idleLimitMs: 1_000 } });
    const silent = await source();
    const abandoned = await source();
    abandoned.say(START);
    expect(await silent.closed).toMatchObject({ code: 1008, reason: 'stream.open-late' });
    expect(await abandoned.closed).toMatchObject({ code: 1008, reason: 'stream.idle' });
    expect(harness.sink.of('call-1').events.at(-1)).toEqual({ type: 'close', reason: 'timeout' });
  });

  it('takes no stream for abandoned because the process stood still: what came meanwhile is read first', async () => {
    harness = await startIngest({ limits: { idleLimitMs: 4_000 } });
    const peer = await source();
    peer.say(START);
    await expect.poll(() => harness.counted).toContain('opened native ok');
    peer.send(new Uint8Array(320));
    // Longer than the limit: the message lies in the socket when the deadlines are looked at next.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6_000);
    await expect.poll(() => harness.sink.of('call-1').events.some(({ type }) => type === 'audio')).toBe(true);
    peer.say({ type: 'end' });
    expect(await peer.closed).toMatchObject({ code: 1000 });
  });

  it('refuses what is over the limits of the instance and of the tenant', async () => {
    harness = await startIngest({ limits: { streamLimit: 2, tenantStreamLimit: 1 } });
    const first = await source();
    const url = `${harness.url}/streams/native`;
    expect(await refusalOf(url, { authorization: `Bearer ${await tokenFor()}` })).toEqual({
      status: 503,
      code: 'stream.tenant-limit-reached',
    });
    const authorization = `Bearer ${await tokenFor({ tenant: 'other' })}`;
    await TestPeer.connect(url, { authorization });
    expect(await refusalOf(url, { authorization })).toEqual({ status: 503, code: 'stream.limit-reached' });
    first.close();
  });

  const audiohook = {
    name: 'genesys',
    protocol: 'audiohook',
    path: '/streams/genesys',
    keys: [{ apiKey: 'KEY', secret: 'c2VjcmV0', tenant: 'acme' }],
  };

  it('gives the places of calls to nobody who has yet to prove who they are, or is being refused', async () => {
    const connectors = [
      { name: 'native', protocol: 'native', path: '/streams/native' },
      { ...audiohook, refuse: 'http' },
      { ...audiohook, name: 'in-protocol', path: '/streams/in-protocol', refuse: 'in-protocol' },
    ];
    harness = await startIngest({ connectors, limits: { streamLimit: 2, tenantStreamLimit: 2 } });
    const strangers = Array.from({ length: 4 }, () => refusalOf(`${harness.url}/streams/genesys`));
    const turnedAway = Array.from({ length: 40 }, async () => {
      const socket = new WebSocket(`${harness.url}/streams/in-protocol`);
      return await once(socket, 'open').then(
        () => 'told in the protocol',
        (refusal: Error) => refusal.message,
      );
    });
    const answers = await Promise.all(turnedAway);
    expect(answers.filter((answer) => answer === 'told in the protocol')).toHaveLength(32);
    expect(answers.filter((answer) => answer.includes('401'))).toHaveLength(8);
    await Promise.all([source(), source()]);
    expect(harness.server.sessionCount).toBeGreaterThanOrEqual(2);
    for (const refusal of await Promise.all(strangers)) expect(refusal.status).toBe(401);
  });

  it('cuts off a flood, and drops a message over the limit', async () => {
    harness = await startIngest({ limits: { floodMessagesPerSecond: 10 } });
    const flood = await source();
    flood.say(START);
    for (let i = 0; i < 200; i++) flood.send(new Uint8Array(320));
    expect(await flood.closed).toEqual({ code: 1008, reason: 'stream.flood' });
    const big = await source();
    big.say({ ...START, callId: 'big' });
    big.send(new Uint8Array(300_000));
    expect(await big.closed).toMatchObject({ code: 1009 });
    await expect.poll(() => harness.counted).toContain('ended native stream.message-too-large');
  });

  it('drains: refuses newcomers, lets streams end by themselves, then takes leave', async () => {
    harness = await startIngest();
    const peer = await source();
    peer.say(START);
    await peer.heard(({ type }) => type === 'started');
    const drained = harness.server.drain(200);
    const headers = { authorization: `Bearer ${await tokenFor()}` };
    expect(await refusalOf(`${harness.url}/streams/native`, headers)).toEqual({
      status: 503,
      code: 'stream.draining',
    });
    expect(await peer.heard(({ type }) => type === 'ended')).toMatchObject({ reason: 'drain' });
    expect(await peer.closed).toEqual({ code: 1012, reason: 'stream.draining' });
    await drained;
    expect(harness.sink.of('call-1').events.at(-1)).toEqual({ type: 'close', reason: 'drain' });
  });

  it('keeps a fault of the application to the one stream that met it', async () => {
    harness = await startIngest({
      sink: {
        stream: ({ callId }) => ({
          noticeHolds: true,
          handle: () => {
            if (callId === 'bad') throw new Error('a fault for the test');
          },
        }),
      },
    });
    const bad = await source();
    const good = await source();
    bad.say({ ...START, callId: 'bad' });
    good.say(START);
    bad.send(new Uint8Array(320));
    expect(await bad.closed).toEqual({ code: 1011, reason: 'internal.fault' });
    expect(harness.faults).not.toHaveLength(0);
    good.say({ type: 'end' });
    expect(await good.closed).toMatchObject({ code: 1000 });
  });
});
