import { describe, expect, it } from 'vitest';
import { DEFAULT_MOOD_OPTIONS } from '../../../src/core/call/mood-options.js';
import { windowNats } from '../../../src/core/call/window-nats.js';

const { anger } = DEFAULT_MOOD_OPTIONS;
const nats = (second: number | null, spreads = 2) =>
  windowNats({ odds: 0, spreads, second, measured: null }, anger, DEFAULT_MOOD_OPTIONS);

describe('What one window says', () => {
  it('is more where the second network agrees and less where it does not, from where it says neither', () => {
    expect(nats(anger.secondNeutralNats)).toBeCloseTo(nats(null), 12);
    expect(nats(3)).toBeGreaterThan(nats(null));
    expect(nats(-3)).toBeLessThan(nats(null));
  });

  it('lets neither the second network nor a steady voice decide without bounds', () => {
    expect(nats(-50)).toBeCloseTo(
      Math.max(-DEFAULT_MOOD_OPTIONS.windowCapNats, nats(null) - DEFAULT_MOOD_OPTIONS.secondAgainstNats),
      12,
    );
    expect(nats(null, 50)).toBeCloseTo(nats(null, DEFAULT_MOOD_OPTIONS.mostSpreads), 12);
  });
});
