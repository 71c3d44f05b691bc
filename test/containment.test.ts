import { expect, it, vi } from 'vitest';
import { every, everyButAfterStandstill } from '../src/containment.js';

it('a timer goes on after a round that throws', () => {
  vi.useFakeTimers();
  const faults: unknown[] = [];
  let rounds = 0;
  const stop = every(
    10,
    (cause) => faults.push(cause),
    () => {
      rounds += 1;
      if (rounds === 1) throw new Error('first');
    },
  );
  vi.advanceTimersByTime(35);
  stop();
  vi.advanceTimersByTime(100);
  vi.useRealTimers();
  expect(rounds).toBe(3);
  expect(faults).toEqual([new Error('first')]);
});

it('a timer of deadlines leaves out the round after a standstill, and no more where rounds stay late', () => {
  vi.useFakeTimers();
  let nowMs = 0;
  const rounds: number[] = [];
  const stop = everyButAfterStandstill(
    10,
    (cause) => expect.unreachable(String(cause)),
    () => rounds.push(nowMs),
    () => nowMs,
  );
  for (const at of [10, 35, 60, 85, 95, 200, 700, 1_200]) {
    nowMs = at;
    vi.advanceTimersByTime(10);
  }
  stop();
  vi.useRealTimers();
  expect(rounds).toEqual([10, 60, 85, 95, 1_200]);
});
