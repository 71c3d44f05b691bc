import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/audio/audio-frame.js';
import type { CoachInput } from '../../../src/core/cues/coach.js';
import { CallInbox } from '../../../src/live/coaching/call-inbox.js';
import { LoopTurns } from '../../../src/live/coaching/loop-turns.js';

const MINUTE_MS = 60_000;

function audio(role: Role, fromMs: number, durationMs: number, sampleRateHz = 8000): CoachInput {
  const first = (fromMs * sampleRateHz) / 1000;
  const samples = Float32Array.from(
    { length: Math.round((durationMs * sampleRateHz) / 1000) },
    (_, i) => first + i,
  );
  return { type: 'audio', chunk: { role, streamTimeMs: fromMs, sampleRateHz, samples } };
}

const gap = (role: Role, streamTimeMs: number, durationMs: number): CoachInput => ({
  type: 'gap',
  gap: { role, streamTimeMs, durationMs, reason: 'lost' },
});

function inbox(turns = new LoopTurns()) {
  const told: CoachInput[] = [];
  const faults: unknown[] = [];
  let breaks = false;
  const box = new CallInbox({
    turns,
    push: (input) => {
      if (breaks) throw new Error('broken');
      told.push(input);
    },
    onFault: (cause) => faults.push(cause),
  });
  const emptied = async () => {
    while (!box.isEmpty) await setImmediate();
  };
  const breakDown = () => {
    breaks = true;
  };
  return { box, told, faults, emptied, breakDown };
}

const audioOf = (told: readonly CoachInput[], role: Role) =>
  told.flatMap((input) => (input.type === 'audio' && input.chunk.role === role ? [input.chunk] : []));
const msOf = (chunks: readonly { samples: Float32Array; sampleRateHz: number }[]) =>
  chunks.reduce((sum, { samples, sampleRateHz }) => sum + (samples.length * 1000) / sampleRateHz, 0);

