import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Harness, startIngest, wholeStream } from '../../support/ingest-harness.js';

type Words = {
  /** The first message, with the caller's custom parameters where the platform puts them. */
  readonly open: (parameters: Record<string, string>) => object;
  /** The key that a caller presses; null where the platform does not tell. */
  readonly digit: object | string | null;
  readonly settings?: object;
};

const TWILIO: Words = {
  open: (customParameters) => ({ event: 'start', streamSid: 's', start: { callSid: 'c', customParameters } }),
  digit: { event: 'dtmf', dtmf: { track: 'inbound_track', digit: '9' } },
};

const WORDS: Readonly<Record<string, Words>> = {
  twilio: TWILIO,
  signalwire: TWILIO,
  talkdesk: TWILIO,
  kazoo: TWILIO,
  fonoster: TWILIO,
  telnyx: {
    open: (custom_parameters) => ({
      event: 'start',
      stream_id: 's',
      start: { call_control_id: 'c', custom_parameters },
    }),
    digit: { event: 'dtmf', stream_id: 's', dtmf: { digit: '9' } },
  },
  plivo: {
    open: (parameters) => ({
      event: 'start',
      start: { callId: 'c', streamId: 's' },
      extra_headers: Object.entries(parameters)
        .map(([name, value]) => `${name}=${value}`)
        .join(';'),
    }),
    digit: { event: 'dtmf', dtmf: { digit: '9' } },
  },
  bandwidth: {
    open: (streamParams) => ({ eventType: 'start', metadata: { callId: 'c', streamId: 's' }, streamParams }),
    digit: null,
  },
  exotel: {
    open: (custom_parameters) => ({ event: 'start', start: { call_sid: 'c', custom_parameters } }),
    digit: { event: 'dtmf', dtmf: { digit: '9' } },
  },
  ringcx: { open: (more) => ({ event: 'Start', metadata: { callId: 'c', ...more } }), digit: null },
  jambonz: {
    open: (metadata) => ({ sampleRate: 8000, mixType: 'stereo', callSid: 'c', ...metadata }),
    digit: { event: 'dtmf', dtmf: '9', duration: 800 },
  },
  freeswitch: { open: (metadata) => ({ callId: 'c', ...metadata }), digit: { event: 'dtmf', dtmf: '9' } },
  asterisk: {
    open: (channel_variables) => ({
      event: 'MEDIA_START',
      channel_id: 'c',
      format: 'slin',
      channel_variables,
    }),
    digit: 'DTMF_END digit:9',
    settings: { role: 'customer' },
  },
  vonage: {
    open: (headers) => ({
      event: 'websocket:connected',
      'content-type': 'audio/l16;rate=8000',
      callId: 'c',
      ...headers,
    }),
    digit: { event: 'websocket:dtmf', digit: '9', duration: 200 },
  },
};

let ingest: Harness | null = null;
afterEach(() => ingest?.close());

/** Says the messages on a real socket, hangs up, and returns what the application was given. */
async function call(protocol: string, messages: readonly (object | string)[]) {
  ingest = await startIngest({
    connectors: [
      {
        name: 'line',
        protocol,
        path: '/streams/line',
        tenant: 'acme',
        anonymous: true,
        notice: { by: 'metadata', key: 'noticeVersion' },
        objection: { digit: '9', metadataKey: 'objects' },
        agent: { trusted: true },
        ...WORDS[protocol]?.settings,
      },
    ],
  });
  const socket = new WebSocket(`${ingest.url}/streams/line`);
  await once(socket, 'open');
  for (const message of messages)
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  socket.close(1000);
  await once(socket, 'close');
  return wholeStream(ingest.sink, 'c');
}

describe.each(Object.entries(WORDS))('%s', (protocol, { open, digit }) => {
  it('asserts notice and names the agent in its custom parameters', async () => {
    const { open: opened } = await call(protocol, [open({ noticeVersion: '2026-08', agentId: 'ann' })]);
    expect(opened).toMatchObject({ notice: { given: true, wordingVersion: '2026-08' }, agentId: 'ann' });
  });

  it('without notice says so, and takes an objection with the first message', async () => {
    const { open: opened, events } = await call(protocol, [open({ objects: 'true' })]);
    expect(opened.notice?.given ?? null).not.toBe(true);
    expect(events).toContainEqual({ type: 'warn', code: 'stream.notice-missing' });
    expect(events).toContainEqual({ type: 'objection' });
  });

  it.skipIf(digit === null)('takes an objection by key, once it is pressed', async () => {
    const before = await call(protocol, [open({ noticeVersion: '1' })]);
    expect(before.events).not.toContainEqual({ type: 'objection' });
    await ingest?.close();
    const after = await call(protocol, [open({ noticeVersion: '1' }), digit ?? '']);
    expect(after.events).toContainEqual({ type: 'objection' });
  });
});
