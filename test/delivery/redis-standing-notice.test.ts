import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectionMark } from '../../src/binding/standing-store.js';
import { RedisStandingNotice } from '../../src/delivery/redis-standing-notice.js';
import { lacks } from '../support/requirements.js';
import { lineTo } from '../support/tcp-proxy.js';

const MARK: ObjectionMark = { tenant: 'acme', digest: 'a'.repeat(64) };
const now = () => performance.now();

describe.skipIf(lacks('redis'))('RedisStandingNotice', () => {
  const closing: (() => Promise<unknown>)[] = [];
  let prefix: string;

  beforeEach(() => {
    prefix = `test-${randomUUID()}`;
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** A node, and what it was told. */
  async function node(url = process.env.EVENKEEL_REDIS_URL!) {
    const notice = await RedisStandingNotice.connect({ url, prefix, now });
    closing.push(() => notice.close());
    const told: (readonly ObjectionMark[])[] = [];
    notice.onTold(async (objections) => void told.push(objections));
    await expect.poll(() => notice.heard).not.toBeNull();
    return { notice, told };
  }

  it('tells another node of an objection, and knows when it has it', async () => {
    const [here, there] = [await node(), await node()];
    expect(await here.notice.tell([MARK])).toBe(true);
    expect([here.told, there.told]).toEqual([[], [[MARK]]]);
  });

  it('does not take an objection as told while a node that was heard before hears nothing', async () => {
    const here = await node();
    const { line, url } = await lineTo(process.env.EVENKEEL_REDIS_URL!);
    closing.push(() => line.close());
    const there = await node(url);
    await expect.poll(() => here.notice.tell([MARK])).toBe(true);
    line.cut();
    const subscribers = new Redis(process.env.EVENKEEL_REDIS_URL!);
    closing.push(async () => subscribers.disconnect());
    await expect.poll(async () => (await subscribers.pubsub('NUMSUB', `${prefix}:standing`))[1]).toBe(1);
    expect(await here.notice.tell([MARK])).toBe(false);
    // Whoever is on a call is told as far as there is somebody to hear it.
    await expect.poll(() => here.notice.tell(), { timeout: 20_000 }).toBe(true);
    line.mend();
    await expect.poll(() => here.notice.tell([MARK]), { timeout: 20_000 }).toBe(true);
    // Whoever says that it leaves is not waited for.
    await there.notice.close();
    await expect.poll(() => here.notice.tell([MARK]), { timeout: 20_000 }).toBe(true);
  });

  it('knows up to when it has heard everything, and begins anew after a break', async () => {
    const { line, url } = await lineTo(process.env.EVENKEEL_REDIS_URL!);
    closing.push(() => line.close());
    const { notice } = await node(url);
    const first = notice.heard!;
    await expect.poll(() => notice.heard!.toMs, { timeout: 10_000 }).toBeGreaterThan(first.toMs);
    expect(notice.heard!.fromMs).toBe(first.fromMs);
    line.cut();
    const atMs = now();
    line.mend();
    await expect.poll(() => notice.heard!.fromMs, { timeout: 20_000 }).toBeGreaterThan(atMs);
  });

  it.each([
    ['a digest that none of ours is', { changed: randomUUID(), objections: [{ ...MARK, digest: 'a' }] }],
    ['the id of a call', { changed: randomUUID(), objections: [{ ...MARK, callId: '1' }] }],
    ['too many', { changed: randomUUID(), objections: Array.from({ length: 17 }, () => MARK) }],
    ['no objections but something else', { changed: randomUUID(), objections: 'all' }],
  ])('hears no message with %s', async (_what, message) => {
    const { told } = await node();
    const stranger = new Redis(process.env.EVENKEEL_REDIS_URL!);
    closing.push(async () => stranger.disconnect());
    const say = (body: object) =>
      stranger.publish(`${prefix}:standing`, JSON.stringify({ from: randomUUID(), ...body }));
    await say(message);
    await say({ changed: randomUUID(), objections: [MARK] });
    await expect.poll(() => told).toEqual([[MARK]]);
  });
});
