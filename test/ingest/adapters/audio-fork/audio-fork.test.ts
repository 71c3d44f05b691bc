import { describe, expect, it } from 'vitest';
import {
  claimOf,
  openLine,
  timelineOf,
  upgradeWith,
  verdictOf,
  warningsOf,
} from '../../../support/adapter-line.js';

const JAMBONZ = {
  sampleRate: 8000,
  mixType: 'stereo',
  callSid: 'call-sid-1',
  direction: 'inbound',
  from: '+15550001',
  to: '+15550002',
  callId: 'sip-call-id@host',
  sbcCallid: 'x',
  callStatus: 'in-progress',
  accountSid: 'acc',
  agentId: 'agent\\\\1001',
  tenant: 'acme',
};

describe('jambonz listen and FreeSWITCH audio forks', () => {
  it('reads a stereo stream: the forked leg is the customer, the other side the agent', () => {
    const line = openLine({ protocol: 'jambonz' });
    line.say(JAMBONZ);
    line.audio(Buffer.from(new Int16Array([16384, -16384, 16384, -16384]).buffer));
    line.audio(Buffer.alloc(640));
    line.audio(Buffer.alloc(640 * 3));
    line.audio(Buffer.alloc(0));
    line.say({ event: 'dtmf', dtmf: '5', duration: 1600 });
    line.say({ type: 'playDone', data: { id: 'x' } });
    expect(claimOf(line)).toMatchObject({
      callId: 'call-sid-1',
      platformSessionId: 'sip-call-id@host',
      roles: ['customer', 'agent'],
      // The platform escapes backslashes once more than JSON needs.
      attributes: { agentId: 'agent\\1001', tenant: 'acme' },
    });
    const chunks = line.events.flatMap((event) => (event.type === 'audio' ? [event.chunk] : []));
    expect([...(chunks[0]?.samples ?? [])]).toEqual([0.5, 0.5]);
    expect([...(chunks[1]?.samples ?? [])]).toEqual([-0.5, -0.5]);
    expect(timelineOf(line).slice(2)).toEqual([
      'customer@0.25+20',
      'agent@0.25+20',
      'customer@20.25+60',
      'agent@20.25+60',
    ]);
    expect(line.events.at(-1)).toEqual({ type: 'dtmf', digit: '5' });
    expect([line.sent, line.ends, warningsOf(line)]).toEqual([[], [], []]);
  });

  it('reads what is left of a metadata frame that the platform cut at 8192 bytes', () => {
    const long = JSON.stringify({ ...JAMBONZ, customerData: { note: 'x'.repeat(9000) } }).slice(0, 8191);
    const line = openLine({ protocol: 'jambonz' });
    line.say(long);
    line.audio(Buffer.alloc(640));
    expect(claimOf(line)).toMatchObject({ callId: 'call-sid-1', roles: ['customer', 'agent'] });
    expect(claimOf(line).attributes).toMatchObject({ agentId: 'agent\\1001' });
    expect(timelineOf(line)).toEqual(['customer@0+20', 'agent@0+20']);
  });

  it('works without a metadata frame: rate and channels from the connector, the call from the URL', () => {
    const line = openLine(
      { protocol: 'freeswitch', mixType: 'mono', sampleRateHz: 16000 },
      upgradeWith({}, '/streams/test?callId=uuid-7'),
    );
    line.audio(Buffer.alloc(640));
    expect(claimOf(line)).toMatchObject({ callId: 'uuid-7', roles: ['customer'] });
    expect(timelineOf(line)).toEqual(['customer@0+20']);
  });

  it('takes metadata that is no JSON, and still reads the audio', () => {
    const line = openLine({ protocol: 'freeswitch' });
    line.say('hello from the dialplan');
    line.audio(Buffer.alloc(640));
    expect(claimOf(line).callId).toMatch(/^unnamed-/);
    expect(timelineOf(line)).toHaveLength(2);
  });

  it('claims nothing about the caller when both are mixed, and reads a mono leg', () => {
    const mixed = openLine({ protocol: 'jambonz' });
    mixed.say({ ...JAMBONZ, mixType: 'mixed' });
    expect(claimOf(mixed).roles).toEqual(['mixed']);
    const mono = openLine({ protocol: 'jambonz', channels: ['agent', 'customer'] });
    mono.say({ ...JAMBONZ, mixType: 'mono' });
    expect(claimOf(mono).roles).toEqual(['agent']);
  });

  it('lets one call say who is on which channel', () => {
    const line = openLine({ protocol: 'jambonz' });
    line.say({ ...JAMBONZ, channels: 'agent,customer' });
    expect(claimOf(line).roles).toEqual(['agent', 'customer']);
  });

  it.each([8000, 16000, 24000, 32000, 48000, 64000])('reads %i Hz', (sampleRate) => {
    const line = openLine({ protocol: 'jambonz' });
    line.say({ ...JAMBONZ, sampleRate });
    line.audio(Buffer.alloc((sampleRate / 50) * 4));
    expect(timelineOf(line)).toEqual(['customer@0+20', 'agent@0+20']);
  });

  it('refuses a rate that it cannot resample, and carries a torn frame over', () => {
    const unknown = openLine({ protocol: 'jambonz' });
    unknown.say({ ...JAMBONZ, sampleRate: 12345 });
    expect(unknown.ends).toEqual(['audio.sample-rate-unknown']);
    const torn = openLine({ protocol: 'jambonz' });
    torn.say(JAMBONZ);
    torn.audio(Buffer.alloc(639));
    torn.audio(Buffer.alloc(640));
    expect(warningsOf(torn)).toEqual([]);
    expect(timelineOf(torn).at(-1)).toBe('agent@19.875+20');
  });

  it('asks for Basic credentials and echoes the subprotocol', async () => {
    const connector = { protocol: 'jambonz', basic: { username: 'jam', password: 'b:onz' } };
    const authorization = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const name of ['audio.jambonz.org', 'audio.drachtio.org']) {
      const upgrade = upgradeWith({
        authorization: authorization('jam:b:onz'),
        'sec-websocket-protocol': name,
      });
      expect(await verdictOf(connector, upgrade)).toMatchObject({ kind: 'accepted', subprotocol: name });
    }
    for (const headers of [
      {},
      { authorization: authorization('jam:wrong') },
      { authorization: 'Bearer x' },
    ]) {
      expect(await verdictOf(connector, upgradeWith(headers))).toMatchObject({
        code: 'auth.credentials-invalid',
      });
    }
  });

  it('takes the bearer token that mod_audio_stream sends as an extra header', async () => {
    const connector = { protocol: 'freeswitch', bearerToken: 'a-token-of-sixteen' };
    const upgrade = upgradeWith({ authorization: 'Bearer a-token-of-sixteen' });
    expect(await verdictOf(connector, upgrade)).toMatchObject({ kind: 'accepted', subprotocol: null });
  });
});
