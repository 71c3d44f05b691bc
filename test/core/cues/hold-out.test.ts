import { describe, expect, it } from 'vitest';
import { isHeldOut } from '../../../src/core/cues/hold-out.js';

const draws = (share: number, seed: string, count = 4000) =>
  Array.from({ length: count }, (_, n) => isHeldOut({ share, seed }, n));
const shareOf = (drawn: readonly boolean[]) => drawn.filter(Boolean).length / drawn.length;

describe('The hold-out', () => {
  it('withholds the share that was asked for', () => {
    for (const share of [0.1, 0.3, 0.5])
      expect(Math.abs(shareOf(draws(share, 'a')) - share)).toBeLessThan(0.03);
  });

  it('draws the same for the same call, and apart for others', () => {
    expect(draws(0.3, 'call-1')).toEqual(draws(0.3, 'call-1'));
    const [one, other] = [draws(0.5, 'call-1'), draws(0.5, 'call-2')];
    expect(Math.abs(shareOf(one.map((value, i) => value === other[i])) - 0.5)).toBeLessThan(0.03);
  });

  it('withholds nothing where no trial runs', () => expect(draws(0, 'a')).not.toContain(true));
});
