import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import type { Principal } from '../../src/auth/principal.js';
import { configSchema } from '../../src/config/config-schema.js';
import { readWav } from '../../src/core/audio/wav.js';
import type { LiveViewMessage } from '../../src/delivery/live-view-message.js';
import { LoopTurns } from '../../src/live/coaching/loop-turns.js';
import { LiveViewSession } from '../../src/live/try/live-view-session.js';

const VISITOR: Principal = {
  role: 'source',
  tenant: 'acme',
  subject: 'visitor',
  teams: [],
  expiresAtMs: Number.POSITIVE_INFINITY,
};

const turns = new LoopTurns();

function visit(role: Principal['role'] = 'source') {
  const said: LiveViewMessage[] = [];
  let closedWith: number | undefined;
  const session = new LiveViewSession({
    socket: {
      send: (text: string) => said.push(JSON.parse(text) as LiveViewMessage),
      close: (code?: number) => {
        closedWith = code;
      },
    } as never,
    settings: configSchema.parse({}),
    verifyToken: async () => ({ ...VISITOR, role }),
    turns,
  });
  return { session, said, closedWith: () => closedWith };
}

const start = (more: object) => JSON.stringify({ type: 'start', token: 't', sampleRateHz: 8000, ...more });

/** Ten seconds of the demo call, interleaved. */
function stereo(): Uint8Array {
  const { channels } = readWav(readFileSync(DEMO_CALL_PATH));
  const samples = new Int16Array(2 * 80_000);
  for (let at = 0; at < 80_000; at++)
    for (const side of [0, 1]) samples[2 * at + side] = 32_767 * channels[side]![at]!;
  return new Uint8Array(samples.buffer);
}

describe('a visit of the live view', () => {
  it('answers a check without listening', async () => {
    const { session, said } = visit();
    await session.receiveText(JSON.stringify({ type: 'check', token: 't' }));
    expect(said).toEqual([{ type: 'ready' }]);
    expect(session.coach).toBeNull();
  });

  it('refuses a token without the right before it listens', async () => {
    const { session, said, closedWith } = visit('agent');
    await session.receiveText(JSON.stringify({ type: 'check', token: 't' }));
    expect(said).toMatchObject([{ type: 'error', code: 'auth.right-missing' }]);
    expect(closedWith()).toBe(1008);
  });

  it.each(['__proto__', 'left', ''])('refuses the layout “%s”', async (layout) => {
    const { session, said } = visit();
    await session.receiveText(start({ layout }));
    expect(said).toMatchObject([{ type: 'error', code: 'desktop.message-invalid' }]);
  });

  it.each([
    ['caller-left', 'customer'],
    ['caller-right', 'agent'],
  ] as const)('hears the channels by role: %s', async (layout, left) => {
    const { session, said } = visit();
    await session.receiveText(start({ layout }));
    const audio = stereo();
    for (let at = 0; at < audio.length; at += 640) session.receiveAudio(audio.subarray(at, at + 640));
    await turns.settled(1_000);
    session.deliver(session.coach!.settle(session.coach!.take().map(() => null)));
    // In the demo call's first three seconds the right channel speaks, then the left one.
    const heard = said.flatMap((message) => (message.type === 'heard' ? [message] : []));
    const early = heard.filter(({ atMs }) => atMs < 3_000);
    const [first, other] =
      left === 'customer'
        ? (['agentSpeaking', 'speaking'] as const)
        : (['speaking', 'agentSpeaking'] as const);
    expect(early.some((message) => message[first])).toBe(true);
    expect(early.some((message) => message[other])).toBe(false);
  });

  it('claims nothing of a mixed channel', async () => {
    const { session, said } = visit();
    await session.receiveText(start({ layout: 'mixed' }));
    session.receiveAudio(stereo());
    await turns.settled(1_000);
    expect(session.coach!.take()).toEqual([]);
    session.deliver(session.coach!.settle([]));
    const heard = said.flatMap((message) => (message.type === 'heard' ? [message] : []));
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every(({ emotion, levelDeltaDb }) => emotion === null && levelDeltaDb === null)).toBe(true);
  });
});
