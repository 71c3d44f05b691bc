import { describe, expect, it, vi } from 'vitest';
import { stopInOrder } from '../../src/app/stop-in-order.js';

describe('the steps of a stop', () => {
  it('are all taken, in order, whichever throw or never end', async () => {
    vi.useFakeTimers();
    const taken: string[] = [];
    const faults: string[] = [];
    const step = (what: string, run: () => unknown) => ({
      what,
      limitMs: 100,
      run: () => {
        taken.push(what);
        return run();
      },
    });
    const stopped = stopInOrder(
      [
        step('throws', () => {
          throw new Error('at once');
        }),
        step('rejects', () => Promise.reject(new Error('later'))),
        step('hangs', () => new Promise(() => {})),
        step('storage', async () => {}),
      ],
      (what) => (cause) => faults.push(`${what}: ${String(cause)}`),
    );
    await vi.advanceTimersByTimeAsync(100);
    await stopped;
    vi.useRealTimers();
    expect(taken).toEqual(['throws', 'rejects', 'hangs', 'storage']);
    expect(faults).toEqual([
      'throws: Error: at once',
      'rejects: Error: later',
      'hangs: Error: It took more than 100 ms.',
    ]);
  });
});
