import { describe, expect, it } from 'vitest';
import { ChannelFeatures } from '../../../src/core/features/channel-features.js';
import { FUNCTIONAL_NAMES, LLD_NAMES, WINDOW_FRAMES } from '../../../src/core/features/feature-schema.js';

/** A buzz with all harmonics up to 3.4 kHz but none below 300 Hz, as the telephone line passes it. */
function telephoneBuzz(f0Hz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: seconds * 8000 }, (_, n) => {
    let sum = 0;
    for (let h = Math.ceil(300 / f0Hz); h * f0Hz < 3400; h++)
      sum += Math.sin((2 * Math.PI * h * f0Hz * n) / 8000) / h;
    return 0.2 * sum;
  });
}

/** Voice-like: four syllables a second with pauses, the pitch gliding as in speech. A constant buzz is a tone. */
function syllables(f0Hz: number, seconds: number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: seconds * 8000 }, (_, n) => {
    const glide = f0Hz * 2 ** (Math.sin((2 * Math.PI * 1.3 * n) / 8000) / 6);
    phase += (2 * Math.PI * glide) / 8000;
    let sum = 0;
    for (let h = Math.ceil(300 / glide); h * glide < 3400; h++) sum += Math.sin(h * phase) / h;
    return 0.2 * sum * Math.max(0, Math.sin((2 * Math.PI * 4 * n) / 8000));
  });
}

function feed(features: ChannelFeatures, signal: Float32Array, eachHop?: () => void): void {
  for (let at = 0; at + 80 <= signal.length; at += 80) {
    features.push(signal.subarray(at, at + 80), false);
    eachHop?.();
  }
}

describe('ChannelFeatures', () => {
  it.each([80, 110, 150, 220, 310, 440, 580])('hears a missing fundamental of %d Hz', (f0Hz) => {
    const features = new ChannelFeatures({ detail: 'full' });
    const heard: number[] = [];
    feed(features, telephoneBuzz(f0Hz, 1), () => heard.push(features.f0Hz));
    for (const estimate of heard.slice(20)) expect(Math.abs(estimate / f0Hz - 1)).toBeLessThan(0.03);
  });

  it('gives the model a window of the schema’s shape, finite throughout', () => {
    const features = new ChannelFeatures({ detail: 'full' });
    expect(features.window()).toBeNull();
    feed(features, syllables(150, 4));
    const window = features.window();
    expect(window?.functionals).toHaveLength(FUNCTIONAL_NAMES.length);
    expect(window?.sequence).toHaveLength(WINDOW_FRAMES * LLD_NAMES.length);
    expect(window?.functionals.every(Number.isFinite)).toBe(true);
    expect(window?.sequence.every(Number.isFinite)).toBe(true);
  });

  it('never gives a window where only facts are asked for', () => {
    const features = new ChannelFeatures({ detail: 'facts' });
    feed(features, syllables(150, 4));
    expect(features.window()).toBeNull();
    expect(features.facts().windowVoicedMs).toBeGreaterThan(900);
  });
});
