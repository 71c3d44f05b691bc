import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startIngest, TestPeer } from '../../../support/ingest-harness.js';

const SECRET = Buffer.from('a client secret for the tests').toString('base64');
const KEY = 'key-of-acme';
const ORGANIZATION = randomUUID();
const ZERO = '00000000-0000-0000-0000-000000000000';
const STEREO = { type: 'audio', format: 'PCMU', channels: ['external', 'internal'], rate: 8000 };
const EXTERNAL = { ...STEREO, channels: ['external'] };

let harness: Harness;
afterEach(() => harness.close());

const connector = {
  name: 'genesys',
  protocol: 'audiohook',
  path: '/streams/genesys',
  keys: [
    { apiKey: KEY, secret: SECRET, tenant: 'acme' },
    { apiKey: 'unsigned', tenant: 'lab' },
  ],
  notice: { by: 'configuration', wordingVersion: '2026-08' },
};

/** Headers as the platform signs them; written apart from the verifier. */
function signed(sessionId: string, secret = SECRET, nonce = randomBytes(18).toString('base64')) {
  const headers: Record<string, string> = {
    'audiohook-organization-id': ORGANIZATION,
    'audiohook-session-id': sessionId,
    'audiohook-correlation-id': randomUUID(),
    'x-api-key': KEY,
  };
  const nowS = Math.floor(Date.now() / 1000);
  const names = ['@request-target', '@authority', ...Object.keys(headers)];
  const params = `(${names.map((name) => `"${name}"`).join(' ')});keyid="${KEY}";nonce="${nonce}";alg="hmac-sha256";created=${nowS};expires=${nowS + 10}`;
  const values = [connector.path, harness.url.slice('ws://'.length), ...Object.values(headers)];
  const base = names.map((name, i) => `"${name}": ${values[i]}\n`).join('');
  const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${base}"@signature-params": ${params}`)
    .digest('base64');
  return { ...headers, 'signature-input': `sig1=${params}`, signature: `sig1=:${signature}:` };
}

/** A client that counts as the platform does. */
class AudioHookClient {
  seq = 0;
  serverSeq = 0;

  private constructor(
    readonly id: string,
    readonly peer: TestPeer,
  ) {}

  static async connect(headers?: Record<string, string>, id: string = randomUUID()) {
    const peer = await TestPeer.connect(`${harness.url}${connector.path}`, headers ?? signed(id));
    return new AudioHookClient(id, peer);
  }

  say(type: string, parameters: object = {}, position = 'PT0S'): number {
    this.seq += 1;
    this.peer.say({
      version: '2',
      type,
      id: this.id,
      seq: this.seq,
      serverseq: this.serverSeq,
      position,
      parameters,
    });
    return this.seq;
  }

  open(parameters: object = {}) {
    return this.say('open', {
      organizationId: ORGANIZATION,
      conversationId: this.id,
      participant: { id: randomUUID(), ani: '+1', aniName: '', dnis: '' },
      media: [STEREO, EXTERNAL],
      language: 'en-US',
      ...parameters,
    });
  }

  async heard(type: string): Promise<Record<string, unknown>> {
    const message = await this.peer.heard((candidate) => candidate.type === type);
    this.serverSeq = Math.max(this.serverSeq, Number(message.seq));
    return message;
  }
}

describe('Genesys AudioHook', () => {
  it('refuses a torn stereo message before caller and agent can change places', async () => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    client.open();
    await client.heard('opened');
    client.peer.send(new Uint8Array(3200).fill(0xff));
    client.peer.send(new Uint8Array(3199).fill(0xff));
    expect(await client.heard('disconnect')).toMatchObject({
      parameters: { reason: 'error', info: expect.stringContaining('audio.frame-torn') },
    });
  });

  it('plays a whole call: open, pings, audio, pause, discard, language, close', async () => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    client.open({ supportedLanguages: true, futureField: { any: 1 } });
    expect(await client.heard('opened')).toEqual({
      version: '2',
      type: 'opened',
      id: client.id,
      seq: 1,
      clientseq: 1,
      parameters: { startPaused: false, media: [STEREO], supportedLanguages: ['en-US', 'zh-CN'] },
    });
    const pingSeq = client.say('ping', { rtt: 'PT0.012345678S' });
    expect(await client.heard('pong')).toEqual({
      version: '2',
      type: 'pong',
      id: client.id,
      seq: 2,
      clientseq: pingSeq,
      parameters: {},
    });
    client.peer.send(new Uint8Array(3200).fill(0xff));
    client.say('paused', {}, 'PT0.2S');
    client.say('paused', {}, 'PT0.2S');
    client.say('resumed', { start: 'PT0.2S', discarded: 'PT1.5S' }, 'PT1.7S');
    client.peer.send(new Uint8Array(3200).fill(0xff));
    client.say('discarded', { start: 'PT1.9S', discarded: 'PT0.3S' }, 'PT2.2S');
    client.peer.send(new Uint8Array(1600).fill(0xff));
    client.say('update', { language: 'de-DE' });
    await client.heard('updated');
    client.say('holdTone', { anything: true });
    client.say('close', { reason: 'end' });
    expect(await client.heard('closed')).toMatchObject({ seq: 4, clientseq: client.seq, parameters: {} });
    client.peer.close();
    await client.peer.closed;

    const { open, events } = harness.sink.of(client.id);
    expect(open).toMatchObject({
      tenant: 'acme',
      platform: 'audiohook',
      platformSessionId: client.id,
      roles: ['customer', 'agent'],
      notice: { given: true, wordingVersion: '2026-08' },
      language: 'en-US',
      agentId: null,
    });
    expect(
      events.map((event) => {
        if (event.type === 'audio') return `${event.chunk.role} ${event.chunk.streamTimeMs}`;
        if (event.type === 'gap')
          return `gap ${event.gap.role} ${event.gap.reason} ${event.gap.streamTimeMs}+${event.gap.durationMs}`;
        if (event.type === 'pause') return event.on ? 'pause' : 'resume';
        return event.type;
      }),
    ).toEqual([
      'customer 0',
      'agent 0',
      'pause',
      'gap customer paused 200+1500',
      'gap agent paused 200+1500',
      'resume',
      'customer 1700',
      'agent 1700',
      'gap customer discarded 1900+300',
      'gap agent discarded 1900+300',
      'customer 2200',
      'agent 2200',
      'language',
      'close',
    ]);
    expect(harness.counted).toEqual(['opened genesys ok', 'ended genesys ok']);
  });

  it('follows the offered channel order', async () => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    const swapped = { ...STEREO, channels: ['internal', 'external'] };
    client.open({ media: [EXTERNAL, swapped] });
    expect((await client.heard('opened')).parameters).toMatchObject({ media: [swapped] });
    // µ-law 0x80 is the largest positive value, 0xff zero: the second sample of each pair is the customer's.
    client.peer.send(Uint8Array.from([0xff, 0x80, 0xff, 0x80]));
    client.say('ping');
    await client.heard('pong');
    const chunks = harness.sink
      .of(client.id)
      .events.flatMap((event) => (event.type === 'audio' ? [event.chunk] : []));
    expect(chunks.map(({ role, samples }) => [role, samples[0]! > 0.9])).toEqual([
      ['agent', false],
      ['customer', true],
    ]);
  });

  it('takes the customer alone, L16, when that is all there is', async () => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    const linear = { ...EXTERNAL, format: 'L16' };
    client.open({ media: [{ ...EXTERNAL, channels: ['internal'] }, { type: 'video' }, linear] });
    expect((await client.heard('opened')).parameters).toMatchObject({ media: [linear] });
    client.peer.send(new Uint8Array(Int16Array.from([16384]).buffer));
    client.say('ping');
    await client.heard('pong');
    const [audio] = harness.sink.of(client.id).events;
    expect(audio).toMatchObject({ type: 'audio', chunk: { role: 'customer' } });
    expect(audio?.type === 'audio' && audio.chunk.samples[0]).toBeCloseTo(0.5, 6);
  });

  it('answers a connection probe and keeps no record of it', async () => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    client.open({
      conversationId: ZERO,
      participant: { id: ZERO, ani: '', aniName: '', dnis: '', addedIn2025: [] },
    });
    await client.heard('opened');
    client.say('close', { reason: 'end' });
    await client.heard('closed');
    client.peer.close();
    await client.peer.closed;
    expect(harness.sink.streams).toEqual([]);
    expect(harness.counted).toEqual(['probed genesys ok']);
  });

  it('accepts UUIDs of version 7', async () => {
    harness = await startIngest({ connectors: [connector] });
    const id = '01932c07-92b5-7cc1-a7d2-2f0b1a4e9d11';
    const client = await AudioHookClient.connect(signed(id), id);
    client.open();
    await client.heard('opened');
  });

  it('accepts an unsigned request for a key without a secret, for that tenant', async () => {
    harness = await startIngest({ connectors: [connector] });
    const id = randomUUID();
    const client = await AudioHookClient.connect({ 'x-api-key': 'unsigned' }, id);
    client.open();
    await client.heard('opened');
    expect(harness.sink.of(id).open.tenant).toBe('lab');
  });

  it.each([
    ['a gap in seq', (client: AudioHookClient) => (client.seq += 1), 'stream.sequence-broken'],
    [
      'a serverseq from the future',
      (client: AudioHookClient) => (client.serverSeq = 9),
      'stream.sequence-broken',
    ],
  ])('disconnects on %s and waits for the close', async (_name, disturb, code) => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    client.open();
    await client.heard('opened');
    disturb(client);
    client.say('ping');
    expect(await client.heard('disconnect')).toMatchObject({
      parameters: { reason: 'error', info: expect.stringContaining(code) },
    });
    client.say('close', { reason: 'disconnect' });
    await client.heard('closed');
    client.peer.close();
    await client.peer.closed;
    expect(harness.counted).toContain(`ended genesys ${code}`);
  });

  it.each([
    [
      'audio before open',
      (client: AudioHookClient) => client.peer.send(new Uint8Array(160)),
      'stream.start-missing',
    ],
    [
      'a message that is no JSON',
      (client: AudioHookClient) => client.peer.say('{'),
      'stream.message-invalid',
    ],
    [
      'only media it cannot use',
      (client: AudioHookClient) => void client.open({ media: [] }),
      'stream.media-unusable',
    ],
    [
      'another organization than the request named',
      (client: AudioHookClient) => void client.open({ organizationId: randomUUID() }),
      'stream.session-mismatch',
    ],
  ])('disconnects on %s', async (_name, send, code) => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    send(client);
    const { parameters } = await client.heard('disconnect');
    expect(parameters).toMatchObject({ reason: 'error', info: expect.stringContaining(code) });
    expect(harness.counted).toContain(`refused genesys ${code}`);
  });

  it('refuses a wrong signature inside the protocol, where the operator can read it', async () => {
    harness = await startIngest({ connectors: [connector] });
    const id = randomUUID();
    const client = await AudioHookClient.connect(signed(id, 'd3Jvbmc='), id);
    expect(await client.heard('disconnect')).toMatchObject({
      seq: 1,
      clientseq: 0,
      id,
      parameters: { reason: 'unauthorized', info: expect.stringContaining('auth.signature-invalid') },
    });
    client.open();
    client.say('close', { reason: 'disconnect' });
    expect(await client.heard('closed')).toMatchObject({ seq: 2 });
    expect(client.peer.said.map(({ type }) => type)).toEqual(['disconnect', 'closed']);
    expect(harness.sink.streams).toEqual([]);
  });

  it('refuses a wrong or replayed signature on the upgrade, if so configured', async () => {
    harness = await startIngest({ connectors: [{ ...connector, refuse: 'http' }] });
    const url = `${harness.url}${connector.path}`;
    const id = randomUUID();
    expect(await refusalOf(url, signed(id, 'd3Jvbmc='))).toEqual({
      status: 401,
      code: 'auth.signature-invalid',
    });
    expect(await refusalOf(url, { 'x-api-key': KEY })).toEqual({
      status: 401,
      code: 'auth.signature-missing',
    });
    const headers = signed(id);
    const client = await AudioHookClient.connect(headers, id);
    client.open();
    await client.heard('opened');
    expect(await refusalOf(url, headers)).toEqual({ status: 401, code: 'auth.signature-replayed' });
    // The same nonce in another session is not a replay.
    const nonce = randomBytes(18).toString('base64');
    await AudioHookClient.connect(signed(randomUUID(), SECRET, nonce));
    await AudioHookClient.connect(signed(randomUUID(), SECRET, nonce));
  });

  it('takes leave with disconnect, waits for close, and answers it', async () => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    client.open();
    await client.heard('opened');
    const drained = harness.server.drain(10);
    expect(await client.heard('disconnect')).toMatchObject({ parameters: { reason: 'completed' } });
    client.say('close', { reason: 'disconnect' });
    await client.heard('closed');
    client.peer.close();
    await drained;
    expect(harness.sink.of(client.id).events.at(-1)).toEqual({ type: 'close', reason: 'drain' });
  });

  it('tolerates audio that was on its way when the client paused, and no more than that', async () => {
    harness = await startIngest({ connectors: [connector] });
    const client = await AudioHookClient.connect();
    client.open({ media: [EXTERNAL] });
    await client.heard('opened');
    client.say('paused');
    for (let i = 0; i < 10; i++) client.peer.send(new Uint8Array(1600).fill(0xff));
    client.say('ping');
    await client.heard('pong');
    const { events } = harness.sink.of(client.id);
    expect(events.filter(({ type }) => type === 'audio')).toHaveLength(5);
    expect(events.filter(({ type }) => type === 'warn')).toHaveLength(5);
  });
});
