import { describe, expect, it } from 'vitest';
import {
  claimOf,
  openLine,
  timelineOf,
  upgradeWith,
  verdictOf,
  warningsOf,
} from '../../support/adapter-line.js';

const CONNECTED = { event: 'websocket:connected', 'content-type': 'audio/l16;rate=16000' };

describe('Vonage WebSocket endpoint', () => {
  it('degrades a leg that hears everybody: its one channel is mixed', () => {
    const line = openLine({ protocol: 'vonage' });
    line.say({ ...CONNECTED, callId: 'v-1', agentId: 'a1', attempt: 2 });
    line.audio(Buffer.alloc(640));
    line.audio(Buffer.alloc(640));
    expect(claimOf(line)).toMatchObject({
      callId: 'v-1',
      roles: ['mixed'],
      attributes: { agentId: 'a1', attempt: '2' },
    });
    expect(timelineOf(line)).toEqual(['mixed@0+20', 'mixed@20+20']);
    expect([line.sent, line.ends]).toEqual([[], []]);
  });

  it('believes a leg that says whom it can hear, and joins two legs by their call id', () => {
    const legs = ['customer', 'agent'].map((role) => {
      const line = openLine({ protocol: 'vonage' });
      line.say({ ...CONNECTED, role, callId: 'v-2' });
      return claimOf(line);
    });
    expect(legs.map(({ callId, roles }) => [callId, roles])).toEqual([
      ['v-2', ['customer']],
      ['v-2', ['agent']],
    ]);
  });

  it.each([
    ['audio/l16;rate=8000', 320],
    ['audio/L16; rate=16000', 640],
    ['AUDIO/L16 ; RATE = 24000', 960],
  ])('reads 20 ms of %s', (contentType, bytes) => {
    const line = openLine({ protocol: 'vonage' });
    line.say({ ...CONNECTED, 'content-type': contentType, callId: 'v' });
    line.audio(Buffer.alloc(bytes));
    expect(timelineOf(line)).toEqual(['mixed@0+20']);
  });

  it('goes on where its leg is announced twice, and ends where another leg is', () => {
    const line = openLine({ protocol: 'vonage' });
    const leg = { ...CONNECTED, role: 'customer', callId: 'v-3' };
    for (const _ of ['once', 'twice']) line.say(leg);
    line.audio(Buffer.alloc(640));
    expect(warningsOf(line)).toEqual(['stream.start-repeated']);
    expect(timelineOf(line)).toEqual(['customer@0+20']);
    line.say({ ...leg, callId: 'v-4' });
    expect(line.ends).toEqual(['stream.start-repeated']);
  });

  it('hears DTMF and ignores events that it does not know', () => {
    const line = openLine({ protocol: 'vonage' });
    line.say(CONNECTED);
    line.say({ event: 'websocket:dtmf', digit: '1', duration: 260 });
    line.say({ event: 'websocket:notify', payload: {} });
    line.say({ event: 'websocket:something-new' });
    line.say('no json');
    expect(line.events.slice(1)).toEqual([
      { type: 'dtmf', digit: '1' },
      { type: 'warn', code: 'stream.message-invalid' },
    ]);
    expect(warningsOf(line)).toHaveLength(1);
  });

  it.each([
    ['another codec', { ...CONNECTED, 'content-type': 'audio/opus;rate=16000' }, 'audio.codec-unknown'],
    ['another rate', { ...CONNECTED, 'content-type': 'audio/l16;rate=17000' }, 'audio.sample-rate-unknown'],
  ])('refuses %s', (_what, message, code) => {
    const line = openLine({ protocol: 'vonage' });
    line.say(message);
    expect(line.ends).toEqual([code]);
  });

  it('checks the bearer token of the upgrade, or a token among the headers', async () => {
    const connector = { protocol: 'vonage', bearerToken: 'a-token-of-sixteen' };
    const upgrade = upgradeWith({ authorization: 'Bearer a-token-of-sixteen' });
    expect(await verdictOf(connector, upgrade)).toMatchObject({ kind: 'accepted' });
    expect(await verdictOf(connector, upgradeWith())).toMatchObject({ code: 'auth.credentials-invalid' });
    const secret = 'a-secret-of-sixteen';
    const good = openLine({ protocol: 'vonage', token: { secret } });
    good.say({ ...CONNECTED, token: secret, callId: 'v' });
    expect(claimOf(good).callId).toBe('v');
    const bad = openLine({ protocol: 'vonage', token: { secret } });
    bad.say(CONNECTED);
    expect(bad.ends).toEqual(['auth.credentials-invalid']);
  });
});
