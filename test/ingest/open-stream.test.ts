import { describe, expect, it } from 'vitest';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import type { StreamClaim } from '../../src/ingest/media-adapter.js';
import { OpenStream } from '../../src/ingest/open-stream.js';
import { HearingSink } from '../support/ingest-harness.js';

const CLAIM: StreamClaim = {
  callId: 'c',
  platformSessionId: null,
  roles: ['customer'],
  notice: null,
  agentId: null,
  language: null,
  isProbe: false,
  attributes: {},
};

/** A stream of a connector configured so, on a clock that the test turns. */
function opened(settings: object, claim: Partial<StreamClaim> = {}) {
  const [connector] = connectorsSection.parse([
    { name: 'pbx', protocol: 'native', path: '/pbx', ...settings },
  ]);
  const sink = new HearingSink();
  const time = { nowMs: 0 };
  const warned: string[] = [];
  const stream = new OpenStream(
    {
      streamId: 's',
      tenant: 'acme',
      connector: connector!,
      limits: ingestSection.parse({}),
      clock: { monotonicMs: () => time.nowMs, wallMs: () => time.nowMs },
      sink,
      warned: (code) => void warned.push(code),
    },
    { ...CLAIM, ...claim },
  );
  const [heard] = sink.streams;
  let positionMs = 0;
  /** One chunk of 20 ms that arrives at this moment. */
  const hear = (atMs: number) => {
    time.nowMs = atMs;
    stream.take({
      type: 'audio',
      chunk: {
        role: 'customer',
        streamTimeMs: positionMs,
        sampleRateHz: 8000,
        samples: new Float32Array(160),
      },
    });
    positionMs += 20;
  };
  return { stream, heard: heard!, warned, time, hear };
}

describe('whose word a stream takes', () => {
  it.each([
    [
      'the stream',
      { by: 'stream' },
      { notice: { given: true, wordingVersion: '1' } },
      { given: true, wordingVersion: '1' },
    ],
    ['nobody', { by: 'stream' }, {}, null],
    [
      'the configuration',
      { by: 'configuration', wordingVersion: '7' },
      {},
      { given: true, wordingVersion: '7' },
    ],
    [
      'a custom parameter',
      { by: 'metadata', key: 'told' },
      { attributes: { told: 'v3' } },
      { given: true, wordingVersion: 'v3' },
    ],
    [
      'a custom parameter that says no',
      { by: 'metadata', key: 'told' },
      { attributes: { told: 'False' } },
      { given: false, wordingVersion: null },
    ],
    [
      'a custom parameter, not the stream',
      { by: 'metadata', key: 'told' },
      { notice: { given: true, wordingVersion: '1' } },
      null,
    ],
  ])('takes notice from %s', (_name, notice, claim, expected) => {
    const { heard, warned } = opened({ notice }, claim);
    expect(heard.open.notice).toEqual(expected);
    expect(warned).toEqual(expected?.given ? [] : ['stream.notice-missing']);
  });

  it('believes the agent only from a trusted connector, at the start and on a transfer', () => {
    const told = { attributes: { agentId: 'ann' }, notice: { given: true, wordingVersion: null } };
    const doubted = opened({}, told);
    doubted.stream.take({ type: 'agent', agentId: 'bob' });
    expect(doubted.heard.open.agentId).toBeNull();
    expect(doubted.warned).toEqual(['stream.agent-untrusted', 'stream.agent-untrusted']);
    const trusted = opened({ agent: { trusted: true } }, told);
    trusted.stream.take({ type: 'agent', agentId: 'bob' });
    expect(trusted.heard.open.agentId).toBe('ann');
    expect(trusted.heard.events).toContainEqual({ type: 'agent', agentId: 'bob' });
  });

  it.each(['1', 'true', 'yes'])('hears an objection in a custom parameter that says %s', (value) => {
    const { heard } = opened({ objection: { metadataKey: 'objects' } }, { attributes: { objects: value } });
    expect(heard.events).toContainEqual({ type: 'objection' });
  });

  it('hears an objection in the configured key, and in no other', () => {
    const { stream, heard } = opened({ objection: { digit: '9' } });
    stream.take({ type: 'dtmf', digit: '5' });
    expect(heard.events).not.toContainEqual({ type: 'objection' });
    stream.take({ type: 'dtmf', digit: '9' });
    expect(heard.events).toContainEqual({ type: 'objection' });
  });
});

