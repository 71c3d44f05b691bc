import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/lab/random/seeded-random.js';
import { frameFate, LINE_FAULTS, tear } from '../../../src/lab/telephones/line-damage.js';

describe('line damage', () => {
  it('draws the same fates from the same seed and none without faults', () => {
    const draw = (faults: ReadonlySet<(typeof LINE_FAULTS)[number]>) => {
      const random = seededRandom(7);
      return Array.from({ length: 20_000 }, () => frameFate(faults, random));
    };
    const all = new Set(LINE_FAULTS);
    expect(draw(all)).toEqual(draw(all));
    expect(draw(new Set()).every(({ strikes }) => strikes.length === 0)).toBe(true);
    const struck = new Set(draw(all).flatMap(({ strikes }) => strikes));
    expect([...struck].sort()).toEqual([...LINE_FAULTS].sort());
  });

  it('tears one byte off audio and half off a text', () => {
    expect(tear(new Uint8Array(4))).toHaveLength(3);
    expect(tear('{"type":"x"}')).toBe('{"type');
  });
});
