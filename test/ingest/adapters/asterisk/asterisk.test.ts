import { describe, expect, it } from 'vitest';
import {
  claimOf,
  openLine,
  timelineOf,
  upgradeWith,
  verdictOf,
  warningsOf,
} from '../../../support/adapter-line.js';

const JSON_START = {
  event: 'MEDIA_START',
  connection_id: 'coach',
  channel: 'WebSocket/coach/0x7fe2',
  channel_id: '1795303519.0',
  format: 'slin16',
  optimal_frame_size: 640,
  ptime: 20,
  channel_variables: { MEDIA_WEBSOCKET_CONNECTION_ID: 'coach', MEDIA_WEBSOCKET_OPTIMAL_FRAME_SIZE: '640' },
};
const PLAIN_START =
  'MEDIA_START connection_id:coach channel:WebSocket/coach/0x7fe2:x channel_id:1795303524.1 format:ulaw optimal_frame_size:160 ptime:20';

describe('Asterisk chan_websocket', () => {
  it('reads a JSON tap that names its call and role in channel variables', () => {
    const line = openLine({ protocol: 'asterisk' });
    const channel_variables = { EVENKEEL_CALL_ID: 'call-9', EVENKEEL_ROLE: 'agent', agentId: 'a1' };
    line.say({ ...JSON_START, channel_variables });
    // The first frame can be short: 552 bytes instead of 640.
    line.audio(Buffer.alloc(552));
    line.audio(Buffer.alloc(640));
    line.say({ event: 'MEDIA_XOFF', channel_id: '1795303519.0' });
    line.say({ event: 'DTMF_END', digit: '5' });
    expect(claimOf(line)).toMatchObject({
      callId: 'call-9',
      platformSessionId: '1795303519.0',
      roles: ['agent'],
      attributes: { agentId: 'a1' },
    });
    expect(timelineOf(line)).toEqual(['agent@0+17.25', 'agent@17.25+20']);
    expect(line.events.at(-1)).toEqual({ type: 'dtmf', digit: '5' });
    expect([line.sent, line.ends]).toEqual([[], []]);
  });

  it('reads a plain-text tap, splitting at the first colon', () => {
    const line = openLine({ protocol: 'asterisk', role: 'customer' });
    line.say(PLAIN_START);
    line.audio(Buffer.alloc(138, 0xff));
    line.audio(Buffer.alloc(160, 0xff));
    line.say('DTMF_END digit:#');
    line.say('MEDIA_XON');
    expect(claimOf(line)).toMatchObject({ callId: '1795303524.1', roles: ['customer'] });
    expect(timelineOf(line)).toEqual(['customer@0+17.25', 'customer@17.25+20']);
    expect(line.events.at(-1)).toEqual({ type: 'dtmf', digit: '#' });
    expect(warningsOf(line)).toEqual([]);
  });

  it('keeps audio that comes before MEDIA_START and reads it in the format that is then named', () => {
    const line = openLine({ protocol: 'asterisk', role: 'customer' });
    line.audio(Buffer.alloc(160, 0xff));
    line.audio(Buffer.alloc(160, 0xff));
    expect(line.events).toEqual([]);
    line.say(PLAIN_START);
    expect(timelineOf(line)).toEqual(['customer@0+20', 'customer@20+20']);
  });

  it('takes the format of the connector when MEDIA_START does not come at all', () => {
    const line = openLine({ protocol: 'asterisk', role: 'customer', format: 'slin16' });
    for (let frame = 0; frame < 104; frame++) line.audio(Buffer.alloc(640));
    expect(claimOf(line).callId).toMatch(/^unnamed-/);
    expect(timelineOf(line)).toHaveLength(104);
    expect(timelineOf(line).at(-1)).toBe('customer@2060+20');
  });

  it('believes nothing of the query string, since Asterisk keeps that of an earlier call', () => {
    const target = '/streams/test?agent=1001&role=agent&callId=old';
    const line = openLine({ protocol: 'asterisk', role: 'customer' }, upgradeWith({}, target));
    line.say(JSON_START);
    expect(claimOf(line)).toMatchObject({ callId: '1795303519.0', roles: ['customer'], agentId: null });
    expect(claimOf(line).attributes).not.toHaveProperty('agent');
  });

  it.each([
    ['ulaw', 160],
    ['alaw', 160],
    ['slin', 320],
    ['slin16', 640],
    ['slin24', 960],
    ['slin48', 1920],
  ])('reads 20 ms of %s in %i bytes', (format, bytes) => {
    const line = openLine({ protocol: 'asterisk', role: 'agent' });
    line.say({ ...JSON_START, format });
    line.audio(Buffer.alloc(bytes));
    expect(timelineOf(line)).toEqual(['agent@0+20']);
  });

  it('refuses a format that it cannot decode and a tap that says no role', () => {
    const opus = openLine({ protocol: 'asterisk', role: 'agent' });
    opus.say({ ...JSON_START, format: 'opus' });
    expect(opus.ends).toEqual(['audio.codec-unknown']);
    const nobody = openLine({ protocol: 'asterisk' });
    nobody.say(JSON_START);
    expect(nobody.ends).toEqual(['stream.role-unknown']);
  });

  it('asks for Basic credentials and echoes the subprotocol', async () => {
    const connector = { protocol: 'asterisk', basic: { username: 'ast', password: 'pw' } };
    const authorization = `Basic ${Buffer.from('ast:pw').toString('base64')}`;
    const upgrade = upgradeWith({ authorization, 'sec-websocket-protocol': 'media' });
    expect(await verdictOf(connector, upgrade)).toMatchObject({ kind: 'accepted', subprotocol: 'media' });
    expect(await verdictOf(connector, upgradeWith())).toMatchObject({ kind: 'refused' });
  });

  it('never hangs up the channel: it only closes its socket', () => {
    const line = openLine({ protocol: 'asterisk', role: 'customer' });
    line.say(JSON_START);
    line.adapter.end('drain');
    expect(line.sent).toEqual([]);
    expect(line.ends).toEqual(['closed']);
  });
});
