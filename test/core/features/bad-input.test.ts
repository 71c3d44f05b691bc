import { describe, expect, it } from 'vitest';
import { ChannelFeatures } from '../../../src/core/features/channel-features.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const RATE = 8000;
const sine = (hz: number, n: number) => Math.sin((2 * Math.PI * hz * n) / RATE);

/** What lines carry besides clean speech, as a function of the sample index. */
const SIGNALS: Readonly<Record<string, (n: number) => number>> = {
  silence: () => 0,
  'a full-scale square wave': (n) => (Math.floor(n / 20) % 2 === 0 ? 1 : -1),
  'a DC offset': () => 0.7,
  NaN: () => Number.NaN,
  infinity: (n) => (n % 2 === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY),
  'samples beyond full scale': (n) => 1e9 * sine(200, n),
  'one click': (n) => (n === 5000 ? 1 : 0),
};

function hear(signal: (n: number) => number, seconds: number, marked = false): ChannelFeatures {
  const features = new ChannelFeatures({ detail: 'full' });
  feed(features, signal, seconds, marked);
  return features;
}

function feed(
  features: ChannelFeatures,
  signal: (n: number) => number,
  seconds: number,
  marked = false,
): void {
  const hop = new Float32Array(80);
  for (let at = 0; at < seconds * RATE; at += 80) {
    for (let n = 0; n < 80; n++) hop[n] = signal(at + n);
    features.push(hop, marked);
  }
}

const numbersOf = (value: object) => Object.values(value).filter((one) => typeof one === 'number');

describe('bad input', () => {
  it.each(Object.entries(SIGNALS))('keeps every number finite on %s, and recovers', (_, signal) => {
    const features = hear(signal, 4);
    feed(features, (n) => 0.3 * sine(150 + 30 * sine(1, n), n) * Math.max(0, sine(2, n)), 4);
    expect(numbersOf(features.facts()).every(Number.isFinite)).toBe(true);
    const window = features.window();
    for (const values of window === null ? [] : [window.functionals, window.sequence, window.profile]) {
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it.each([
    ['30 s of DTMF', (n: number) => (n % 1600 < 800 ? 0.3 * (sine(697, n) + sine(1209, n)) : 0), 30],
    ['ringback', (n: number) => (n % (6 * RATE) < 2 * RATE ? 0.2 * (sine(440, n) + sine(480, n)) : 0), 30],
    ['a European dial tone', (n: number) => 0.2 * sine(425, n), 30],
  ] as const)('takes %s for no voice: no window, next to no speech', (_, signal, seconds) => {
    const features = hear(signal, seconds);
    expect(features.window()).toBeNull();
    expect(features.facts().totalSpeechMs).toBeLessThan(0.1 * seconds * 1000);
  });

  it.each([0.02, -0.3])('takes a constant offset of %d off a voice', (offset) => {
    const voice = buzzingVoice({ durationMs: 12_000, startMs: 1000, onMs: 900, offMs: 300, f0Hz: 160 });
    const factsOf = (by: number) => hear((n) => (voice[n] ?? 0) + by, 12).facts();
    const plain = factsOf(0);
    const shifted = factsOf(offset);
    expect(Math.abs(shifted.totalSpeechMs - plain.totalSpeechMs)).toBeLessThan(2500);
    expect(shifted.noiseFloorDb).toBeLessThan(-60);
    expect(Math.abs(shifted.snrDb! - plain.snrDb!)).toBeLessThan(6);
  });

  it('learns nothing from a 5 s gap', () => {
    const features = hear(() => 0.01, 2);
    const before = features.facts().noiseFloorDb;
    feed(features, () => 0, 5, true);
    expect(features.facts()).toMatchObject({ noiseFloorDb: before, activity: 'quiet' });
    expect(features.facts().silentMs).toBeGreaterThanOrEqual(5000);
  });
});
