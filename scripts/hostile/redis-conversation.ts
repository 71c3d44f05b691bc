import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { agentKeyText } from '../../src/binding/agent-binding.js';
import type { Conversation } from './hostile-site.js';
import { mutateText, pick } from './mutate.js';

const agent = { tenant: 'acme', agentId: 'hostile-1' };
const from = randomUUID();
const DESKTOPS = `evenkeel:desktops:${agentKeyText(agent)}`;
const reason = { key: 'tense', values: { seconds: 8 }, mood: null };
const cue = { type: 'cue', callRef: 'c', cueId: 'q', kind: 'breathe', step: null, reason };

/** What nodes say to each other. */
const MESSAGES: readonly (readonly [channel: string, message: object])[] = [
  ['evenkeel:reports', { from, agent, event: { type: 'joined', sessionId: 's' } }],
  ['evenkeel:reports', { from, agent, event: { type: 'feedback', cueId: 'q', verdict: 'wrong' } }],
  ['evenkeel:reports', { from, agent, event: { type: 'mute', scope: 'hour', forMs: 3_600_000 } }],
  [
    'evenkeel:reports',
    {
      from,
      agent,
      event: { type: 'settings', quiet: true, fewerCues: false, kindsOff: ['breathe'], language: 'en' },
    },
  ],
  [DESKTOPS, { from, message: { ...cue, atMs: 1, decidedAt: 1, expiresAt: 2e12 } }],
  [DESKTOPS, { from, message: { type: 'call', callRef: 'c', state: 'listening' } }],
  ['evenkeel:standing', { from, changed: randomUUID() }],
  [
    'evenkeel:standing',
    { from, changed: randomUUID(), objections: [{ tenant: 'acme', digest: '0'.repeat(64) }] },
  ],
  ['evenkeel:standing', { from, read: randomUUID() }],
  ['evenkeel:standing', { from, beat: 1 }],
];

/** A neighbour who writes on the channels between nodes. */
export function redisConversation(url: string): { readonly talk: Conversation; close(): void } {
  const redis = new Redis(url);
  redis.on('error', () => {});
  return {
    talk: async (_site, random) => {
      const [channel, message] = pick(random, MESSAGES);
      await redis.publish(channel, mutateText(random, JSON.stringify(message))).catch(() => 0);
    },
    close: () => redis.disconnect(),
  };
}
