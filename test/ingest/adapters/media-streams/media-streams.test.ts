import { describe, expect, it } from 'vitest';
import { tokenVerifier } from '../../../../src/auth/verify-token.js';
import { oneTimeToken } from '../../../../src/ingest/adapters/media-streams/one-time-token.js';
import { upgradeSignature } from '../../../../src/ingest/adapters/media-streams/upgrade-signature.js';
import { protocolOf } from '../../../../src/ingest/adapters/protocols.js';
import {
  claimOf,
  connectorOf,
  lineOf,
  openLine,
  timelineOf,
  upgradeWith,
  verdictOf,
  warningsOf,
} from '../../../support/adapter-line.js';
import { TEST_AUTH } from '../../../support/ingest-harness.js';

const SILENCE = Buffer.alloc(160, 0xff).toString('base64');

function start(more: Record<string, unknown> = {}) {
  return {
    event: 'start',
    sequenceNumber: '1',
    streamSid: 'MZ1',
    start: {
      accountSid: 'AC1',
      callSid: 'CA1',
      streamSid: 'MZ1',
      tracks: ['inbound', 'outbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: {},
      ...more,
    },
  };
}

function media(track: string, timestamp: number, payload = SILENCE, chunk = 1) {
  return {
    event: 'media',
    sequenceNumber: '2',
    streamSid: 'MZ1',
    media: { track, chunk: String(chunk), timestamp: String(timestamp), payload },
  };
}

describe('Twilio Media Streams', () => {
  it('reads a whole unidirectional stream and never sends anything', () => {
    const line = openLine({ protocol: 'twilio' });
    line.say({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    line.say(start({ customParameters: { agentId: 'a-7', language: 'en-US', noticeVersion: '3' } }));
    line.say(media('inbound', 5));
    line.say(media('inbound', 25));
    line.say(media('outbound', 1200));
    line.say({ event: 'mark', mark: { name: 'x' } });
    line.say({ event: 'stop', sequenceNumber: '9', stop: { accountSid: 'AC1', callSid: 'CA1' } });
    expect(claimOf(line)).toEqual({
      callId: 'CA1',
      platformSessionId: 'MZ1',
      roles: ['customer', 'agent'],
      notice: null,
      agentId: null,
      language: 'en-US',
      isProbe: false,
      attributes: { agentId: 'a-7', language: 'en-US', noticeVersion: '3' },
    });
    expect(timelineOf(line)).toEqual(['customer@5+20', 'customer@25+20', 'agent@1200+20']);
    expect(line.events.at(-1)).toEqual({ type: 'end' });
    expect(line.ends).toEqual(['closed']);
    expect(line.sent).toEqual([]);
  });

  it('decodes the payload', () => {
    const line = openLine({ protocol: 'twilio' });
    line.say(start());
    // ITU-T G.711 table 2a: 0x80 is the largest positive value, 0x00 the largest negative one.
    line.say(media('inbound', 0, Buffer.from([0x80, 0x00, 0xff]).toString('base64')));
    const [, audio] = line.events;
    if (audio?.type !== 'audio') throw new Error('no audio');
    expect([...audio.chunk.samples].map((sample) => Math.round(sample * 32768))).toEqual([32124, -32124, 0]);
  });

  it('carries half a sample over to the next message of its own track', () => {
    const line = openLine({ protocol: 'kazoo' });
    line.say(start({ mediaFormat: { encoding: 'audio/l16' } }));
    const ramp = Buffer.from(new Int16Array(400).map((_, i) => i * 50).buffer);
    for (let at = 0; at < ramp.length; at += 37) {
      line.say(media('inbound', 0, ramp.subarray(at, at + 37).toString('base64'), at + 1));
      line.say(media('outbound', 0, ramp.subarray(at, at + 37).toString('base64'), at + 1));
    }
    for (const role of ['customer', 'agent']) {
      const heard = line.events.flatMap((event) =>
        event.type === 'audio' && event.chunk.role === role ? [...event.chunk.samples] : [],
      );
      expect(heard.map((sample) => Math.round(sample * 32768))).toEqual(
        Array.from({ length: 400 }, (_, i) => i * 50),
      );
    }
  });

  it('takes the roles of one call from its custom parameters', () => {
    const line = openLine({ protocol: 'twilio' });
    line.say(start({ customParameters: { role_inbound: 'agent' } }));
    line.say(media('inbound', 0));
    line.say(media('outbound', 0));
    expect(claimOf(line).roles).toEqual(['agent', 'customer']);
    expect(timelineOf(line)).toEqual(['agent@0+20', 'customer@0+20']);
  });

  it('takes the roles of a connector from its configuration, and only the tracks that are sent', () => {
    const tracks = { inbound: 'agent', outbound: 'customer' };
    const line = openLine({ protocol: 'twilio', tracks });
    line.say(start({ tracks: ['outbound'] }));
    line.say(media('inbound', 0));
    line.say(media('outbound', 0));
    expect(claimOf(line).roles).toEqual(['customer']);
    expect(timelineOf(line)).toEqual(['customer@0+20']);
    expect(warningsOf(line)).toEqual(['stream.audio-ignored']);
  });

  it.each([
    ['audio before the start', media('inbound', 0), 'stream.start-missing'],
    ['no JSON', '{"event":', 'stream.message-invalid'],
    ['no call', { event: 'start', start: {} }, 'stream.message-invalid'],
    ['a codec that is not decoded', start({ mediaFormat: { encoding: 'OPUS' } }), 'audio.codec-unknown'],
    ['a rate that is not known', start({ mediaFormat: { sampleRate: 7 } }), 'audio.sample-rate-unknown'],
  ])('ends a stream that begins with %s', (_what, message, code) => {
    const line = openLine({ protocol: 'twilio' });
    line.say(message);
    expect(line.ends).toEqual([code]);
    expect(line.events).toEqual([]);
  });

  it.each(['twilio', 'telnyx', 'plivo', 'bandwidth', 'ringcx'])(
    'believes nobody to be on a track that %s brings in mid-call, says so, and hears the others on',
    (protocol) => {
      const line = openLine({ protocol, tracks: { inbound: 'customer', outbound: 'agent' } });
      line.say({
        ...start({
          callId: 'c',
          call_control_id: 'c',
          media_format: { encoding: 'PCMU', sample_rate: 8000 },
        }),
        eventType: 'start',
        metadata: { callId: 'c', tracks: [{ name: 'inbound' }, { name: 'outbound' }] },
      });
      const say = (track: string, n: number) => {
        const message = media(track, n * 20, Buffer.alloc(160, n % 200).toString('base64'), n + 1);
        const { payload } = message.media;
        // Each dialect reads its own fields of it.
        if (protocol === 'ringcx') line.say({ event: 'media', perspective: track, media: payload });
        else if (protocol === 'bandwidth') line.say({ eventType: 'media', track, payload });
        else line.say({ ...message, sequenceNumber: undefined });
      };
      for (let n = 0; n < 300; n++)
        for (const track of ['inbound', 'outbound', ...(n < 100 ? [] : ['inbound-2'])]) say(track, n);
      line.say({ event: 'stop', eventType: 'stop' });
      const heard = timelineOf(line);
      for (const role of ['customer', 'agent'])
        expect(
          heard.filter((piece) => piece.startsWith(role)),
          role,
        ).toHaveLength(300);
      expect(heard).toHaveLength(600);
      expect(new Set(warningsOf(line))).toEqual(new Set(['stream.audio-ignored']));
    },
  );

  it('ends a stream that starts anew, and outlives a torn message and a start that is said twice', () => {
    const line = openLine({ protocol: 'twilio' });
    line.say(start());
    line.say('{"event":"media","media":{"tra');
    line.say(media('inbound', 0));
    expect(warningsOf(line)).toEqual(['stream.message-invalid']);
    expect(timelineOf(line)).toHaveLength(1);
    line.say(start());
    expect(line.ends).toEqual([]);
    expect(warningsOf(line)).toEqual(['stream.message-invalid', 'stream.start-repeated']);
    line.say(media('inbound', 20, SILENCE, 2));
    expect(timelineOf(line)).toHaveLength(2);
    line.say(start({ callSid: 'CA2' }));
    expect(line.ends).toEqual(['stream.start-repeated']);
  });
});

describe('who may open a media stream', () => {
  const target = '/twilio';
  const connector = { protocol: 'twilio', authToken: '12345', publicOrigin: 'wss://coach.example.com' };

  it('matches the published vector of an upgrade signature', () => {
    expect(upgradeSignature('12345', 'wss://coach.example.com/twilio')).toBe('ESNaibdmZMWwYslpY0CnYK+KUKw=');
  });

  it('accepts a signature over the public wss:// address, whatever Host the proxy writes', async () => {
    const headers = { host: 'internal:8040', 'x-twilio-signature': 'ESNaibdmZMWwYslpY0CnYK+KUKw=' };
    expect(await verdictOf(connector, upgradeWith(headers, target))).toEqual({
      kind: 'accepted',
      tenant: 'acme',
      subprotocol: null,
    });
  });

  it('builds the address from the Host header when no public origin is set', async () => {
    const signature = upgradeSignature('12345', 'wss://coach.example.com/twilio');
    const headers = { host: 'coach.example.com', 'x-twilio-signature': signature };
    expect((await verdictOf({ ...connector, publicOrigin: null }, upgradeWith(headers, target))).kind).toBe(
      'accepted',
    );
  });

  it.each([
    ['no signature', {}, 'auth.signature-missing'],
    [
      'a signature over https://',
      { 'x-twilio-signature': upgradeSignature('12345', 'https://coach.example.com/twilio') },
      'auth.signature-invalid',
    ],
    [
      'a signature with another token',
      { 'x-twilio-signature': upgradeSignature('54321', 'wss://coach.example.com/twilio') },
      'auth.signature-invalid',
    ],
  ])('refuses %s', async (_what, headers, code) => {
    expect(await verdictOf(connector, upgradeWith(headers, target))).toEqual({ kind: 'refused', code });
  });

  it('checks a bearer token, bare as Telnyx sends it too', async () => {
    const telnyx = { protocol: 'telnyx', bearerToken: 'a-token-of-sixteen' };
    for (const authorization of ['Bearer a-token-of-sixteen', 'a-token-of-sixteen']) {
      expect((await verdictOf(telnyx, upgradeWith({ authorization }))).kind).toBe('accepted');
    }
    expect((await verdictOf(telnyx, upgradeWith({ authorization: 'Bearer other' }))).kind).toBe('refused');
  });

  it('lets a one-time token open one stream of its own call, before it expires', () => {
    const secret = 'a secret of at least 32 characters';
    const protocol = protocolOf(connectorOf({ protocol: 'twilio', oneTimeToken: { secret } }), {
      tokens: tokenVerifier(TEST_AUTH),
      clock: { monotonicMs: () => 0, wallMs: () => 1_000_000 },
    });
    const end = (token: string, callSid = 'CA1') => {
      const line = lineOf(protocol);
      line.say(start({ callSid, customParameters: { token } }));
      return line.ends[0] ?? 'open';
    };
    const good = oneTimeToken(secret, 'CA1', 1001, 'nonce-0001');
    expect(end(good, 'CA2')).toBe('auth.token-invalid');
    expect(end(good)).toBe('open');
    expect(end(good)).toBe('auth.token-invalid');
    expect(end(oneTimeToken(secret, 'CA1', 999, 'nonce-0002'))).toBe('auth.token-invalid');
    expect(end(oneTimeToken('another secret of 32 characters...', 'CA1', 1001, 'nonce-0003'))).toBe(
      'auth.token-invalid',
    );
    expect(end('')).toBe('auth.token-invalid');
  });

  it('checks the account where that is all there is', () => {
    const line = openLine({ protocol: 'talkdesk', accountId: 'AC2' });
    line.say(start());
    expect(line.ends).toEqual(['auth.credentials-invalid']);
  });

  it('refuses a configuration in which nothing proves who connects', () => {
    expect(() => connectorOf({ protocol: 'twilio' })).toThrow(/Nothing proves who connects/);
  });
});
