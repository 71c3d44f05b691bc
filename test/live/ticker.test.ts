import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTicker } from '../../src/live/ticker.js';

const PERIOD_MS = 100;

/** Work that ends when the test says so. */
function slowWork() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  return { work, ends };
}

describe('The ticker', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('works once a period', async () => {
    let rounds = 0;
    const stop = startTicker(PERIOD_MS, async () => void rounds++, vi.fn());
    await vi.advanceTimersByTimeAsync(5 * PERIOD_MS);
    expect(rounds).toBe(5);
    await stop();
  });

  it('never begins a round while the one before is under way', async () => {
    const { work, ends } = slowWork();
    const stop = startTicker(PERIOD_MS, work, vi.fn());
    await vi.advanceTimersByTimeAsync(10 * PERIOD_MS);
    expect(ends).toHaveLength(1);
    ends[0]!();
    await vi.advanceTimersByTimeAsync(PERIOD_MS);
    expect(ends).toHaveLength(2);
    ends[1]!();
    await stop();
  });

  it('tells of a round that failed, and goes on', async () => {
    const onFault = vi.fn();
    let rounds = 0;
    const work = async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('one round');
    };
    const stop = startTicker(PERIOD_MS, work, onFault);
    await vi.advanceTimersByTimeAsync(3 * PERIOD_MS);
    expect(onFault).toHaveBeenCalledOnce();
    expect(rounds).toBe(3);
    await stop();
  });

  it('begins no round once stopped, and its disposer waits for the one under way', async () => {
    const { work, ends } = slowWork();
    const stop = startTicker(PERIOD_MS, work, vi.fn());
    await vi.advanceTimersByTimeAsync(PERIOD_MS);
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(10 * PERIOD_MS);
    expect(stopped).toBe(false);
    ends[0]!();
    await stopping;
    expect(ends).toHaveLength(1);
  });
});
