import { describe, expect, it } from 'vitest';
import { openLine, timelineOf, warningsOf } from '../../../support/adapter-line.js';

const SILENCE = Buffer.alloc(160, 0xff).toString('base64');

/** Opens a stream of Twilio, and of Telnyx, who take different fields of it. */
function start() {
  return {
    event: 'start',
    start: {
      callSid: 'CA1',
      call_control_id: 'CA1',
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000 },
      media_format: { encoding: 'PCMU', sample_rate: 8000 },
    },
  };
}

function media(track: string, timestamp: number, payload = SILENCE, chunk = 1) {
  return {
    event: 'media',
    media: { track, chunk: String(chunk), timestamp: String(timestamp), payload },
  };
}

describe('chunks that a platform numbers', () => {
  it('passes on a counter that begins again, in mid-call or with other stamps, and says so', () => {
    for (const [again, stampMs] of [
      [1, 6_000],
      [1, 0],
      [150, 6_000],
    ] as const) {
      const line = openLine({ protocol: 'twilio' });
      line.say(start());
      for (let n = 0; n < 300; n++) line.say(media('inbound', n * 20, SILENCE, n + 1));
      for (let n = 0; n < 100; n++) line.say(media('inbound', stampMs + n * 20, SILENCE, again + n));
      expect(timelineOf(line)).toHaveLength(400);
      expect(warningsOf(line)).toEqual(['stream.counter-restarted']);
    }
  });

  it('takes a chunk that is sent twice once, and believes no counter that stands still', () => {
    const twice = openLine({ protocol: 'twilio' });
    twice.say(start());
    for (let n = 0; n < 100; n++)
      for (let times = n % 10 === 9 ? 2 : 1; times > 0; times--)
        twice.say(media('inbound', n * 20, SILENCE, n + 1));
    expect(timelineOf(twice)).toHaveLength(100);
    const still = openLine({ protocol: 'twilio' });
    still.say(start());
    for (let n = 0; n < 100; n++) still.say(media('inbound', n * 20));
    expect(timelineOf(still)).toHaveLength(100);
    expect(warningsOf(still)).toEqual([]);
  });

  it.each([3, 12, 40, 200])('takes the last %i chunks once, though all of them are sent again', (again) => {
    const line = openLine({ protocol: 'twilio' });
    line.say(start());
    const sound = (n: number) => Buffer.from(Array.from({ length: 160 }, (_, i) => (n * 31 + i * 7) % 256));
    const say = (n: number) => line.say(media('inbound', n * 20, sound(n).toString('base64'), n + 1));
    for (let n = 0; n < 300; n++) say(n);
    for (let n = 300 - again; n < 400; n++) say(n);
    expect(timelineOf(line)).toHaveLength(400);
    expect(warningsOf(line)).toEqual([]);
  });

  it.each(['twilio', 'telnyx'])(
    'recognises what %s sends twice however often its counter wraps',
    (protocol) => {
      const line = openLine({ protocol });
      line.say(start());
      const sound = (n: number) => Buffer.from(Array.from({ length: 160 }, (_, i) => (n * 31 + i * 7) % 251));
      const say = (n: number) =>
        line.say(media('inbound', n * 20, sound(n).toString('base64'), (n + 65_000) % 600));
      for (let n = 0; n < 4_000; n++) {
        say(n);
        if (n % 10 === 5) say(n - 3);
      }
      line.say({ event: 'stop' });
      expect(timelineOf(line)).toHaveLength(4_000);
    },
  );

  it.each([1e300, 70_000, 0.5])('loses nothing to a counter that stops at %d', (stopsAt) => {
    for (const protocol of ['twilio', 'telnyx']) {
      const line = openLine({ protocol });
      line.say(start());
      const payload = (n: number) => Buffer.alloc(160, n % 200).toString('base64');
      for (let n = 0; n < 300; n++) line.say(media('inbound', n * 20, payload(n), n < 100 ? n + 1 : stopsAt));
      line.say({ event: 'stop' });
      expect(timelineOf(line)).toHaveLength(300);
    }
  });

  it('hears a counter and stamps that begin again in a silence', () => {
    const line = openLine({ protocol: 'twilio' });
    line.say(start());
    for (const from of [0, 0])
      for (let n = from; n < 200; n++) line.say(media('inbound', n * 20, SILENCE, n + 1));
    expect(timelineOf(line)).toHaveLength(400);
    expect(warningsOf(line)).toEqual(['stream.counter-restarted']);
  });

  it('waits for chunks that are overtaken once one has been, whatever is usual on the platform', () => {
    const line = openLine({ protocol: 'twilio' });
    line.say(start());
    const payload = (n: number) => Buffer.alloc(160, n % 200).toString('base64');
    for (let n = 0; n < 300; n += 2)
      for (const swapped of [n + 1, n])
        line.say(media('inbound', swapped * 20, payload(swapped), swapped + 1));
    line.say({ event: 'stop' });
    expect(timelineOf(line).length).toBeGreaterThanOrEqual(299);
    expect(warningsOf(line)).toEqual([]);
  });

  it.each(['twilio', 'telnyx'])('finds nothing wrong with messages of no audio, by %s', (protocol) => {
    const line = openLine({ protocol });
    line.say(start());
    const payload = (n: number) => Buffer.alloc(160, n % 200).toString('base64');
    let number = 0;
    for (let n = 0; n < 300; n++) {
      line.say(media('inbound', n * 20, payload(n), ++number));
      if (n % 5 === 4) line.say(media('inbound', n * 20, '', n % 10 === 4 ? number : ++number));
    }
    expect(timelineOf(line)).toHaveLength(300);
    expect(warningsOf(line)).toEqual([]);
  });
});
