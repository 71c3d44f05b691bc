import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallLease, CallLeases } from '../../src/binding/call-leases.js';
import { CallOwnership, type OwnedCall } from '../../src/live/call-ownership.js';

const LEASE: CallLease = { call: 'digest', epoch: 7 };

describe('which calls are this node’s', () => {
  let nowMs: number;
  let claim: CallLease | null | Error;
  let isOurs: boolean | Error;
  const released: CallLease[] = [];
  const onTakenOver = vi.fn();
  const onGivenUp = vi.fn();
  const answer = async <T>(value: T | Error): Promise<T> => {
    if (value instanceof Error) throw value;
    return value;
  };
  const leases: CallLeases = {
    claim: () => answer(claim),
    renew: () => answer(isOurs),
    release: async (lease) => void released.push(lease),
    close: async () => {},
  };
  const own = () =>
    new CallOwnership({
      leases,
      monotonicMs: () => nowMs,
      onTakenOver,
      onGivenUp,
      onFault: (cause) => expect.unreachable(String(cause)),
    });
  const made = (): OwnedCall & { giveUp: ReturnType<typeof vi.fn<() => void>> } => ({
    key: { tenant: 'acme', platform: 'native', callId: 'c' },
    isIdle: false,
    giveUp: vi.fn<() => void>(),
  });
  /** One round later, with its answers. */
  const round = async (ownership: CallOwnership) => {
    nowMs += 1_000;
    ownership.tick();
    await vi.waitFor(() => Promise.resolve());
    await new Promise<void>((resolve) => setImmediate(resolve));
  };

  beforeEach(() => {
    nowMs = 0;
    claim = LEASE;
    isOurs = true;
    released.length = 0;
    vi.clearAllMocks();
  });

  it('speaks for a call under its lease, and releases it at the end', async () => {
    const [ownership, call] = [own(), made()];
    ownership.begin(call);
    await round(ownership);
    expect(ownership.leaseOf(call)).toEqual(LEASE);
    expect(ownership.isElsewhere(call)).toBe(false);
    ownership.end(call);
    expect(released).toEqual([LEASE]);
  });

  it('speaks for it while nobody can say whose it is', async () => {
    claim = new Error('Redis is away');
    const [ownership, call] = [own(), made()];
    ownership.begin(call);
    await round(ownership);
    expect(ownership.isElsewhere(call)).toBe(false);
    claim = LEASE;
    await round(ownership);
    isOurs = new Error('Redis is away');
    await round(ownership);
    expect(ownership.leaseOf(call)).toEqual(LEASE);
    expect(call.giveUp).not.toHaveBeenCalled();
  });

  it('takes over the call of a node that has died, and says how it stands', async () => {
    claim = null;
    const [ownership, call] = [own(), made()];
    ownership.begin(call);
    for (let second = 0; second < 5; second++) await round(ownership);
    expect(ownership.isElsewhere(call)).toBe(true);
    // It may end now: whoever had it is perhaps dead, and nobody else would keep it.
    expect(ownership.isStranger(call)).toBe(false);
    expect(onTakenOver).not.toHaveBeenCalled();
    claim = LEASE;
    await round(ownership);
    expect(onTakenOver).toHaveBeenCalledExactlyOnceWith(call);
    expect(ownership.isElsewhere(call)).toBe(false);
  });

  it('turns a second tap away once the other node has shown that it lives', async () => {
    claim = null;
    const [ownership, call] = [own(), made()];
    ownership.begin(call);
    for (let second = 0; second < 8; second++) await round(ownership);
    expect(call.giveUp).not.toHaveBeenCalled();
    for (let second = 0; second < 2; second++) await round(ownership);
    expect(call.giveUp).toHaveBeenCalled();
    expect(onGivenUp).toHaveBeenCalled();
    expect(ownership.isStranger(call)).toBe(true);
  });

  it('gives a call up as soon as another node has it; what was heard until then is kept', async () => {
    const [ownership, call] = [own(), made()];
    ownership.begin(call);
    await round(ownership);
    isOurs = false;
    await round(ownership);
    expect(call.giveUp).toHaveBeenCalledOnce();
    expect(ownership.isElsewhere(call)).toBe(true);
    expect(ownership.isStranger(call)).toBe(false);
    ownership.end(call);
    expect(released).toEqual([]);
  });

  it('asks nobody where there is one node', async () => {
    const ownership = new CallOwnership({
      leases: null,
      monotonicMs: () => nowMs,
      onTakenOver,
      onGivenUp,
      onFault: () => {},
    });
    const call = made();
    ownership.begin(call);
    await round(ownership);
    expect(ownership.leaseOf(call)).toBeNull();
    expect(ownership.isElsewhere(call)).toBe(false);
  });
});
