import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { AgentKey } from '../../src/binding/agent-binding.js';
import { type Attention, FRESH_ATTENTION, joinedBy } from '../../src/core/cues/attention.js';
import { RedisCueBus } from '../../src/delivery/redis-cue-bus.js';
import { AgentDesks } from '../../src/live/agent-desks.js';
import { lacks } from '../support/requirements.js';

const ANN: AgentKey = { tenant: 'acme', agentId: 'ann' };
const MINUTE_MS = 60_000;

describe('what calls ask of an agent’s attention', () => {
  const asked = (minutesAgo: readonly number[], rest: Partial<Attention> = {}): Attention => ({
    ...FRESH_ATTENTION,
    givenAgoMs: minutesAgo.map((minutes) => minutes * MINUTE_MS),
    ...rest,
  });

  it('is one budget: cues of both calls count, each once', () => {
    const told = { ...asked([2]), givenAgoMs: [10 * MINUTE_MS + 400, 2 * MINUTE_MS] };
    expect(joinedBy(asked([30, 10]), told).givenAgoMs).toEqual([
      30 * MINUTE_MS,
      10 * MINUTE_MS + 400,
      2 * MINUTE_MS,
    ]);
  });

  it('keeps the later dismissal, and the last word on hard calls', () => {
    const joined = joinedBy(
      asked([], { dismissedAgoMs: 1_000, hardCallsInARow: 2 }),
      asked([], { dismissedAgoMs: 9_000, hardCallsInARow: 0 }),
    );
    expect(joined).toMatchObject({ dismissedAgoMs: 1_000, hardCallsInARow: 0 });
    expect(joinedBy(joined, FRESH_ATTENTION).dismissedAgoMs).toBe(1_000);
  });
});

describe.skipIf(lacks('redis'))('an agent whose calls come to two nodes', () => {
  const open: RedisCueBus[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((bus) => bus.close()));
  });

  async function node(prefix: string) {
    const onFault = (cause: unknown) => expect.unreachable(String(cause));
    const bus = await RedisCueBus.connect({ url: process.env.EVENKEEL_REDIS_URL!, prefix, onFault });
    open.push(bus);
    // Each node’s own clock; only ages cross.
    const desks = new AgentDesks(() => performance.now() + open.length * 1e9);
    bus.onReport((agent, event) => {
      if (event.type === 'attention') desks.remember(agent, event);
    });
    return { bus, desks };
  }

  it('has one budget on both', async () => {
    const prefix = `evenkeel-test-${randomUUID()}`;
    const [one, two] = [await node(prefix), await node(prefix)];
    const given = (at: number) =>
      ({ type: 'attention', givenAgoMs: [at], dismissedAgoMs: null, hardCallsInARow: null }) as const;
    // Until both hear each other, something said may be lost.
    await expect
      .poll(() => {
        one.bus.report(ANN, given(20 * MINUTE_MS));
        return two.desks.attention(ANN).givenAgoMs.length;
      })
      .toBe(1);
    one.bus.report(ANN, { ...given(5 * MINUTE_MS), dismissedAgoMs: 1_000, hardCallsInARow: 2 });
    two.bus.report(ANN, given(MINUTE_MS));
    for (const { desks } of [one, two]) {
      await expect.poll(() => desks.attention(ANN).givenAgoMs.length).toBe(3);
      await expect.poll(() => desks.attention(ANN).hardCallsInARow).toBe(2);
      expect(desks.attention(ANN).dismissedAgoMs).toBeGreaterThanOrEqual(1_000);
    }
    expect(two.desks.attention({ ...ANN, agentId: 'bob' })).toEqual(FRESH_ATTENTION);
  });
});
