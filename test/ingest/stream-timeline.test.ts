import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/core/audio/audio-frame.js';
import { StreamTimeline } from '../../src/ingest/stream-timeline.js';
import type { TrackReading } from '../../src/ingest/track-clock.js';

const LIMITS = { driftLimitMs: 500, staleAfterMs: 3000 };
const CHUNK_MS = 20;
const SAMPLES = new Float32Array(160);

/** One piece of audio: whose, where its platform puts it, and when it arrives. */
type Arrival = {
  readonly role: Role;
  readonly claimedMs: number;
  readonly atMs: number;
  readonly isStamped?: boolean;
};
type Placed = TrackReading & Arrival;

function play(
  arrivals: readonly Arrival[],
  timeline = new StreamTimeline(LIMITS, ['customer', 'agent']),
): Placed[] {
  return [...arrivals]
    .sort((a, b) => a.atMs - b.atMs)
    .map((arrival) => {
      const { role, claimedMs, atMs } = arrival;
      const chunk = { role, streamTimeMs: claimedMs, sampleRateHz: 8000, samples: SAMPLES };
      return { ...arrival, ...timeline.place(chunk, atMs, arrival.isStamped) };
    });
}

/** A track in real time: it begins to arrive at `fromMs`, its positions run `skewMs` ahead of that. */
function track(role: Role, fromMs: number, forMs: number, skewMs = 0): Arrival[] {
  return Array.from({ length: forMs / CHUNK_MS }, (_, i) => ({
    role,
    claimedMs: fromMs + i * CHUNK_MS + skewMs,
    atMs: fromMs + (i + 1) * CHUNK_MS,
  }));
}

/** How far from its arrival each piece is placed, the largest. */
function worstMs(placed: readonly Placed[]): number {
  return Math.max(...placed.map(({ streamTimeMs, atMs }) => Math.abs(atMs - CHUNK_MS - streamTimeMs)));
}

const gapsOf = (placed: readonly Placed[]) => placed.flatMap(({ gap }) => (gap === null ? [] : [gap]));

