import { describe, expect, it } from 'vitest';
import { ChannelFeatures } from '../../../src/core/features/channel-features.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const VOICE = buzzingVoice({ durationMs: 30_000, startMs: 0, onMs: 900, offMs: 300, f0Hz: 160 });

/** What a channel says after samples, `hopsOf` of which may be missing. */
function factsOf(samples: Float32Array, missing: (hop: number) => boolean = () => false) {
  const features = new ChannelFeatures({ detail: 'full' });
  for (let hop = 0; (hop + 1) * 80 <= samples.length; hop++) {
    features.push(samples.subarray(hop * 80, (hop + 1) * 80), missing(hop));
  }
  return features.facts();
}

const doubtsOf = (...args: Parameters<typeof factsOf>) => factsOf(...args).doubts;

describe('doubts about a channel', () => {
  it('has none about a clear voice that it has heard for a while', () => {
    expect(doubtsOf(VOICE)).toEqual([]);
  });

  it('says what is wrong', () => {
    expect(doubtsOf(new Float32Array(80_000))).toEqual(['little-voice', 'baseline-forming']);
    expect(doubtsOf(VOICE.map((x) => 0.03 * x))).toContain('faint');
    expect(doubtsOf(VOICE.map((x) => Math.max(-0.98, Math.min(0.98, 12 * x))))).toContain('clipped');
    // An amplifier in front of the line cuts below full scale.
    expect(doubtsOf(VOICE.map((x) => Math.max(-0.4, Math.min(0.4, 6 * x))))).toContain('clipped');
    expect(doubtsOf(VOICE, (hop) => hop % 4 === 0)).toContain('gaps');
    expect(doubtsOf(Float32Array.from({ length: 80_000 }, (_, n) => 0.2 * Math.sin(n / 3)))).toContain(
      'tone',
    );
  });

  it('absorbs a step of the line’s gain of 12 dB: it does not look like shouting', () => {
    let seed = 1;
    const hiss = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return 0.002 * (seed / 2 ** 31 - 1);
    };
    const stepped = VOICE.map((x, n) => (x + hiss()) * (n < VOICE.length / 2 ? 0.5 : 2));
    const facts = factsOf(stepped);
    expect(facts.lineGainDb).toBeGreaterThan(9);
    expect(Math.abs(facts.levelDeltaDb!)).toBeLessThan(3);
  });

  it('measures jitter, shimmer and harmonicity of the customer only', () => {
    expect(factsOf(VOICE).voiceQuality).toMatchObject({ isReliable: true });
    const agent = new ChannelFeatures({ detail: 'facts' });
    for (let at = 0; at + 80 <= VOICE.length; at += 80) agent.push(VOICE.subarray(at, at + 80), false);
    expect(agent.facts().voiceQuality).toBeNull();
  });
});
