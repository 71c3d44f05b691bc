import { describe, expect, it } from 'vitest';
import { HeardLevel } from '../../src/live/heard-level.js';

describe('The level that a panel shows', () => {
  it('is null when no audio has come since it was last taken', () => {
    const level = new HeardLevel();
    expect(level.take()).toBeNull();
    level.hear(new Float32Array(80));
    expect(level.take()).toBe(0);
    expect(level.take()).toBeNull();
  });

  it('goes from 0 at -60 dBFS to 1 at full scale, by the loudest moment', () => {
    const level = new HeardLevel();
    level.hear(new Float32Array(80).fill(0.001));
    expect(level.take()).toBe(0);
    level.hear(new Float32Array(80).fill(0.01));
    level.hear(new Float32Array(80).fill(0.0316));
    expect(level.take()).toBe(0.5);
    level.hear(new Float32Array(80).fill(-1));
    expect(level.take()).toBe(1);
  });
});