describe('two tracks whose positions disagree', () => {
  it.each([-30_000, -1_500, -500, 500, 1_500, 2_000, 7_300, 30_000, 1.7e12, -1.7e12])(
    'puts a track whose stamps run %d ms ahead beside the other, whichever it is',
    (skewMs) => {
      for (const role of ['customer', 'agent'] as const) {
        const other = role === 'customer' ? 'agent' : 'customer';
        const placed = play([...track(role, 0, 10_000, skewMs), ...track(other, 0, 10_000)]);
        expect(worstMs(placed)).toBeLessThanOrEqual(500);
        expect(gapsOf(placed).length).toBeLessThanOrEqual(1);
      }
    },
  );

  it('hears a track that comes 2 s late with stamps from 0, and one that comes late with the right stamps', () => {
    for (const skewMs of [-2_000, 0]) {
      const placed = play([...track('agent', 0, 10_000), ...track('customer', 2_000, 8_000, skewMs)]);
      expect(worstMs(placed)).toBe(0);
      expect(gapsOf(placed)).toEqual([{ durationMs: 2_000, reason: 'unknown' }]);
      expect(placed.some(({ realigned }) => realigned)).toBe(false);
    }
  });

  it.each([
    [1_300, 2_800],
    [2_800, 1_300],
    [0, 4_000],
    [9_000, 400],
  ])('lays tracks beside each other whose first audio was read %d and %d ms late', (lateMs, otherLateMs) => {
    const readLate = (arrivals: readonly Arrival[], byMs: number) =>
      arrivals.map((arrival, i) => ({ ...arrival, atMs: Math.max(arrival.atMs, byMs + i / 1_000) }));
    const placed = play([
      // Positions counted here: each track's begin with its first sample.
      ...readLate(track('customer', 0, 20_000), lateMs),
      ...readLate(track('agent', 0, 20_000), otherLateMs),
    ]);
    const settled = placed.filter(({ claimedMs }) => claimedMs > 11_000);
    const endOf = (role: Role, claimedMs: number) =>
      settled.find((one) => one.role === role && one.claimedMs === claimedMs)!.streamTimeMs;
    for (const { claimedMs } of settled)
      expect(Math.abs(endOf('customer', claimedMs) - endOf('agent', claimedMs))).toBeLessThanOrEqual(500);
    expect(placed.filter(({ realigned }) => realigned).length).toBeLessThanOrEqual(1);
    // Nothing is missing where a track moves beside the other.
    for (const { gap, realigned } of placed) if (realigned) expect(gap?.reason).toBe('unknown');
  });

  it('keeps the distance of two tracks that share a clock of another origin', () => {
    const placed = play([...track('customer', 0, 5_000, 45_000), ...track('agent', 300, 4_700, 45_000)]);
    expect(worstMs(placed)).toBe(0);
  });

  it.each([-20_000, -700, 700, 4_000, 30_000])(
    'stays beside the other when the stamps jump by %d ms in mid-call, and says so once',
    (jumpMs) => {
      const before = track('customer', 0, 5_000);
      const after = track('customer', 5_000, 10_000, jumpMs);
      const placed = play([...track('agent', 0, 15_000), ...before, ...after]);
      expect(worstMs(placed)).toBeLessThanOrEqual(500);
      expect(placed.filter(({ realigned }) => realigned)).toHaveLength(1);
    },
  );

  it('believes a jump of the stamps that the clock bears out, at once', () => {
    const placed = play([
      ...track('customer', 0, 12_000),
      ...track('agent', 0, 2_000),
      ...track('agent', 9_000, 3_000),
    ]);
    expect(worstMs(placed)).toBe(0);
    expect(gapsOf(placed)).toEqual([{ durationMs: 7_000, reason: 'lost' }]);
  });

  it('does not let stamps that are a little fast run away from the audio', () => {
    const fast = track('customer', 0, 600_000).map((arrival) => ({
      ...arrival,
      claimedMs: arrival.claimedMs * 1.02,
    }));
    const placed = play([...fast, ...track('agent', 0, 600_000)]);
    expect(worstMs(placed)).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ['RTP samples', 8],
    ['samples at 48 kHz', 48],
    ['microseconds', 1000],
    ['hundredths of a second', 0.1],
    ['nothing at all', 0],
  ])('hears stamps that count %s, on one track and on both', (_unit, perMs) => {
    const counted = (role: Role) =>
      track(role, 0, 30_000).map((one) => ({ ...one, claimedMs: one.claimedMs * perMs }));
    for (const other of [counted('agent'), track('agent', 0, 30_000)]) {
      const placed = play([...counted('customer'), ...other]);
      expect(worstMs(placed)).toBeLessThanOrEqual(1_000);
      const customer = placed.filter(({ role }) => role === 'customer').at(-1)!;
      const agent = placed.filter(({ role }) => role === 'agent').at(-1)!;
      expect(Math.abs(customer.streamTimeMs - agent.streamTimeMs)).toBeLessThanOrEqual(1_000);
    }
  });

  it.each([8_192, 65_536, 2 ** 32])('hears on where stamps begin again at 0 after %i ms', (wrapMs) => {
    const wrapped = (role: Role) =>
      track(role, 0, 150_000).map((one) => ({
        ...one,
        claimedMs: (one.claimedMs + wrapMs - 5_000) % wrapMs,
      }));
    for (const other of [wrapped('agent'), track('agent', 0, 150_000)])
      expect(worstMs(play([...wrapped('customer'), ...other]))).toBeLessThanOrEqual(500);
  });

  it.each([200, -200, 2_000])('bears a clock that is %i ppm off, then as much the other way', (ppm) => {
    const turnMs = 300_000;
    const off = (ms: number) => ms + (Math.min(ms, turnMs) - Math.max(0, ms - turnMs)) * ppm * 1e-6;
    const real = track('customer', 0, 2 * turnMs);
    for (const drifting of [
      real.map((one) => ({ ...one, claimedMs: off(one.claimedMs) })),
      real.map((one) => ({ ...one, atMs: off(one.atMs) })),
    ]) {
      const placed = play([...drifting, ...track('agent', 0, 2 * turnMs)]);
      expect(worstMs(placed)).toBeLessThanOrEqual(1_000);
      expect(placed.some(({ stale }) => stale)).toBe(false);
    }
  });

  it('splices within a frame, marks a gap beyond it, and does not let single lost frames add up', () => {
    const stamps = [0, 20, 44, 60, 500, 520];
    const placed = play(stamps.map((claimedMs) => ({ role: 'customer', claimedMs, atMs: claimedMs + 20 })));
    expect(placed.map(({ streamTimeMs }) => streamTimeMs)).toEqual([0, 20, 40, 60, 500, 520]);
    const lossy = track('customer', 0, 10_000).filter((_, i) => i % 10 !== 9);
    expect(worstMs(play(lossy))).toBeLessThanOrEqual(20);
  });

  it('counts samples where stamps advance by 20 ms for 40 ms of audio', () => {
    const slow = track('agent', 0, 10_000).map((one) => ({ ...one, claimedMs: one.claimedMs / 2 }));
    const placed = play(slow);
    expect(worstMs(placed)).toBe(0);
  });

  it('goes on beside the other track after a silence that sends nothing and counts nothing', () => {
    const silent = [...track('agent', 0, 2_000), ...track('agent', 6_000, 4_000, -4_000)];
    const placed = play([...silent, ...track('customer', 0, 10_000)]);
    expect(worstMs(placed)).toBe(0);
    expect(gapsOf(placed)).toEqual([{ durationMs: 4_000, reason: 'silence-suppressed' }]);
  });

  it.each([700, 2_500, 20_000])(
    'moves neither track when one is held up for %d ms, by its stamps',
    (stallMs) => {
      const untilMs = 5_000 + stallMs;
      const heldUp = track('customer', 0, 40_000).map((one) => ({
        ...one,
        isStamped: true,
        atMs: one.atMs > 5_000 && one.atMs < untilMs ? untilMs : one.atMs,
      }));
      const placed = play([
        ...heldUp,
        ...track('agent', 0, 40_000).map((one) => ({ ...one, isStamped: true })),
      ]);
      expect(gapsOf(placed)).toEqual([]);
      expect(placed.every(({ streamTimeMs, claimedMs }) => streamTimeMs === claimedMs)).toBe(true);
      expect(placed.some(({ stale }) => stale)).toBe(stallMs > LIMITS.staleAfterMs);
    },
  );

  it('moves neither track when both stall and come in a burst', () => {
    const burst = (role: Role) =>
      track(role, 0, 20_000).map((one) => ({
        ...one,
        atMs: one.atMs > 5_000 && one.atMs < 15_000 ? 15_000 : one.atMs,
      }));
    const placed = play([...burst('customer'), ...burst('agent')]);
    expect(gapsOf(placed)).toEqual([]);
    expect(placed.every(({ streamTimeMs, claimedMs }) => streamTimeMs === claimedMs)).toBe(true);
    const stale = placed.filter((one) => one.stale).map(({ claimedMs }) => claimedMs);
    expect(Math.min(...stale)).toBe(5_000);
    // To the last of the backlog, and until audio has come as it is spoken for a moment.
    expect(Math.max(...stale)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...stale)).toBeLessThan(15_400);
  });
});

