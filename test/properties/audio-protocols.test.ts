import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenVerifier } from '../../src/auth/verify-token.js';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import { protocolOf } from '../../src/ingest/adapters/protocols.js';
import { StreamSession } from '../../src/ingest/stream-session.js';
import { HearingSink, TEST_AUTH } from '../support/ingest-harness.js';

const SESSION = '30b0e395-84d3-4570-ac13-9a62d8f514c0';

const CONNECTORS = connectorsSection.parse([
  { name: 'native', protocol: 'native', path: '/n' },
  { name: 'genesys', protocol: 'audiohook', path: '/g', keys: [{ apiKey: 'k', tenant: 'acme' }] },
]);

/** Messages that the protocols know, so that the deep states are reached, and their fields gone wrong. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(-1, 0, 1, 1e308, 'PT1S', 'PT0.2S', SESSION, [], {}),
);
const nativeText = fc.oneof(
  fc.constantFrom(
    { type: 'start', callId: 'c', roles: ['customer', 'agent'], codec: 'pcmu', sampleRateHz: 8000 },
    { type: 'start', callId: 'c', roles: ['mixed'], codec: 'l16', sampleRateHz: 48000 },
    { type: 'gap', durationMs: 100 },
    { type: 'pause', on: true },
    { type: 'pause', on: false },
    { type: 'hold', on: true },
    { type: 'objection' },
    { type: 'dtmf', digit: '5' },
    { type: 'agent', agentId: 'ann' },
    { type: 'end' },
  ),
  fc.record({
    type: fc.constantFrom('start', 'gap', 'hold', 'notice', 'dtmf', 'agent', 'language', 'news'),
    callId: anything,
    roles: anything,
    codec: anything,
    sampleRateHz: anything,
    durationMs: anything,
    on: anything,
    given: anything,
  }),
);
const hookType = fc.constantFrom(
  'open',
  'ping',
  'paused',
  'resumed',
  'discarded',
  'update',
  'error',
  'dtmf',
  'close',
  'news',
);
const hookParameters = fc.oneof(
  fc.constant({
    organizationId: SESSION,
    conversationId: SESSION,
    participant: { id: SESSION },
    media: [{ type: 'audio', format: 'PCMU', channels: ['external', 'internal'], rate: 8000 }],
  }),
  fc.record({ start: anything, discarded: anything, language: anything, media: anything, digit: anything }),
  fc.constant({ start: 'PT0.2S', discarded: 'PT1S' }),
);
const hookText = fc.record({ type: hookType, parameters: hookParameters });

type Move =
  | { kind: 'message'; message: object }
  | { kind: 'text'; text: string }
  | { kind: 'binary'; bytes: Uint8Array }
  | { kind: 'wait'; ms: number }
  | { kind: 'leave' };
const move = (message: fc.Arbitrary<object>): fc.Arbitrary<Move> =>
  fc.oneof(
    { weight: 6, arbitrary: message.map((message) => ({ kind: 'message' as const, message })) },
    {
      weight: 4,
      arbitrary: fc.uint8Array({ maxLength: 700 }).map((bytes) => ({ kind: 'binary' as const, bytes })),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 60 }).map((text) => ({ kind: 'text' as const, text })) },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 0, max: 20_000 }).map((ms) => ({ kind: 'wait' as const, ms })),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'leave' as const }) },
  );

/** Plays the moves to one session and says what came of them. */
function play(
  connector: (typeof CONNECTORS)[number],
  moves: readonly Move[],
  dressed: (message: object) => object,
) {
  let nowMs = 0;
  const clock = { monotonicMs: () => nowMs, wallMs: () => nowMs };
  const sink = new HearingSink();
  const faults: unknown[] = [];
  const counts: string[] = [];
  let sentBytes = 0;
  const socket = {
    bufferedAmount: 0,
    send: (text: string) => {
      sentBytes += text.length;
    },
    ping: () => {},
    close: () => {},
    terminate: () => {},
  };
  const session = new StreamSession(
    {
      streamId: 's',
      tenant: 'acme',
      connector,
      limits: ingestSection.parse({}),
      clock,
      sink,
      isSubscription: false,
      observer: {
        count: (what) => void counts.push(what),
        fault: (_connector, cause) => void faults.push(cause),
      },
    },
    socket,
  );
  const protocol = protocolOf(connector, { tokens: tokenVerifier(TEST_AUTH), clock });
  const upgrade = { target: '/', headers: {}, rawHeaders: [] };
  session.read((adapterSocket, emit) =>
    protocol.connect(adapterSocket, emit, { kind: 'accepted', tenant: 'acme', subprotocol: null }, upgrade),
  );
  for (const step of moves) {
    if (step.kind === 'message') {
      const text = JSON.stringify(dressed(step.message));
      session.onText(text, text.length);
    } else if (step.kind === 'text') session.onText(step.text, step.text.length);
    else if (step.kind === 'binary') session.onBinary(step.bytes);
    else if (step.kind === 'leave') session.leave('stream.draining');
    else {
      nowMs += step.ms;
      session.sweep();
    }
  }
  session.onClosed(1006);
  return { sink, faults, counts, sentBytes };
}

function holds({ sink, faults, counts, sentBytes }: ReturnType<typeof play>, moves: number): void {
  expect(faults).toEqual([]);
  expect(sink.streams.length).toBeLessThanOrEqual(1);
  // Every end is counted once and told once, as the last thing.
  expect(counts.filter((what) => what === 'ended')).toHaveLength(sink.streams.length);
  for (const { events } of sink.streams) {
    expect(events.filter(({ type }) => type === 'close')).toHaveLength(1);
    expect(events.at(-1)?.type).toBe('close');
    const lastMs = new Map<string, number>();
    for (const event of events) {
      if (event.type !== 'audio') continue;
      const { role, samples, streamTimeMs } = event.chunk;
      expect(Number.isFinite(streamTimeMs) && streamTimeMs >= (lastMs.get(role) ?? 0)).toBe(true);
      expect(samples.every((sample) => sample >= -1 && sample <= 1)).toBe(true);
      lastMs.set(role, streamTimeMs);
    }
  }
  expect(sentBytes).toBeLessThan(2_000 * (moves + 2));
}

describe('any messages in any order', () => {
  it('never break a native stream', () => {
    fc.assert(
      fc.property(fc.array(move(nativeText), { maxLength: 40 }), (moves) => {
        holds(
          play(CONNECTORS[0]!, moves, (message) => message),
          moves.length,
        );
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });

  it('never break an AudioHook session, counted rightly or not', () => {
    fc.assert(
      fc.property(fc.array(move(hookText), { maxLength: 40 }), fc.boolean(), (moves, counts) => {
        let seq = 0;
        const dressed = (message: object) => {
          seq += 1;
          return {
            version: '2',
            id: SESSION,
            seq: counts ? seq : 1,
            serverseq: 0,
            position: 'PT0S',
            ...message,
          };
        };
        holds(play(CONNECTORS[1]!, moves, dressed), moves.length);
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });
});
