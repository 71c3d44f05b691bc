import { describe, expect, it } from 'vitest';
import { ChannelFeatures } from '../../../../src/core/features/channel-features.js';

const sine = (hz: number, n: number) => Math.sin((2 * Math.PI * hz * n) / 8000);

/** How often each content was said, per hop after the first second. */
function contents(signal: (n: number) => number, seconds: number): Record<string, number> {
  const features = new ChannelFeatures({ detail: 'facts' });
  const counts: Record<string, number> = {};
  for (let hop = 0; hop < seconds * 100; hop++) {
    features.push(
      Float32Array.from({ length: 80 }, (_, n) => signal(hop * 80 + n)),
      false,
    );
    const { content } = features.facts();
    if (hop >= 100) counts[content] = (counts[content] ?? 0) + 1 / (seconds * 100 - 100);
  }
  return counts;
}

describe('lineContent', () => {
  it('calls ringback a tone while it sounds', () => {
    const heard = contents((n) => (n % 24_000 < 16_000 ? 0.2 * (sine(440, n) + sine(480, n)) : 0), 9);
    expect(heard.tone ?? 0).toBeGreaterThan(0.4);
    expect((heard.speech ?? 0) + (heard.music ?? 0)).toBeLessThan(0.25);
  });

  it('calls an empty line silence', () => {
    expect(contents(() => 0, 3)).toEqual({ silence: expect.closeTo(1) });
  });

  it('never takes a chord progression for speech or for silence for long', () => {
    const roots = [262, 330, 392, 294, 349];
    const tune = (n: number) => {
      const root = roots[Math.floor(n / 3200) % roots.length]!;
      const decay = Math.exp(-(2 * (n % 3200)) / 8000);
      return (
        0.1 *
        decay *
        [1, 1.25, 1.5].reduce(
          (sum, ratio) => sum + sine(root * ratio, n) + 0.5 * sine(2 * root * ratio, n),
          0,
        )
      );
    };
    const heard = contents(tune, 12);
    expect((heard.music ?? 0) + (heard.tone ?? 0)).toBeGreaterThan(0.7);
    expect(heard.speech ?? 0).toBeLessThan(0.2);
  });
});
