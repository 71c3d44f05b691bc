import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/audio/audio-frame.js';
import {
  CallPipeline,
  DEFAULT_PIPELINE_TIMING,
  type PipelineStep,
} from '../../../src/core/call/call-pipeline.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const VOICE = buzzingVoice({ durationMs: 40_000, startMs: 0, onMs: 40_000, offMs: 0, f0Hz: 150 });
const MURMUR = VOICE.map((_, i) => 1e-4 * Math.sin(i * 2.3));

function call() {
  const steps: PipelineStep[] = [];
  const options = { ...DEFAULT_PIPELINE_TIMING, origin: 'customer', noticeGiven: true } as const;
  const pipeline = new CallPipeline({ ...options, roles: ['customer', 'agent'] }, (step) => steps.push(step));
  const say = (role: Role, fromMs: number, toMs: number, sound: Float32Array) =>
    pipeline.push({
      role,
      streamTimeMs: fromMs,
      sampleRateHz: 8000,
      samples: sound.subarray(fromMs * 8, toMs * 8),
    });
  const both = (fromMs: number, toMs: number, sound: Float32Array) => {
    for (let atMs = fromMs; atMs < toMs; atMs += 100) {
      say('customer', atMs, atMs + 100, sound);
      say('agent', atMs, atMs + 100, MURMUR);
    }
  };
  return { pipeline, steps, say, both, last: () => steps.at(-1)! };
}

describe('what is heard of a call', () => {
  it('counts nothing of the caller while on hold, whatever the leg carries', () => {
    const { pipeline, both, last } = call();
    both(0, 5_000, VOICE);
    const before = last().customer?.totalSpeechMs ?? 0;
    pipeline.hold(true);
    both(5_000, 25_000, VOICE);
    expect((last().customer?.totalSpeechMs ?? 0) - before).toBeLessThanOrEqual(250);
    expect(last().turns).toMatchObject({ onHold: true, deadAirMs: 0 });
    expect(pipeline.gapMs).toBe(0);
  });

  it('calls no missing audio silence, and counts it as a gap', () => {
    const { pipeline, both, last } = call();
    both(0, 3_000, VOICE);
    both(3_000, 6_000, MURMUR);
    const silentMs = last().turns.deadAirMs;
    expect(silentMs).toBeGreaterThan(2_000);
    for (const role of ['customer', 'agent'] as const)
      pipeline.gap({ role, streamTimeMs: 6_000, durationMs: 9_000, reason: 'lost' });
    expect(last().turns.deadAirMs).toBe(0);
    both(15_000, 16_000, MURMUR);
    expect(last().turns.deadAirMs).toBeLessThanOrEqual(1_000);
    expect(pipeline.gapMs).toBeGreaterThanOrEqual(9_000);
    expect(pipeline.gapMs).toBeLessThanOrEqual(9_200);
  });

  it.each([
    ['agent', 'customer'],
    ['customer', 'agent'],
  ] as const)('goes on hearing a party when the connection of the %s has a fast clock', (fast, other) => {
    const { pipeline, say } = call();
    for (let n = 0; n < 300; n++) {
      say(fast, n * 120, (n + 1) * 120, MURMUR);
      say(other, n * 100, (n + 1) * 100, VOICE);
    }
    expect(pipeline.heardMs(fast)).toBeGreaterThan(34_000);
    expect(pipeline.heardMs(other)).toBeGreaterThan(21_000);
  });

  it('waits for the backlog of the other connection when one has come whole, and marks it as late', () => {
    const { pipeline, steps, say, both } = call();
    both(0, 5_000, VOICE);
    pipeline.stale(true);
    say('agent', 5_000, 17_000, MURMUR);
    pipeline.stale(false);
    say('customer', 5_000, 17_000, VOICE);
    both(17_000, 20_000, VOICE);
    expect(pipeline.heardMs('customer')).toBeGreaterThan(19_500);
    const late = steps.filter(({ stale }) => stale).map(({ atMs }) => atMs);
    expect(late.at(0)).toBeGreaterThan(5_000);
    expect(late.at(-1)).toBeGreaterThan(16_000);
    expect(steps.at(-1)?.stale).toBe(false);
  });

  it('hears a party that comes back after a silence, whoever of the two is said first', () => {
    for (const first of ['customer', 'agent'] as const) {
      const second = first === 'customer' ? 'agent' : 'customer';
      const { pipeline, say } = call();
      for (let atMs = 0; atMs < 20_000; atMs += 100) {
        say(first, atMs, atMs + 100, VOICE);
        if (atMs < 5_000 || atMs >= 10_000) say(second, atMs, atMs + 100, VOICE);
      }
      expect(pipeline.heardMs(second)).toBeGreaterThan(14_500);
    }
  });

  it('claims no customer channel where none is ever heard', () => {
    const { say, last } = call();
    for (let atMs = 0; atMs < 14_000; atMs += 100) say('agent', atMs, atMs + 100, VOICE);
    expect(last().absence).toBe('no-customer-channel');
    expect(last().turns.deadAirMs).toBe(0);
  });
});
