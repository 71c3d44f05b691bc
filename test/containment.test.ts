import { expect, it, vi } from 'vitest';
import { every } from '../src/containment.js';

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