describe('CallInbox', () => {
  it('hands on at once, and as it came, what a live call brings', () => {
    const { box, told } = inbox();
    const frames = [audio('customer', 0, 20), audio('agent', 0, 20), { type: 'hold', on: true } as const];
    for (const frame of frames) box.push(frame);
    expect(told).toEqual(frames);
    expect(box.isEmpty).toBe(true);
  });

  it('keeps the order of audio, gaps and words, and every sample in its place, whatever comes in one go', async () => {
    const step = fc.oneof(
      fc.record({ audio: fc.constantFrom('customer', 'agent'), ms: fc.integer({ min: 1, max: 9_000 }) }),
      fc.record({ gap: fc.constantFrom('customer', 'agent'), ms: fc.integer({ min: 1, max: 90_000 }) }),
      fc.record({ hold: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { box, told, emptied } = inbox();
        const endMs = { customer: 0, agent: 0 };
        const said: unknown[] = [];
        const span = (role: 'customer' | 'agent', ms: number) => {
          const fromMs = endMs[role];
          endMs[role] += ms;
          return fromMs;
        };
        for (const one of steps) {
          if ('audio' in one) {
            const role = one.audio as 'customer' | 'agent';
            box.push(audio(role, span(role, one.ms), one.ms));
            said.push([role, 'audio', endMs[role]]);
          } else if ('gap' in one) {
            const role = one.gap as 'customer' | 'agent';
            box.push(gap(role, span(role, one.ms), one.ms));
            said.push([role, 'gap', endMs[role]]);
          } else {
            box.push({ type: 'hold', on: one.hold });
            said.push(['hold', one.hold]);
          }
        }
        await emptied();
        // Pieces that follow on each other are one again.
        const heard: unknown[][] = [];
        const at = { customer: 0, agent: 0 };
        for (const input of told) {
          if (input.type === 'hold') heard.push(['hold', input.on]);
          if (input.type !== 'audio' && input.type !== 'gap') continue;
          const piece = input.type === 'audio' ? input.chunk : input.gap;
          const role = piece.role as 'customer' | 'agent';
          expect(piece.streamTimeMs).toBe(at[role]);
          if (input.type === 'audio') expect(input.chunk.samples[0]).toBe(at[role] * 8);
          at[role] += input.type === 'audio' ? input.chunk.samples.length / 8 : input.gap.durationMs;
          const last = heard.at(-1);
          if (last?.[0] === role && last[1] === input.type && !said.some((one) => isEnd(one, last)))
            heard.pop();
          heard.push([role, input.type, at[role]]);
        }
        expect(heard).toEqual(said);
        expect(box.takeDropped()).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('takes in about half a second of audio a turn, and lets the loop go on between', async () => {
    const turns = new LoopTurns();
    const calls = [inbox(turns), inbox(turns), inbox(turns)];
    for (const { box } of calls) box.push(audio('customer', 0, 20_000));
    const heardMs = () => calls.map(({ told }) => msOf(audioOf(told, 'customer')));
    let before = heardMs();
    while (calls.some(({ box }) => !box.isEmpty)) {
      await setImmediate();
      const now = heardMs();
      const total = now.reduce((sum, ms) => sum + ms, 0) - before.reduce((sum, ms) => sum + ms, 0);
      expect(total).toBeLessThanOrEqual(1_200);
      // Nobody is served before the others' turn.
      expect(Math.max(...now) - Math.min(...now)).toBeLessThanOrEqual(1_000);
      before = now;
    }
    expect(heardMs()).toEqual([20_000, 20_000, 20_000]);
  });

  it('leaves out the oldest of a burst, says so, and counts it as missing', async () => {
    const { box, told, emptied } = inbox();
    for (let atMs = 0; atMs < 15 * MINUTE_MS; atMs += 30_000) {
      box.push(audio('customer', atMs, 30_000));
      if (atMs === 30_000) box.push(audio('agent', 0, 1_000));
    }
    await emptied();
    const heard = audioOf(told, 'customer');
    expect(heard.at(-1)!.streamTimeMs).toBeGreaterThan(15 * MINUTE_MS - 200);
    expect(msOf(heard)).toBeLessThanOrEqual(MINUTE_MS + 600);
    const dropped = box.takeDropped()!;
    expect(dropped.customer).toBeCloseTo(15 * MINUTE_MS - msOf(heard), 6);
    expect(dropped.agent).toBe(0);
    const gaps = told.flatMap((input) => (input.type === 'gap' ? [input.gap] : []));
    expect(gaps.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBeCloseTo(dropped.customer, 6);
    expect(gaps.every(({ role, reason }) => role === 'customer' && reason === 'discarded')).toBe(true);
    expect(msOf(audioOf(told, 'agent'))).toBe(1_000);
    expect(box.takeDropped()).toBeNull();
  });

  it('lets nothing wait in front of a word that closes the gate, nor opens it again for what was said before', async () => {
    const { box, told, emptied } = inbox();
    box.push(audio('customer', 0, 5_000));
    box.push({ type: 'notice', given: true });
    box.push(audio('customer', 5_000, 5_000));
    box.push({ type: 'notice', given: false });
    expect(told.at(-1)).toEqual({ type: 'notice', given: false });
    box.push(audio('customer', 10_000, 1_000));
    box.push({ type: 'notice', given: true });
    box.push({ type: 'objection' });
    expect(told.at(-1)).toEqual({ type: 'objection' });
    await emptied();
    expect(told.filter(({ type }) => type === 'notice')).toEqual([{ type: 'notice', given: false }]);
    expect(msOf(audioOf(told, 'customer'))).toBe(11_000);
  });

  it('throws a fault where it hands on at once, and tells of it where it does so later', async () => {
    const now = inbox();
    now.breakDown();
    expect(() => now.box.push(audio('agent', 0, 20))).toThrow('broken');
    const later = inbox();
    later.box.push(audio('agent', 0, 5_000));
    later.breakDown();
    await later.emptied();
    expect(later.faults).toHaveLength(1);
  });
});

/** Whether a piece ends where something that was said ends. */
function isEnd(said: unknown, piece: readonly unknown[]): boolean {
  return Array.isArray(said) && said.every((part, index) => part === piece[index]);
}
