import { describe, expect, it } from 'vitest';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import type { CoachInput } from '../../src/core/cues/coach.js';
import { OpenStream } from '../../src/ingest/open-stream.js';
import { AudioTally } from '../../src/live/audio-tally.js';
import { LocalCoachHost } from '../../src/live/coaching/local-coach-host.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import { LiveCalls } from '../../src/live/live-calls.js';
import { SpreadClassifier } from '../support/spread-classifier.js';

const CHUNK_MS = 20;
const SAMPLES = new Float32Array(160);
const KEY = { tenant: 'acme', platform: 'asterisk', callId: 'c' };

type Tap = {
  readonly role: 'customer' | 'agent';
  /** When it opens, and when audio first comes. */
  readonly openAtMs: number;
  readonly fromMs?: number;
  /** Seconds of audio that come in a second. */
  readonly rate?: number;
  /** Nothing comes between these, and nothing is counted. */
  readonly silentMs?: readonly [number, number];
  /** The first audio waited for the start of the stream. */
  readonly sinceMs?: number;
};

/** Where the call puts each piece of audio, beside when it came. */
function play(taps: readonly Tap[], untilMs: number) {
  const [connector] = connectorsSection.parse([
    { name: 'pbx', protocol: 'asterisk', path: '/pbx', tenant: 'acme', anonymous: true },
  ]);
  const time = { nowMs: 0 };
  const clock = { monotonicMs: () => time.nowMs, wallMs: () => time.nowMs };
  const calls = new LiveCalls({
    tally: new AudioTally(),
    host: new LocalCoachHost(new SpreadClassifier(), (cause) => expect.unreachable(String(cause))),
    coachOptions: ({ roles }) => defaultCoachOptions(roles, false),
    output: () => ({
      events: () => {},
      media: () => {},
      end: async () => {},
      fault: expect.unreachable,
    }),
    onAgent: () => {},
    objectionsKnown: () => true,
    onHold: () => {},
    onObjection: () => {},
    monotonicMs: clock.monotonicMs,
    rejoinMs: { normal: 0, lost: 0 },
    onFault: (cause) => expect.unreachable(String(cause)),
  });
  const placed: { role: string; atMs: number; cameAtMs: number }[] = [];
  const hear = (input: CoachInput) => {
    if (input.type === 'audio')
      placed.push({ role: input.chunk.role, atMs: input.chunk.streamTimeMs, cameAtMs: time.nowMs });
  };
  const open = ({ role, sinceMs }: Tap) => {
    const stream = new OpenStream(
      {
        streamId: role,
        tenant: 'acme',
        connector: connector!,
        limits: ingestSection.parse({}),
        clock,
        sink: calls,
        warned: () => {},
      },
      {
        callId: KEY.callId,
        platformSessionId: null,
        roles: [role],
        notice: null,
        agentId: null,
        language: null,
        isProbe: false,
        attributes: {},
      },
      sinceMs,
    );
    calls.byKey(KEY)!.listen(hear);
    return stream;
  };
  const arrivals = taps
    .flatMap((tap) => {
      const { openAtMs, fromMs = openAtMs, rate = 1, silentMs = [0, 0] } = tap;
      const stepMs = CHUNK_MS / rate;
      return Array.from({ length: Math.floor((untilMs - fromMs) / stepMs) }, (_, n) => ({
        tap,
        atMs: Math.max(openAtMs, fromMs + (n + 1) * stepMs),
        cameAtMs: fromMs + (n + 1) * stepMs,
      })).filter(({ atMs }) => atMs < silentMs[0] || atMs >= silentMs[1]);
    })
    .sort((a, b) => a.atMs - b.atMs);
  const streams = new Map<Tap, OpenStream>();
  const counted = new Map<Tap, number>();
  for (const { tap, atMs, cameAtMs } of arrivals) {
    time.nowMs = atMs;
    if (!streams.has(tap)) streams.set(tap, open(tap));
    const streamTimeMs = counted.get(tap) ?? 0;
    counted.set(tap, streamTimeMs + CHUNK_MS);
    const chunk = { role: tap.role, streamTimeMs, sampleRateHz: 8000, samples: SAMPLES };
    streams.get(tap)!.take({ type: 'audio', chunk, cameAtMs });
    placed.at(-1)!.cameAtMs = cameAtMs;
  }
  return placed;
}

/** Pieces that lie further from when they were spoken. */
function astray(placed: ReturnType<typeof play>, byMs: number): number {
  return placed.filter(({ atMs, cameAtMs }) => Math.abs(atMs - (cameAtMs - CHUNK_MS)) > byMs).length;
}

const CUSTOMER: Tap = { role: 'customer', openAtMs: 0 };

describe('two taps of one call, each on a connection and a clock of its own', () => {
  it.each([
    ['one opens 3.7 s after the other', { role: 'agent', openAtMs: 3_700 }],
    ['one opens at once and speaks 9 s later', { role: 'agent', openAtMs: 0, fromMs: 9_000 }],
  ] as const)('lie beside each other where %s', (_what, agent: Tap) => {
    expect(astray(play([CUSTOMER, agent], 60_000), 2 * CHUNK_MS)).toBe(0);
  });

  it('lie beside each other again at once where one sends nothing in a silence of 20 s', () => {
    const placed = play([CUSTOMER, { role: 'agent', openAtMs: 100, silentMs: [8_000, 28_000] }], 60_000);
    expect(astray(placed, 2 * CHUNK_MS)).toBeLessThanOrEqual(300 / CHUNK_MS);
  });

  it.each([0.9995, 1.0005])('stay within a second for half an hour where one clock runs at %d', (rate) => {
    const placed = play([CUSTOMER, { role: 'agent', openAtMs: 200, rate }], 1_800_000);
    expect(astray(placed, 1_000)).toBe(0);
  });

  it('lie beside each other where one had to wait 1.5 s for its start', () => {
    for (const waiting of ['customer', 'agent'] as const) {
      const late: Tap = { role: waiting, openAtMs: 1_500, fromMs: 0, sinceMs: 0 };
      const other: Tap = { role: waiting === 'agent' ? 'customer' : 'agent', openAtMs: 0 };
      expect(astray(play([late, other], 20_000), 2 * CHUNK_MS)).toBe(0);
    }
  });
});
