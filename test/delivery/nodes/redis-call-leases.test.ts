import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RedisCallLeases } from '../../../src/delivery/nodes/redis-call-leases.js';
import { lacks } from '../../support/requirements.js';

// A call id that no random key can hold by chance.
const CALL = { tenant: 'acme', platform: 'native', callId: 'conversation-one' };

describe.skipIf(lacks('redis'))('leases of calls in Redis', () => {
  const url = process.env.EVENKEEL_REDIS_URL!;
  const open: RedisCallLeases[] = [];
  let prefix: string;
  let redis: Redis;

  async function node(nowMs = 1_000, secret = 'shared'): Promise<RedisCallLeases> {
    const leases = new RedisCallLeases({ url, prefix, now: () => nowMs, secret: async () => secret });
    open.push(leases);
    // Commands are refused until the line is there.
    await expect
      .poll(() => leases.renew({ call: randomUUID(), epoch: 1 }, true).catch(() => false))
      .toBe(true);
    return leases;
  }
  beforeEach(() => {
    prefix = `evenkeel-test-${randomUUID()}`;
    redis = new Redis(url);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((leases) => leases.close()));
    redis.disconnect();
  });

  it('gives a call to the first node that claims it, and to no other while a stream is open', async () => {
    const [one, two] = [await node(), await node()];
    const lease = (await one.claim(CALL))!;
    expect(lease.epoch).toBe(1_000);
    expect(await two.claim(CALL)).toBeNull();
    expect(await one.claim(CALL)).toEqual(lease);
    expect(await one.renew(lease, false)).toBe(true);
  });

  it('hands an idle call on under a later epoch, and the first node hears that it is gone', async () => {
    const [one, two] = [await node(9_000), await node(1_000)];
    const first = (await one.claim(CALL))!;
    expect(await one.renew(first, true)).toBe(true);
    const second = (await two.claim(CALL))!;
    expect(second.epoch).toBeGreaterThan(first.epoch);
    expect(await one.renew(first, false)).toBe(false);
    await one.release(first);
    expect(await two.renew(second, false)).toBe(true);
  });

  it('settles for the later of two after Redis has forgotten both', async () => {
    const [one, two] = [await node(1_000), await node(2_000)];
    const earlier = (await one.claim(CALL))!;
    await redis.del(`${prefix}:call:${earlier.call}`);
    const later = (await two.claim(CALL))!;
    await redis.del(`${prefix}:call:${earlier.call}`);
    expect(await one.renew(earlier, false)).toBe(true);
    expect(await two.renew(later, false)).toBe(true);
    expect(await one.renew(earlier, false)).toBe(false);
  });

  it('frees a released call at once, keeps nothing for long, and names nobody', async () => {
    const [one, two] = [await node(), await node()];
    const lease = (await one.claim(CALL))!;
    const keys = await redis.keys(`${prefix}:call:*`);
    expect(keys.join()).not.toMatch(/acme|conversation-one/);
    for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0);
    // Whoever knows the call alone does not find it.
    expect((await (await node(1_000, 'guessed')).claim(CALL))!.call).not.toBe(lease.call);
    await one.release(lease);
    expect(await two.claim(CALL)).not.toBeNull();
  });
});
