import { describe, expect, it } from 'vitest';
import { tokenVerifier } from '../../../src/auth/verify-token.js';
import { protocolOf } from '../../../src/ingest/adapters/protocols.js';
import type { AdapterEvent } from '../../../src/ingest/media-adapter.js';
import { type AdapterLine, claimOf, connectorOf, lineOf, timelineOf } from '../../support/adapter-line.js';
import { TEST_AUTH } from '../../support/ingest-harness.js';

const MULAW = Buffer.alloc(160, 0xff);
const telnyxMedia = (n: number) => ({
  event: 'media',
  stream_id: 's',
  media: {
    track: 'inbound',
    chunk: String(n),
    timestamp: String((n - 1) * 20),
    payload: MULAW.toString('base64'),
  },
});

/** Every protocol on which audio may come before the word that says what it is. */
const PATIENT = [
  {
    settings: { protocol: 'telnyx' },
    speak: (line: AdapterLine, n: number) => line.say(telnyxMedia(n)),
    start: {
      event: 'start',
      stream_id: 's',
      start: { call_control_id: 'late', media_format: { encoding: 'PCMU', sample_rate: 8000 } },
    },
  },
  {
    settings: { protocol: 'asterisk', role: 'customer', format: 'slin16' },
    speak: (line: AdapterLine) => line.audio(MULAW),
    start: { event: 'MEDIA_START', channel_id: 'late', format: 'ulaw' },
  },
  ...['freeswitch', 'jambonz'].map((protocol) => ({
    settings: { protocol, mixType: 'mono', sampleRateHz: 16000 },
    speak: (line: AdapterLine) => line.audio(Buffer.alloc(320)),
    start: { callSid: 'late', callId: 'late', sampleRate: 8000, mixType: 'mono' },
  })),
] as const;

/** A line on a clock that the test turns. */
function clocked(settings: Readonly<Record<string, unknown>>) {
  const time = { nowMs: 5_000 };
  const clock = { monotonicMs: () => time.nowMs, wallMs: () => 1_700_000_000_000 };
  const tokens = tokenVerifier(TEST_AUTH);
  const open = settings.protocol === 'native' ? {} : { anonymous: true };
  const line = lineOf(protocolOf(connectorOf({ ...open, ...settings }), { tokens, clock }));
  return { line, time };
}

const arrivalsOf = ({ events }: AdapterLine) =>
  events.flatMap((event: AdapterEvent) => (event.type === 'audio' ? [event.cameAtMs] : []));

describe('audio that comes before the start of its stream', () => {
  it.each(PATIENT)('is heard as of when it came, by $settings.protocol', ({ settings, speak, start }) => {
    const { line, time } = clocked(settings);
    for (let n = 1; n <= 50; n++) {
      speak(line, n);
      time.nowMs += 20;
    }
    expect([line.events, line.ends]).toEqual([[], []]);
    line.say(start);
    speak(line, 51);
    expect(claimOf(line).callId).toBe('late');
    expect(line.events[0]).toMatchObject({ type: 'open', sinceMs: 5_000 });
    expect(timelineOf(line)).toHaveLength(51);
    expect(timelineOf(line).at(-1)).toBe('customer@1000+20');
    expect(arrivalsOf(line)).toEqual([...Array.from({ length: 50 }, (_, n) => 5_000 + n * 20), undefined]);
  });

  it('is heard of both parties, whatever JSON is around it, by telnyx', () => {
    const [{ settings, start }] = PATIENT;
    const { line, time } = clocked(settings);
    for (let n = 1; n <= 95; n++) {
      for (const track of ['inbound', 'outbound'])
        line.say({
          event: 'media',
          sequence_number: String(2 * n),
          stream_id: '32de0dea-53cb-4b21-89a4-9e1819c043bc',
          media: {
            track,
            chunk: String(n),
            timestamp: String((n - 1) * 20),
            payload: MULAW.toString('base64'),
          },
        });
      time.nowMs += 20;
    }
    line.say(start);
    expect(line.ends).toEqual([]);
    expect(timelineOf(line)).toHaveLength(190);
  });

  it.each(PATIENT)('waits no longer than 2 s of the clock, by $settings.protocol', ({ settings, speak }) => {
    const { line, time } = clocked(settings);
    for (let n = 1; n <= 101; n++) {
      speak(line, n);
      time.nowMs += 20;
    }
    expect([line.events, line.ends]).toEqual([[], []]);
    speak(line, 102);
    // Where the connector says what it is, it is heard without the start.
    if (settings.protocol === 'telnyx') expect(line.ends).toEqual(['stream.start-missing']);
    else expect(timelineOf(line)).not.toEqual([]);
  });

  it.each(['native', 'twilio', 'plivo', 'vonage'])(
    'ends a stream of %s, whose start comes first',
    (protocol) => {
      const { line } = clocked({ protocol });
      if (protocol === 'native' || protocol === 'vonage') line.audio(MULAW);
      else line.say(telnyxMedia(1));
      expect(line.ends).toEqual(['stream.start-missing']);
    },
  );
});
