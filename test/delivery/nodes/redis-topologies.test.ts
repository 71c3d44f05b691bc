import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentKey } from '../../../src/binding/agent-binding.js';
import type { AgentMessage } from '../../../src/delivery/agent-message.js';
import { RedisCallLeases } from '../../../src/delivery/nodes/redis-call-leases.js';
import { RedisCueBus } from '../../../src/delivery/redis-cue-bus.js';
import { RedisTopology } from '../../support/redis-topology.js';
import { lacks } from '../../support/requirements.js';

const ADA: AgentKey = { tenant: 'acme', agentId: 'ada' };
const LISTENING: AgentMessage = { type: 'call', callRef: 'c1', state: 'listening' };
const CALL = { tenant: 'acme', platform: 'native', callId: 'conversation-one' };

describe.skipIf(lacks('redis-server')).each(['cluster', 'sentinel'] as const)('a Redis %s', (kind) => {
  const open: { close(): Promise<void> }[] = [];
  let redis: RedisTopology | undefined;

  beforeAll(async () => {
    redis = await RedisTopology[kind]();
  }, 120_000);
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });
  afterAll(() => redis?.stop());

  async function bus(): Promise<RedisCueBus> {
    const onFault = (cause: unknown) => expect.unreachable(String(cause));
    const one = await RedisCueBus.connect({ url: redis!.url, onFault });
    open.push(one);
    return one;
  }

  async function leases(): Promise<RedisCallLeases> {
    const one = new RedisCallLeases({ url: redis!.url, now: () => 1_000, secret: async () => 'shared' });
    open.push(one);
    // Commands are refused until the line is there.
    await expect
      .poll(() => one.renew({ call: randomUUID(), epoch: 1 }, true).catch(() => false), { timeout: 30_000 })
      .toBe(true);
    return one;
  }

  /** Says it again until it is heard: nothing is queued for a line that is not there yet. */
  async function isHeardElsewhere(from: RedisCueBus, at: RedisCueBus): Promise<void> {
    let heard = 0;
    const dispose = at.subscribe(ADA, (_message, isElsewhere) => {
      if (isElsewhere) heard += 1;
    });
    await expect
      .poll(
        () => {
          from.publish(ADA, LISTENING);
          return heard;
        },
        { timeout: 60_000, interval: 100 },
      )
      .toBeGreaterThan(0);
    dispose();
  }

  it('carries messages from each node to each other', { timeout: 120_000 }, async () => {
    const nodes = [await bus(), await bus(), await bus()];
    for (const from of nodes) for (const at of nodes) if (from !== at) await isHeardElsewhere(from, at);
  });

  it('gives a call to one node alone', { timeout: 60_000 }, async () => {
    const [one, two] = [await leases(), await leases()];
    const lease = (await one.claim(CALL))!;
    expect(lease.epoch).toBe(1_000);
    expect(await two.claim(CALL)).toBeNull();
    await one.release(lease);
    expect(await two.claim(CALL)).not.toBeNull();
  });

  it.runIf(kind === 'sentinel')('goes on with the server that leads next', { timeout: 180_000 }, async () => {
    const [one, two, held] = [await bus(), await bus(), await leases()];
    await isHeardElsewhere(one, two);
    await redis!.killFirst();
    await isHeardElsewhere(one, two);
    await isHeardElsewhere(two, one);
    await expect
      .poll(() => held.renew({ call: randomUUID(), epoch: 1 }, true).catch(() => false), { timeout: 60_000 })
      .toBe(true);
  });
});
