import { describe, expect, it } from 'vitest';
import { claimOf, openLine, timelineOf, warningsOf } from '../../../support/adapter-line.js';

const FRAME = Buffer.alloc(160, 0xff);
const MULAW = FRAME.toString('base64');
const L16 = Buffer.alloc(320).toString('base64');

describe('dialects of Twilio Media Streams', () => {
  it('reads Telnyx: snake_case, A-law, messages out of order', () => {
    const line = openLine({ protocol: 'telnyx' });
    line.say({ event: 'connected', version: '1.0.0' });
    line.say({
      event: 'start',
      sequence_number: '1',
      stream_id: 'st-1',
      start: {
        user_id: 'u',
        call_control_id: 'v3:call',
        call_session_id: 'cs',
        client_state: 'c3RhdGU=',
        from: '+1',
        to: '+2',
        media_format: { encoding: 'PCMA', sample_rate: 8000, channels: 1 },
        custom_parameters: { tenant: 'x' },
      },
    });
    const payload = Buffer.alloc(160, 0xd5).toString('base64');
    for (const chunk of [1, 3, 2, 2, 4]) {
      const media = { track: 'inbound', chunk: String(chunk), timestamp: String((chunk - 1) * 20), payload };
      line.say({ event: 'media', sequence_number: String(chunk), stream_id: 'st-1', media });
    }
    line.say({
      event: 'error',
      stream_id: 'st-1',
      payload: { code: 100002, title: 'unknown_error', detail: '' },
    });
    line.say({ event: 'stop', stream_id: 'st-1', stop: { call_control_id: 'v3:call' } });
    expect(claimOf(line)).toMatchObject({
      callId: 'v3:call',
      platformSessionId: 'st-1',
      attributes: { tenant: 'x' },
    });
    expect(timelineOf(line)).toEqual(['customer@0+20', 'customer@20+20', 'customer@40+20', 'customer@60+20']);
    expect(warningsOf(line)).toEqual([]);
  });

  it('waits for a missing Telnyx chunk no longer than 100 ms of audio', () => {
    const line = openLine({ protocol: 'telnyx' });
    line.say({
      event: 'start',
      stream_id: 's',
      start: { call_control_id: 'c', media_format: { encoding: 'PCMU' } },
    });
    const say = (chunk: number) =>
      line.say({
        event: 'media',
        media: {
          track: 'inbound',
          chunk: String(chunk),
          timestamp: String((chunk - 1) * 20),
          payload: MULAW,
        },
      });
    for (const chunk of [1, 4, 5, 6, 7, 8]) say(chunk);
    expect(timelineOf(line)).toHaveLength(1);
    say(9);
    say(2);
    expect(timelineOf(line)).toEqual([
      'customer@0+20',
      ...[60, 80, 100, 120, 140, 160].map((at) => `customer@${at}+20`),
    ]);
  });

  it('reads Plivo: no connected, numbers as numbers, L16 unless told otherwise, extra_headers as text', () => {
    const line = openLine({ protocol: 'plivo' });
    line.say({
      event: 'start',
      sequenceNumber: 0,
      start: { callId: 'plivo-1', streamId: 's-1', accountId: 'MA', tracks: ['inbound', 'outbound'] },
      extra_headers: 'agentId=a1;noticeVersion=v2;empty=',
    });
    line.say({
      event: 'media',
      sequenceNumber: 1,
      media: { track: 'inbound', timestamp: 0, chunk: 1, payload: L16 },
    });
    line.say({
      event: 'media',
      sequenceNumber: 2,
      media: { track: 'outbound', timestamp: 0, chunk: 1, payload: L16 },
    });
    expect(claimOf(line)).toMatchObject({
      callId: 'plivo-1',
      platformSessionId: 's-1',
      attributes: { agentId: 'a1', noticeVersion: 'v2', empty: '' },
    });
    expect(timelineOf(line)).toEqual(['customer@0+20', 'agent@0+20']);
  });

  it('reads Plivo at 16 kHz', () => {
    const line = openLine({ protocol: 'plivo' });
    line.say({
      event: 'start',
      start: { callId: 'p', streamId: 's', mediaFormat: { encoding: 'audio/x-l16', sampleRate: 16000 } },
    });
    const payload = Buffer.alloc(640).toString('base64');
    line.say({ event: 'media', media: { track: 'inbound', timestamp: 0, payload } });
    expect(timelineOf(line)).toEqual(['customer@0+20']);
  });

  it('reads Exotel: raw PCM16, rates as strings, 100 ms chunks without a track', () => {
    const line = openLine({ protocol: 'exotel' });
    line.say({ event: 'connected' });
    line.say({
      event: 'start',
      sequence_number: 1,
      stream_sid: 'ex-s',
      start: {
        stream_sid: 'ex-s',
        call_sid: 'ex-c',
        account_sid: 'acc',
        from: '1',
        to: '2',
        custom_parameters: { k: 'v' },
        media_format: { encoding: 'audio/x-raw', sample_rate: '8000', bit_rate: '128kbps' },
      },
    });
    const payload = Buffer.alloc(1600).toString('base64');
    line.say({ event: 'media', stream_sid: 'ex-s', media: { chunk: 1, timestamp: '0', payload } });
    line.say({ event: 'media', stream_sid: 'ex-s', media: { chunk: 2, timestamp: '100', payload } });
    expect(claimOf(line)).toMatchObject({ callId: 'ex-c', platformSessionId: 'ex-s', roles: ['customer'] });
    expect(timelineOf(line)).toEqual(['customer@0+100', 'customer@100+100']);
  });

  it('reads Bandwidth: eventType, metadata, streamParams, no time stamps', () => {
    const line = openLine({ protocol: 'bandwidth' });
    const mediaFormat = { encoding: 'audio/PCMU', sampleRate: 8000 };
    line.say({
      eventType: 'start',
      metadata: {
        accountId: '1',
        callId: 'c-bw',
        streamId: 's-bw',
        streamName: 'n',
        tracks: [
          { name: 'inbound', mediaFormat },
          { name: 'outbound', mediaFormat },
        ],
      },
      streamParams: { agentId: 'a' },
    });
    line.say({ eventType: 'media', track: 'inbound', payload: MULAW });
    line.say({ eventType: 'media', track: 'inbound', payload: MULAW });
    line.say({ eventType: 'media', track: 'outbound', payload: MULAW });
    line.say({ eventType: 'stop' });
    expect(claimOf(line)).toMatchObject({
      callId: 'c-bw',
      roles: ['customer', 'agent'],
      attributes: { agentId: 'a' },
    });
    expect(timelineOf(line)).toEqual(['customer@0+20', 'customer@20+20', 'agent@0+20']);
    expect(line.events.at(-1)?.type).toBe('end');
  });

  it('lets Telnyx media wait a moment for the start that it has overtaken, and not for ever', () => {
    const chunk = (n: number) => ({
      event: 'media',
      stream_id: 's',
      media: { track: 'inbound', chunk: String(n), timestamp: String((n - 1) * 20), payload: MULAW },
    });
    const start = {
      event: 'start',
      stream_id: 's',
      start: { call_control_id: 'c', media_format: { encoding: 'PCMU', sample_rate: 8000 } },
    };
    const early = openLine({ protocol: 'telnyx' });
    for (let n = 1; n <= 20; n++) early.say(chunk(n));
    expect(early.ends).toEqual([]);
    early.say(start);
    early.say(chunk(21));
    expect(timelineOf(early)).toHaveLength(21);
    const never = openLine({ protocol: 'telnyx' });
    for (let n = 1; n <= 1_200; n++) never.say(chunk(n));
    expect(never.ends[0]).toBe('stream.start-missing');
    const other = openLine({ protocol: 'signalwire' });
    other.say(chunk(1));
    expect(other.ends).toEqual(['stream.start-missing']);
  });

  it('counts the samples of a Bandwidth track, whose time nothing tells', () => {
    const line = openLine({ protocol: 'bandwidth' });
    const tracks = [{ name: 'inbound' }, { name: 'outbound' }];
    line.say({ eventType: 'start', metadata: { callId: 'c', streamId: 's', tracks } });
    for (let frame = 0; frame < 100; frame++)
      line.say({ eventType: 'media', track: 'inbound', payload: MULAW });
    line.say({ eventType: 'media', track: 'outbound', payload: MULAW });
    line.say({ eventType: 'media', track: 'outbound', payload: MULAW });
    expect(timelineOf(line).slice(100)).toEqual(['agent@0+20', 'agent@20+20']);
  });

  it('reads RingCX: capitalised events, perspectives as tracks', () => {
    const line = openLine({ protocol: 'ringcx' });
    line.say({ event: 'Connected' });
    line.say({ event: 'Start', metadata: { callId: 'uii-1', agentId: '77' } });
    line.say({ event: 'Media', perspective: 'Conference', media: MULAW });
    line.say({ event: 'Media', perspective: 'Participant', media: MULAW });
    line.say({ event: 'Stop' });
    expect(claimOf(line)).toMatchObject({ callId: 'uii-1', attributes: { agentId: '77' } });
    expect(timelineOf(line)).toEqual(['customer@0+20', 'agent@0+20']);
  });

  it('reads Kazoo: L16 by default, raw binary mode, DTMF on a unidirectional stream', () => {
    const line = openLine({ protocol: 'kazoo' });
    line.say({ event: 'start', streamSid: 's', start: { callSid: 'kz', tracks: ['inbound'] } });
    line.audio(Buffer.alloc(320));
    line.say({ event: 'dtmf', dtmf: { track: 'inbound_track', digit: '9' } });
    expect(timelineOf(line)).toEqual(['customer@0+20']);
    expect(line.events.at(-1)).toEqual({ type: 'dtmf', digit: '9' });
  });

  it('reads Talkdesk, whose inbound track is the agent, and Fonoster, which has one track', () => {
    const start = {
      event: 'start',
      streamSid: 's',
      start: { callSid: 'c', tracks: ['inbound', 'outbound'] },
    };
    const talkdesk = openLine({ protocol: 'talkdesk' });
    talkdesk.say(start);
    expect(claimOf(talkdesk).roles).toEqual(['agent', 'customer']);
    const fonoster = openLine({ protocol: 'fonoster' });
    fonoster.say(start);
    expect(claimOf(fonoster).roles).toEqual(['customer']);
  });

  it('reads SignalWire with L16 on request', () => {
    const line = openLine({ protocol: 'signalwire' });
    const mediaFormat = { encoding: 'audio/l16;rate=24000', sampleRate: 24000, channels: 1 };
    line.say({
      event: 'start',
      streamSid: 's',
      start: { callSid: 'c', tracks: ['inbound_track'], mediaFormat },
    });
    const payload = Buffer.alloc(960).toString('base64');
    line.say({ event: 'media', media: { track: 'inbound_track', timestamp: '0', payload } });
    expect(timelineOf(line)).toEqual(['customer@0+20']);
  });
});