describe('one track on its connection', () => {
  const alone = () => new StreamTimeline(LIMITS, ['customer']);
  const run = (arrivalsMs: Iterable<number>, timeline = alone()) =>
    play(
      [...arrivalsMs].map((atMs, i) => ({ role: 'customer', claimedMs: i * CHUNK_MS, atMs }) as const),
      timeline,
    );
  function* realTime(fromMs: number, forMs: number, every = CHUNK_MS): Generator<number> {
    for (let atMs = fromMs; atMs < fromMs + forMs; atMs += every) yield atMs + CHUNK_MS;
  }

  it('leaves a steady stream alone, and one that jitters', () => {
    const jittered = [...realTime(0, 10_000)].map((atMs, i) => atMs + ((i * 37) % 11) * 40);
    for (const arrivals of [realTime(0, 10_000), jittered.sort((a, b) => a - b)]) {
      const placed = run(arrivals);
      expect(gapsOf(placed)).toEqual([]);
      expect(placed.some(({ stale }) => stale)).toBe(false);
    }
  });

  it('marks audio that is lost for good as one gap of its length, within a quarter of a second', () => {
    const placed = run([...realTime(0, 5_000), ...realTime(7_000, 5_000)]);
    expect(gapsOf(placed)).toEqual([{ durationMs: 2_000, reason: 'lost' }]);
    const index = placed.findIndex(({ gap }) => gap !== null);
    expect((index - 250) * CHUNK_MS).toBeLessThanOrEqual(280);
  });

  it('does not call a backlog lost that is caught up with slowly', () => {
    expect(gapsOf(run([...realTime(0, 5_000), ...realTime(8_000, 20_000, CHUNK_MS / 1.5)]))).toEqual([]);
  });

  it('puts the time before the first audio, and of a pause, on the timeline at once', () => {
    const late = run(realTime(2_000, 1_000));
    expect(gapsOf(late)).toEqual([{ durationMs: 2_000, reason: 'unknown' }]);
    expect(late[0]?.stale).toBe(false);
    const timeline = alone();
    run(realTime(0, 1_000), timeline);
    timeline.resumed();
    const [first] = play([{ role: 'customer', claimedMs: 1_000, atMs: 61_020 }], timeline);
    expect(first).toMatchObject({ gap: { durationMs: 60_000, reason: 'paused' }, stale: false });
  });

  it('takes a recording that is played faster than time as it comes', () => {
    const placed = run(realTime(0, 60_000 / 8, CHUNK_MS / 8));
    expect(gapsOf(placed)).toEqual([]);
    expect(placed.some(({ stale }) => stale)).toBe(false);
  });

  it('corrects a sender whose clock is slow by half a second at a time', () => {
    const arrivals = Array.from({ length: 180_000 }, (_, i) => (i + 1) * CHUNK_MS * 1.0003);
    expect(gapsOf(run(arrivals)).length).toBe(2);
  });

  it('goes no further than the clock on the word of a platform, so as not to leave the other party behind', () => {
    const timeline = alone();
    run(realTime(0, 1_000), timeline);
    const gap = { role: 'customer', streamTimeMs: 1_000, durationMs: 9_000, reason: 'lost' } as const;
    expect(timeline.declare(gap, 1_000)?.durationMs).toBeLessThanOrEqual(600);
    expect(timeline.declare(gap, 12_000)?.durationMs).toBe(9_000);
  });
});
