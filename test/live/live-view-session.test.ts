import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import type { Principal } from '../../src/auth/principal.js';
import { configSchema } from '../../src/config/config-schema.js';
import { readWav } from '../../src/core/audio/wav.js';
import { CallCoach } from '../../src/core/cues/call-coach.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
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

afterEach(() => vi.restoreAllMocks());

function visit(role: Principal['role'] = 'source', verified: Promise<unknown> = Promise.resolve()) {
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
    verifyToken: async () => {
      await verified;
      return { ...VISITOR, role };
    },
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

  it.each(['no JSON', '{}', JSON.stringify({ type: 'stop' })])(
    'refuses “%s” as a first word',
    async (text) => {
      const { session, said, closedWith } = visit();
      await session.receiveText(text);
      expect(said).toMatchObject([{ type: 'error', code: 'desktop.message-invalid' }]);
      expect(closedWith()).toBeGreaterThan(1000);
    },
  );

  it('hears nothing before the token, and nothing after it has ended', async () => {
    const { session, said } = visit();
    session.receiveAudio(stereo());
    expect(said).toMatchObject([{ type: 'error', code: 'desktop.token-first' }]);
    session.receiveAudio(stereo());
    await session.receiveText(start({}));
    expect(said).toHaveLength(1);
    expect(session.coach).toBeNull();
  });

  it('gives its seat up when two heartbeats go by without a token', async () => {
    const { session, said } = visit();
    await session.recheck();
    expect(said).toEqual([]);
    await session.recheck();
    expect(said).toMatchObject([{ type: 'error', code: 'desktop.token-first' }]);
  });

  it('goes on as it began when it is started again', async () => {
    const { session, said } = visit();
    await session.receiveText(start({ layout: 'caller-left' }));
    const { coach } = session;
    await session.receiveText(start({ layout: 'mixed' }));
    expect(session.coach).toBe(coach);
    expect(said).toEqual([{ type: 'ready' }]);
  });

  it('is not let in by a token that was found good after it had left', async () => {
    let good: (value?: unknown) => void = () => {};
    const { session, said } = visit(
      'source',
      new Promise((resolve) => {
        good = resolve;
      }),
    );
    const started = session.receiveText(start({}));
    session.close();
    good();
    await started;
    expect(session.coach).toBeNull();
    expect(said).toEqual([]);
  });

  it('ends after ten minutes of audio', async () => {
    const { session, said } = visit();
    await session.receiveText(start({}));
    session.receiveAudio(new Uint8Array(2 * 8000 * 601));
    session.receiveAudio(new Uint8Array(320));
    expect(said.at(-1)).toMatchObject({ type: 'error', code: 'stream.too-long' });
  });

  it('shows a cue by its kind and its reason, and says nothing of what else the policy decides', async () => {
    const { session, said } = visit();
    await session.receiveText(start({}));
    const reason = { key: 'tense', values: { deltaDb: 8 }, mood: 'angry' } as const;
    const cue = { id: 'c1', kind: 'breath', atMs: 4_000, reason, expiresAtMs: 9_000 } as const;
    session.deliver([
      { type: 'suppressed', atMs: 3_000, kind: 'breath', reason: 'budget' } as unknown as CoachEvent,
      { type: 'cue', atMs: 4_000, cue } as unknown as CoachEvent,
    ]);
    const { mood: _, ...shown } = reason;
    expect(said.slice(1)).toEqual([{ type: 'cue', atMs: 4_000, kind: 'breath', reason: shown }]);
  });

  it('ends by itself where its coach fails', async () => {
    vi.spyOn(CallCoach.prototype, 'push').mockImplementation(() => {
      throw new Error('A fault of ours.');
    });
    const { session, said } = visit();
    await session.receiveText(start({}));
    session.receiveAudio(new Uint8Array(320));
    await turns.settled(1_000);
    expect(said.at(-1)).toMatchObject({ type: 'error', code: 'internal.fault' });
  });
});
