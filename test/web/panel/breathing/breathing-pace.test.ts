import { describe, expect, it } from 'vitest';
import { breathAt, breathMs, PACES } from '../../../../src/web/panel/breathing/breathing-pace.js';

describe('breathing pace', () => {
  it('is six breaths a minute at 6 out, 4 in', () => {
    expect(60_000 / breathMs('4-6')).toBe(6);
  });

  it('counts down in whole seconds, and begins with the long breath out that the advice names', () => {
    const words = [0, 999, 1_000, 5_999, 6_000, 9_999].map((ms) => {
      const { phase, count } = breathAt('4-6', ms);
      return `${phase} ${count}`;
    });
    expect(words).toEqual(['out 6', 'out 6', 'out 5', 'out 1', 'in 4', 'in 1']);
  });

  it.each(PACES)('opens and closes %s without a jump, within a closed and an open ring', (pace) => {
    let before = breathAt(pace, 0).openness;
    for (let ms = 0; ms < 3 * breathMs(pace); ms += 10) {
      const { openness } = breathAt(pace, ms);
      expect(openness).toBeGreaterThanOrEqual(0);
      expect(openness).toBeLessThanOrEqual(1);
      expect(Math.abs(openness - before)).toBeLessThan(0.02);
      before = openness;
    }
  });

  it('takes a second sip in the sigh', () => {
    expect(breathAt('sigh', 9_500).phase).toBe('topUp');
  });
});
