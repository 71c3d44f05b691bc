import { describe, expect, it } from 'vitest';
import { HOP_SAMPLES } from '../../../src/core/audio/audio-frame.js';
import {
  CallPipeline,
  DEFAULT_PIPELINE_TIMING,
  type PipelineStep,
} from '../../../src/core/call/call-pipeline.js';
import { LossConcealer } from '../../../src/core/call/loss-concealer.js';
import { seededRandom } from '../../../src/lab/random/seeded-random.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const VOICE = buzzingVoice({ durationMs: 20_000, startMs: 0, onMs: 20_000, offMs: 0, f0Hz: 150 });
const hopOf = (voice: Float32Array, index: number) =>
  voice.subarray(index * HOP_SAMPLES, (index + 1) * HOP_SAMPLES);
const levelDb = (hop: Float32Array) =>
  10 * Math.log10(hop.reduce((sum, x) => sum + x * x, 1e-9) / hop.length);

function likeness(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function heardUpTo(hops: number): LossConcealer {
  const concealer = new LossConcealer();
  for (let index = 0; index < hops; index++) concealer.hear(hopOf(VOICE, index));
  return concealer;
}

describe('a lost packet', () => {
  it.each([40, 77, 130])('of a vowel is bridged with what was being said (hop %i)', (hops) => {
    const concealer = heardUpTo(hops);
    for (let lost = 0; lost < 2; lost++) {
      const bridge = concealer.bridge()!;
      const said = hopOf(VOICE, hops + lost);
      expect(likeness(bridge, said)).toBeGreaterThan(0.7);
      expect(Math.abs(levelDb(bridge) - levelDb(said))).toBeLessThan(3);
    }
  });

  it('is left open where it is longer than a bridge, or nothing was heard before', () => {
    expect(heardUpTo(3).bridge()).toBeNull();
    const concealer = heardUpTo(40);
    const bridged = Array.from({ length: 20 }, () => concealer.bridge() !== null);
    expect(bridged.lastIndexOf(true)).toBe(3);
    concealer.hear(hopOf(VOICE, 60));
    expect(concealer.bridge()).not.toBeNull();
  });

  it('of silence is silence', () => {
    const concealer = new LossConcealer();
    for (let index = 0; index < 40; index++) concealer.hear(new Float32Array(HOP_SAMPLES));
    expect(Math.max(...concealer.bridge()!)).toBe(0);
  });

  it('changes hardly anything of what is heard of the voice, and is still counted as missing', () => {
    const voicedMs = (share: number) => {
      const steps: PipelineStep[] = [];
      const options = { ...DEFAULT_PIPELINE_TIMING, origin: 'customer', noticeGiven: true } as const;
      const pipeline = new CallPipeline({ ...options, roles: ['customer'] }, (step) => steps.push(step));
      const random = seededRandom(3);
      for (let atMs = 0; atMs < 20_000; atMs += 20)
        if (random() >= share)
          pipeline.push({
            role: 'customer',
            streamTimeMs: atMs,
            sampleRateHz: 8000,
            samples: VOICE.subarray(atMs * 8, (atMs + 20) * 8),
          });
      const { gapMs } = pipeline;
      return { gapMs, ms: steps.map(({ customer }) => customer?.windowVoicedMs ?? 0) };
    };
    const [whole, lossy] = [voicedMs(0), voicedMs(0.05)];
    expect(lossy.gapMs).toBeGreaterThan(500);
    const total = (ms: readonly number[]) => ms.reduce((sum, each) => sum + each, 0);
    expect(total(lossy.ms) / total(whole.ms)).toBeGreaterThan(0.97);
  });
});
