import { describe, expect, it } from 'vitest';
import { Resampler } from '../../../src/core/audio/resampler.js';
import { ChannelFeatures } from '../../../src/core/features/channel-features.js';
import { codeForTelephone } from '../../../src/lab/corpus/telephone-coding.js';

const RATE_HZ = 8000;

/** Thirty seconds of a gliding voice in syllables, four a second, as it comes from a telephone line. */
function telephoneVoice(): Float32Array {
  let phase = 0;
  let seed = 1;
  const voice = Float32Array.from({ length: 30 * RATE_HZ }, (_, n) => {
    const seconds = n / RATE_HZ;
    const f0Hz =
      190 + 30 * Math.sin(2 * Math.PI * 0.6 * seconds) + 15 * Math.sin(2 * Math.PI * 2.3 * seconds);
    phase += (2 * Math.PI * f0Hz) / RATE_HZ;
    let sum = 0;
    for (let h = 1; h * f0Hz < 3800; h++) sum += Math.sin(h * phase) / h;
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const noise = 0.001 * (seed / 2 ** 31 - 1);
    const pause = seconds % 2.5 > 2 ? 0 : 1;
    return 0.15 * pause * sum * (0.15 + 0.85 * Math.sin(Math.PI * 4 * seconds) ** 2) + noise;
  });
  return codeForTelephone(voice, 1);
}

/** The same audio at twice the rate: a Hann-windowed sinc over 31 samples on either side. */
function upsampled(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: 2 * samples.length }, (_, n) => {
    let sum = 0;
    for (let k = -31; k <= 31; k++) {
      if ((n + k) % 2 !== 0) continue;
      const sinc = k === 0 ? 1 : Math.sin((Math.PI * k) / 2) / ((Math.PI * k) / 2);
      sum += (samples[(n + k) / 2] ?? 0) * sinc * (0.5 + 0.5 * Math.cos((Math.PI * k) / 32));
    }
    return sum;
  });
}

function doubtsOf(samples: Float32Array) {
  const features = new ChannelFeatures({ detail: 'facts' });
  for (let at = 0; at + 80 <= samples.length; at += 80) features.push(samples.subarray(at, at + 80), false);
  return features.facts().doubts;
}

describe('a sample rate that lies', () => {
  const voice = telephoneVoice();

  it('is not suspected of a voice at its own rate', () => {
    expect(doubtsOf(voice)).not.toContain('wrong-rate');
  });

  it('is noticed when 8 kHz comes as 16 kHz', () => {
    const twice = new Float32Array(2 * voice.length);
    twice.set(voice);
    twice.set(voice, voice.length);
    expect(doubtsOf(new Resampler(16000).push(twice))).toContain('wrong-rate');
  });

  it('is noticed when 16 kHz comes as 8 kHz', () => {
    expect(doubtsOf(upsampled(voice))).toContain('wrong-rate');
  });
});
