import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { StallCase } from './stall-case.js';

/** What may lie on the channels between nodes: one message as long as is read, one too long, and many. */
export function redisCases(): readonly StallCase[] {
  const reports = 'evenkeel:reports';
  const standing = 'evenkeel:standing';
  const agent = { tenant: 'acme', agentId: 'ann' };
  const feedback = { type: 'feedback', cueId: 'x', verdict: 'wrong' };
  const report = () => JSON.stringify({ from: randomUUID(), agent, event: feedback });
  const values = Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`value-${index}`, index]));
  const reason = { key: 'k', values, mood: null };
  const cue = { type: 'cue', callRef: 'c', cueId: 'c', kind: 'breathe', step: null, reason };
  const long = JSON.stringify({ from: 'x', message: { ...cue, atMs: 0, decidedAt: 0, expiresAt: 0 } });
  return [
    published('report', reports, () => Array.from({ length: 100 }, report)),
    published('long cue', reports, () => [long.slice(0, 65_000)]),
    published('too long', reports, () => ['x'.repeat(8_000_000)]),
    published('deep', reports, () => ['['.repeat(65_000)]),
    published('standing', standing, () =>
      Array.from({ length: 20 }, () => JSON.stringify({ from: randomUUID(), changed: randomUUID() })),
    ),
    published('nonsense', standing, () => Array.from({ length: 2_000 }, () => '{"from":"x"}')),
  ];
}

function published(kind: string, channel: string, texts: () => readonly string[]): StallCase {
  return {
    listener: 'redis',
    kind,
    async prepare(site) {
      if (site.redisUrl === null) throw new Error('There is no Redis.');
      const redis = new Redis(site.redisUrl, { lazyConnect: true });
      redis.on('error', () => {});
      await redis.connect();
      return {
        async send() {
          const said = texts();
          await Promise.all(said.map((text) => redis.publish(channel, text)));
          return said.reduce((sum, text) => sum + text.length, 0);
        },
        end: () => redis.disconnect(),
      };
    },
  };
}
