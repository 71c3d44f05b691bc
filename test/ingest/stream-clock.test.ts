import { describe, expect, it } from 'vitest';
import { type ClockReading, StreamClock } from '../../src/ingest/stream-clock.js';

const LIMITS = { driftLimitMs: 500, staleAfterMs: 3000 };
const CHUNK_MS = 20;

/** A sender on its own clock, and the moments at which its chunks of 20 ms arrive. */
function run(
  arrivals: Iterable<number>,
  clock = new StreamClock(LIMITS, 0),
): { clock: StreamClock; readings: ClockReading[] } {
  let endMs = 0;
  const readings = [...arrivals].map((atMs) => {
    endMs += CHUNK_MS;
    return clock.arrived(endMs, atMs);
  });
  return { clock, readings };
}

/** Arrival times in real time from `fromMs` on, for so long. */
function* realTime(fromMs: number, forMs: number, every = CHUNK_MS): Generator<number> {
  for (let atMs = fromMs; atMs < fromMs + forMs; atMs += every) yield atMs + CHUNK_MS;
}

const gapsOf = (readings: readonly ClockReading[]) =>
  readings.flatMap(({ gap }) => (gap === null ? [] : [gap]));

describe('StreamClock', () => {
  it('leaves a steady stream alone, and one that jitters', () => {
    const jittered = [...realTime(0, 10_000)].map((atMs, i) => atMs + ((i * 37) % 11) * 40);
    for (const arrivals of [realTime(0, 10_000), jittered]) {
      const { clock, readings } = run(arrivals);
      expect(gapsOf(readings)).toEqual([]);
      expect(readings.some(({ stale }) => stale)).toBe(false);
      expect(clock.jumpedMs).toBe(0);
    }
  });

  it('marks audio that is lost for good as one gap of its length, within about a second', () => {
    const { readings } = run([...realTime(0, 5_000), ...realTime(7_000, 5_000)]);
    expect(gapsOf(readings)).toEqual([{ durationMs: 2_000, reason: 'lost' }]);
    const index = readings.findIndex(({ gap }) => gap !== null);
    expect((index - 250) * CHUNK_MS).toBeLessThanOrEqual(1_020);
  });

  it('takes a stall that is made good in a burst for late, not lost: stale beyond 3 s, no gap', () => {
    const backlog = Array.from({ length: 250 }, (_, i) => 10_000 + i * 0.2);
    const { clock, readings } = run([...realTime(0, 5_000), ...backlog, ...realTime(10_050, 5_000)]);
    expect(gapsOf(readings)).toEqual([]);
    expect(clock.jumpedMs).toBe(0);
    const stale = readings.map(({ stale }) => stale);
    expect(stale[250]).toBe(true);
    expect(stale.slice(0, 250).some(Boolean)).toBe(false);
    expect(stale.slice(500).some(Boolean)).toBe(false);
  });

  it('does not call a backlog lost that is caught up with slowly', () => {
    const { readings } = run([...realTime(0, 5_000), ...realTime(8_000, 20_000, CHUNK_MS / 1.5)]);
    expect(gapsOf(readings)).toEqual([]);
  });

  it('puts the time before the first audio, and of a pause, on the timeline at once', () => {
    const late = run(realTime(2_000, 1_000));
    expect(gapsOf(late.readings)).toEqual([{ durationMs: 2_000, reason: 'unknown' }]);
    expect(late.readings[0]?.stale).toBe(false);
    const { clock } = run(realTime(0, 1_000));
    clock.resumed();
    expect(clock.arrived(1_020, 61_020)).toEqual({
      gap: { durationMs: 60_000, reason: 'paused' },
      stale: false,
    });
  });

  it('takes a recording that is played faster than time as it comes', () => {
    const { readings } = run(realTime(0, 60_000 / 8, CHUNK_MS / 8));
    expect(gapsOf(readings)).toEqual([]);
    expect(readings.some(({ stale }) => stale)).toBe(false);
  });

  it('corrects a sender whose clock is slow by half a second at a time', () => {
    const arrivals = Array.from({ length: 180_000 }, (_, i) => (i + 1) * CHUNK_MS * 1.0003);
    const { readings, clock } = run(arrivals);
    expect(gapsOf(readings).length).toBe(2);
    expect(clock.jumpedMs).toBeGreaterThan(1_000);
    expect(clock.jumpedMs).toBeLessThan(1_080);
  });
});
