import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitChannels } from '../../../src/core/audio/channel-split.js';

describe('splitChannels', () => {
  it('takes interleaved samples apart in channel order', () => {
    expect(splitChannels(Float32Array.of(1, 2, 3, 4), 2)).toEqual([
      Float32Array.of(1, 3),
      Float32Array.of(2, 4),
    ]);
  });

  it('refuses every torn frame with a stable code, and no whole one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 8 }), (length, channels) => {
        const split = () => splitChannels(new Float32Array(length), channels);
        if (length % channels === 0) expect(split()).toHaveLength(channels);
        else expect(split).toThrow(expect.objectContaining({ code: 'audio.frame-torn' }));
      }),
    );
  });
});
