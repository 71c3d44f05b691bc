import { describe, expect, it } from 'vitest';
import type { ServerMessage } from '../../src/delivery/agent-message.js';
import { cueFeedEvent } from '../../src/delivery/cue-feed.js';
import { cueFeedSchema } from '../../src/delivery/cue-feed-schema.js';

const REASON = { key: 'louder', values: { levelDb: 6.25, seconds: 8 }, mood: null } as const;

const MESSAGES: Readonly<Record<Exclude<ServerMessage['type'], 'own-breath' | 'level'>, ServerMessage>> = {
  hello: {
    type: 'hello',
    protocol: 'evenkeel.desktop.v1',
    sessionId: 's',
    serverNow: 1,
    heartbeatMs: 2,
    tokenExpiresAt: 3,
    selfCoachingOffered: true,
  },
  'own-eyes-elsewhere': { type: 'own-eyes-elsewhere', callRef: 'c' },
  heartbeat: { type: 'heartbeat', serverNow: 1 },
  'token-expiring': { type: 'token-expiring', expiresAt: 1 },
  limited: { type: 'limited', codes: ['desktop.redis-unavailable'] },
  draining: { type: 'draining' },
  error: { type: 'error', code: 'internal.fault', text: 'x' },
  call: { type: 'call', callRef: 'c', state: 'held' },
  unavailable: { type: 'unavailable', callRef: 'c', why: 'no-notice' },
  cue: {
    type: 'cue',
    callRef: 'c',
    cueId: 'q',
    kind: 'breath',
    step: null,
    reason: REASON,
    atMs: 0,
    decidedAt: 1,
    expiresAt: 2,
  },
  'cue-ended': { type: 'cue-ended', callRef: 'c', cueId: 'q' },
  reset: {
    type: 'reset',
    callRef: 'c',
    offerId: 'r',
    seconds: [30],
    strain: 61,
    reason: REASON,
    atMs: 0,
    expiresAt: 2,
  },
  'reset-ended': { type: 'reset-ended', offerId: 'r' },
};

describe('cue feed', () => {
  it('says nothing of what is for the panel alone', () => {
    expect(cueFeedEvent(MESSAGES['own-eyes-elsewhere'], 'en')).toBeNull();
  });

  it.each(Object.values(MESSAGES).filter(({ type }) => type !== 'own-eyes-elsewhere'))(
    'says $type as the documented schema has it',
    (message) => {
      expect(cueFeedSchema.parse(cueFeedEvent(message, 'en'))).toMatchObject({ type: message.type });
    },
  );

  it('says a cue in the words of the language', () => {
    expect(cueFeedEvent(MESSAGES.cue, 'en')).toMatchObject({
      title: 'One slow breath',
      reason: 'Louder than at the start',
      numbers: '6.3\u00a0dB louder, for 8\u00a0s',
    });
    expect(cueFeedEvent(MESSAGES.cue, 'zh-CN')).toMatchObject({ title: '慢慢呼吸一次' });
  });

  it('has the words of an administrator where there are any', () => {
    const wording = { en: { title: 'Breathe', advice: 'Once.' } };
    expect(cueFeedEvent({ ...MESSAGES.cue, wording } as ServerMessage, 'en')).toMatchObject({
      title: 'Breathe',
      advice: 'Once.',
    });
  });

  it('leaves out the level, which is for the panel’s bar alone', () => {
    expect(cueFeedEvent({ type: 'level', callRef: 'c', level: 0.4 }, 'en')).toBeNull();
  });

  it('never carries an own-eyes breath, nor the strain of a call', () => {
    const own = { type: 'own-breath', sessionId: 's', breathId: 'b', decidedAt: 1, expiresAt: 2 } as const;
    expect(cueFeedEvent(own, 'en')).toBeNull();
    expect(JSON.stringify(cueFeedEvent(MESSAGES.reset, 'en'))).not.toContain('61');
  });
});