describe('the timeline of a stream', () => {
  const told = { notice: { given: true, wordingVersion: null } };

  it('flags audio that arrives in a burst after a stall of more than 3 s, and takes the flag off again', () => {
    const { heard, hear, warned } = opened({}, told);
    for (let atMs = 20; atMs <= 2_000; atMs += 20) hear(atMs);
    for (let i = 0; i < 225; i++) hear(6_500 + i / 10);
    for (let atMs = 6_540; atMs < 8_000; atMs += 20) hear(atMs);
    expect(heard.events.filter(({ type }) => type === 'stale')).toEqual([
      { type: 'stale', on: true },
      { type: 'stale', on: false },
    ]);
    expect(warned).toEqual(['stream.audio-stale']);
    expect(heard.events.some(({ type }) => type === 'gap')).toBe(false);
  });

  it('jumps over audio that is lost, for later audio and for later gaps', () => {
    const { stream, heard, hear, warned } = opened({}, told);
    for (let atMs = 20; atMs <= 2_000; atMs += 20) hear(atMs);
    for (let atMs = 4_020; atMs <= 6_000; atMs += 20) hear(atMs);
    expect(warned).toEqual(['stream.audio-lost']);
    const gaps = heard.events.flatMap((event) => (event.type === 'gap' ? [event.gap] : []));
    expect(gaps).toMatchObject([{ role: 'customer', durationMs: 2_000, reason: 'lost' }]);
    stream.take({
      type: 'gap',
      gap: { role: 'customer', streamTimeMs: 4_000, durationMs: 100, reason: 'lost' },
    });
    expect(heard.events.at(-1)).toMatchObject({ gap: { streamTimeMs: 6_000 } });
  });

  it('suspects no rate after a pause, a silence that is not sent, or a backlog', () => {
    const { stream, hear, warned, time } = opened({}, told);
    let nowMs = 0;
    const flow = (forMs: number, everyMs = 20) => {
      for (let left = forMs; left > 0; left -= everyMs) {
        nowMs += everyMs;
        hear(nowMs);
        if (nowMs % 1000 === 0) stream.sweep();
      }
    };
    const passQuietly = (ms: number) => {
      nowMs += ms;
      time.nowMs = nowMs;
      stream.sweep();
    };
    flow(9_000);
    stream.take({ type: 'pause', on: true });
    passQuietly(60_000);
    stream.take({ type: 'pause', on: false });
    stream.sweep();
    flow(12_000);
    passQuietly(20_000);
    flow(12_000);
    passQuietly(10_000);
    for (let chunk = 0; chunk < 500; chunk++) hear(nowMs);
    flow(12_000);
    expect(warned.filter((code) => code === 'stream.rate-suspect')).toEqual([]);
    expect(stream.line.elapsedMs).toBeGreaterThan(11_000);
  });

  it.each([3, 50])('suspects no rate where a backlog of 20 s comes at %i times its speed', (times) => {
    const { stream, hear, warned } = opened({}, told);
    let due = 0;
    for (let nowMs = 20; nowMs <= 80_000; nowMs += 20) {
      const isStalled = nowMs > 20_000 && nowMs <= 40_000;
      for (let left = times; !isStalled && left > 0 && due < nowMs; left--, due += 20) hear(nowMs);
      if (nowMs % 1000 === 0) stream.sweep();
    }
    expect(due).toBe(80_000);
    expect(warned).not.toContain('stream.rate-suspect');
    expect(stream.line.elapsedMs).toBeGreaterThan(20_000);
  });

  it.each([
    ['twice as fast', 10],
    ['half as fast', 40],
  ])('suspects the rate of audio that comes %s as it plays, after a pause too', (_how, everyMs) => {
    const { stream, hear, warned, time } = opened({}, told);
    let nowMs = 0;
    stream.take({ type: 'pause', on: true });
    nowMs += 30_000;
    time.nowMs = nowMs;
    stream.take({ type: 'pause', on: false });
    for (; nowMs < 45_000; nowMs += everyMs) {
      hear(nowMs);
      if (nowMs % 1000 === 0) stream.sweep();
    }
    expect(warned).toContain('stream.rate-suspect');
    expect(warned).not.toContain('stream.audio-missing');
  });

  it('tells its source each time that more audio came than could be examined', () => {
    const { stream, heard, hear, warned } = opened({}, told);
    hear(20);
    stream.sweep();
    expect(warned).toEqual([]);
    for (const droppedMs of [400, 400, 900]) {
      heard.droppedMs = droppedMs;
      stream.sweep();
    }
    expect(warned).toEqual(['stream.audio-dropped', 'stream.audio-dropped']);
  });

  it('puts a hold without audio on the timeline, lost to nobody', () => {
    const { stream, heard, hear, warned } = opened({}, told);
    hear(20);
    stream.take({ type: 'hold', on: true });
    expect(stream.mayBeSilent).toBe(true);
    stream.take({ type: 'hold', on: false });
    hear(30_040);
    expect(warned).toEqual([]);
    const gaps = heard.events.flatMap((event) => (event.type === 'gap' ? [event.gap] : []));
    expect(gaps).toMatchObject([{ durationMs: 30_000, reason: 'paused' }]);
  });

  it('remarks once on a stream without audio, and on a channel without a sound', () => {
    const { stream, hear, warned, time } = opened({}, told);
    time.nowMs = 11_000;
    stream.sweep();
    stream.sweep();
    expect(warned).toEqual(['stream.audio-missing']);
    for (let atMs = 11_020; atMs < 33_000; atMs += 20) hear(atMs);
    stream.sweep();
    stream.sweep();
    expect(warned).toEqual(['stream.audio-missing', 'stream.channel-silent']);
  });

  it('tells an installer how the line is, and the same whether a voice is raised or not', () => {
    const line = (gain: number) => {
      const { stream } = opened({}, { ...told, roles: ['customer', 'agent'] });
      for (const role of ['customer', 'agent'] as const)
        for (let at = 0; at < 100; at++) {
          const samples = Float32Array.from(
            { length: 160 },
            (_, i) => gain * Math.sin((at * 160 + i) * (0.1 + 0.01 * Math.sin(at))),
          );
          stream.take({
            type: 'audio',
            chunk: { role, streamTimeMs: at * 20, sampleRateHz: 8000, samples },
          });
        }
      return stream.line;
    };
    expect(line(0.5)).toEqual(line(0.1));
    expect(Object.keys(line(0.5).channels[0]!).sort()).toEqual([
      'heardMs',
      'offsetMs',
      'role',
      'sound',
      'suspicion',
    ]);
  });
});
