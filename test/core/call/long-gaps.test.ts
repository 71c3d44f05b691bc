import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOP_SAMPLES, type Role } from '../../../src/core/audio/audio-frame.js';
import {
  CallPipeline,
  DEFAULT_PIPELINE_TIMING,
  type PipelineStep,
} from '../../../src/core/call/call-pipeline.js';
import { ChannelFeatures, SETTLED_AFTER_HOPS } from '../../../src/core/features/channel-features.js';
import { TurnTaking } from '../../../src/core/features/turn-taking.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const BOTH = ['customer', 'agent'] as const;
const VOICE = buzzingVoice({ durationMs: 6_000, startMs: 100, onMs: 900, offMs: 300, f0Hz: 160 });
const SILENCE = new Float32Array(HOP_SAMPLES);

const hopsOf = (samples: Float32Array) =>
  Array.from({ length: samples.length / HOP_SAMPLES }, (_, hop) =>
    samples.subarray(hop * HOP_SAMPLES, (hop + 1) * HOP_SAMPLES),
  );

/** Everything that a channel says while it hears a voice. */
function told(features: ChannelFeatures) {
  return hopsOf(VOICE).map((hop, index) => {
    features.push(hop, false);
    const window = features.window(20);
    return [
      features.isSpeaking,
      features.f0Hz,
      index % 25 === 24 ? features.facts() : null,
      index % 25 === 24 && window !== null ? [...window.functionals, ...window.profile] : null,
    ];
  });
}

/** A call in which both parties speak, nothing comes for so long, and both speak again; the gap is told in pieces. */
function callWithGap(gapMs: number, pieceMs: number) {
  const steps: PipelineStep[] = [];
  const options = { ...DEFAULT_PIPELINE_TIMING, origin: 'customer', noticeGiven: true } as const;
  const pipeline = new CallPipeline({ ...options, roles: BOTH }, (step) => steps.push(step));
  const say = (fromMs: number) => {
    for (let atMs = 0; atMs < 6_000; atMs += 500)
      for (const role of BOTH)
        pipeline.push({
          role,
          streamTimeMs: fromMs + atMs,
          sampleRateHz: 8000,
          samples: VOICE.subarray(atMs * 8, (atMs + 500) * 8),
        });
  };
  const miss = (role: Role, streamTimeMs: number, durationMs: number) =>
    pipeline.gap({ role, streamTimeMs, durationMs, reason: 'lost' });
  say(0);
  for (let atMs = 0; atMs < gapMs; atMs += pieceMs)
    for (const role of BOTH) miss(role, 6_000 + atMs, Math.min(pieceMs, gapMs - atMs));
  say(6_000 + gapMs);
  pipeline.end();
  return { pipeline, steps };
}

const comparable = (steps: readonly PipelineStep[]) =>
  steps.map(({ window, ...step }) => ({ ...step, window: window === null ? null : [...window.functionals] }));

afterEach(() => vi.restoreAllMocks());

describe('a gap of minutes', () => {
  it('leaves a channel as so many missing hops would, one by one', () => {
    const pairs = fc.integer({ min: 1, max: 2_000 });
    fc.assert(
      fc.property(pairs, fc.integer({ min: 0, max: 400 }), (half, alreadyHeard) => {
        const atOnce = new ChannelFeatures({ detail: 'full' });
        const oneByOne = new ChannelFeatures({ detail: 'full' });
        for (const features of [atOnce, oneByOne]) {
          for (const hop of hopsOf(VOICE).slice(0, alreadyHeard)) features.push(hop, false);
          for (let hop = 0; hop < SETTLED_AFTER_HOPS; hop++) features.push(SILENCE, true);
        }
        atOnce.skip(2 * half);
        for (let hop = 0; hop < 2 * half; hop++) oneByOne.push(SILENCE, true);
        expect(atOnce.facts()).toEqual(oneByOne.facts());
        expect(told(atOnce)).toEqual(told(oneByOne));
      }),
      { numRuns: 10 },
    );
  });

  it('leaves the turns as so many unheard hops would, one by one', () => {
    const count = fc.integer({ min: 1, max: 12_000 });
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 500 }), (missing, spoken) => {
        const atOnce = new TurnTaking();
        const oneByOne = new TurnTaking();
        for (const turns of [atOnce, oneByOne]) {
          for (let hop = 0; hop < spoken; hop++) turns.push(hop % 70 < 40, hop % 90 > 60, true);
          for (let hop = 0; hop < SETTLED_AFTER_HOPS; hop++) turns.push(false, false, false);
        }
        atOnce.skip(missing);
        for (let hop = 0; hop < missing; hop++) oneByOne.push(false, false, false);
        expect(atOnce.facts()).toEqual(oneByOne.facts());
        for (let hop = 0; hop < 300; hop++)
          for (const turns of [atOnce, oneByOne]) turns.push(hop > 100 && hop < 200, hop > 150, true);
        expect(atOnce.facts()).toEqual(oneByOne.facts());
      }),
      { numRuns: 30 },
    );
  });

  it('says the same however the gap is told: whole, or in pieces down to a hop', () => {
    const whole = callWithGap(90_010, 90_010);
    for (const pieceMs of [10, 70, 1_000, 29_990])
      expect(comparable(callWithGap(90_010, pieceMs).steps)).toEqual(comparable(whole.steps));
  });

  it('is counted as missing to the hop, and is no silence of anybody', () => {
    const { pipeline, steps } = callWithGap(299_000, 299_000);
    expect(pipeline.gapMs).toBe(299_000);
    const within = steps.filter(({ atMs }) => atMs > 7_000 && atMs <= 305_000);
    expect(within.length).toBeGreaterThan(20);
    expect(within.every(({ turns, window }) => turns.deadAirMs === 0 && window === null)).toBe(true);
  });

  it('costs what its steps cost: no sample of it goes through the features', () => {
    const push = vi.spyOn(ChannelFeatures.prototype, 'push');
    const { steps } = callWithGap(299_000, 299_000);
    const voiced = (2 * BOTH.length * VOICE.length) / HOP_SAMPLES;
    expect(push.mock.calls.length).toBeLessThan(voiced + 2 * BOTH.length * SETTLED_AFTER_HOPS);
    expect(steps.length).toBeLessThan(200);
  });
});
