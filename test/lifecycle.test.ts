import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Lifecycle, onStopSignals } from '../src/lifecycle.js';

const faults: unknown[] = [];
afterEach(() => {
  faults.length = 0;
  vi.useRealTimers();
});

describe('Lifecycle', () => {
  it('says that it drains before any session is asked to end, and stops when all are safe', async () => {
    const lifecycle = new Lifecycle((cause) => faults.push(cause));
    const order: string[] = [];
    lifecycle.onDraining(() => order.push(`told ${lifecycle.state}`));
    lifecycle.register({ drain: async (limitMs) => void order.push(`asked ${limitMs}`) });
    lifecycle.running();
    await lifecycle.drain(1000);
    expect(order).toEqual(['told draining', 'asked 1000']);
    expect(lifecycle.state).toBe('stopped');
  });

  it('drains the others when one throws, whether at once or later', async () => {
    const lifecycle = new Lifecycle((cause) => faults.push(String(cause)));
    const drained: string[] = [];
    lifecycle.onDraining(() => {
      throw new Error('listener');
    });
    lifecycle.register({
      drain: () => {
        throw new Error('at once');
      },
    });
    lifecycle.register({ drain: () => Promise.reject(new Error('later')) });
    lifecycle.register({ drain: async () => void drained.push('good') });
    await lifecycle.drain(1000);
    expect(drained).toEqual(['good']);
    expect(faults).toEqual(['Error: listener', 'Error: at once', 'Error: later']);
    expect(lifecycle.state).toBe('stopped');
  });

  it('lets a second drain wait for the first', async () => {
    const lifecycle = new Lifecycle((cause) => faults.push(cause));
    let finish = () => {};
    let asked = 0;
    lifecycle.register({
      drain: () => {
        asked += 1;
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    });
    const both = [lifecycle.drain(1000), lifecycle.drain(0)];
    finish();
    await Promise.all(both);
    expect(asked).toBe(1);
  });

  it('goes on without a session that neither ends nor fails', async () => {
    vi.useFakeTimers();
    const lifecycle = new Lifecycle((cause) => faults.push(cause));
    lifecycle.register({ drain: () => new Promise(() => {}) });
    lifecycle.register({ drain: () => Promise.reject(new Error('planted')) });
    const done = lifecycle.drain(1000);
    await vi.advanceTimersByTimeAsync(1000);
    expect(lifecycle.state).toBe('draining');
    await vi.advanceTimersByTimeAsync(5000);
    await done;
    expect(lifecycle.state).toBe('stopped');
  });

  it('waits no longer for sessions once it is hurried', async () => {
    const lifecycle = new Lifecycle((cause) => faults.push(cause));
    lifecycle.register({ drain: () => new Promise(() => {}) });
    const done = lifecycle.drain(3_600_000);
    lifecycle.cutShort();
    await done;
    expect(lifecycle.state).toBe('stopped');
  });

  it('does not ask a session that left', async () => {
    const lifecycle = new Lifecycle((cause) => faults.push(cause));
    const drain = vi.fn(async () => {});
    lifecycle.register({ drain })();
    await lifecycle.drain(10);
    expect(drain).not.toHaveBeenCalled();
  });
});

describe('onStopSignals', () => {
  it('stops on the first signal, hurries on the second, gives up on the third, and can be taken off', () => {
    const source = new EventEmitter();
    const calls: string[] = [];
    const dispose = onStopSignals(source, {
      stop: () => calls.push('stop'),
      cutShort: () => calls.push('cutShort'),
      abandon: () => calls.push('abandon'),
    });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM']) source.emit(signal);
    dispose();
    source.emit('SIGTERM');
    expect(calls).toEqual(['stop', 'cutShort', 'abandon']);
  });
});
