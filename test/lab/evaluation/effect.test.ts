import { describe, expect, it } from 'vitest';
import { type EffectRow, effectOf } from '../../../src/lab/evaluation/effect.js';
import { normal } from '../../../src/lab/random/random-draws.js';
import { seededRandom } from '../../../src/lab/random/seeded-random.js';

/** A trial with a known effect: recovery is normal about 60 s, and shorter by `gainMs` where the cue was shown. */
function trial(calls: number, gainMs: number, seed: number): EffectRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: calls }, (_, i) => {
    const arm = random() < 0.5 ? ('shown' as const) : ('withheld' as const);
    const recoveryMs = 60_000 + 15_000 * normal(random) - (arm === 'shown' ? gainMs : 0);
    return { callId: `call-${i}`, arm, recoveryMs: Math.max(0, recoveryMs) };
  });
}

describe('The effect of cues', () => {
  it('is not told from too few calls', () => {
    expect(effectOf(trial(40, 20_000, 1))).toMatchObject({ kind: 'not-enough-data', needed: 30 });
    expect(effectOf([])).toMatchObject({ kind: 'not-enough-data' });
  });

  it('finds an effect that is there', () => {
    const found = effectOf(trial(300, 20_000, 2));
    expect(found).toMatchObject({ kind: 'estimate', reading: 'sooner' });
    if (found.kind === 'estimate') expect(Math.abs(found.differenceMs + 20_000)).toBeLessThan(6000);
  });

  it('covers nothing where there is none, about 19 times in 20', () => {
    const missed = Array.from({ length: 40 }, (_, i) =>
      effectOf(trial(120, 0, 100 + i), { leastCalls: 30, horizonMs: 120_000, resamples: 300, seed: 7 }),
    ).filter((found) => found.kind === 'estimate' && found.reading !== 'no-difference-shown');
    expect(missed.length).toBeLessThanOrEqual(6);
  });

  it('counts a call that ended tense as the horizon, not as missing', () => {
    const rows = trial(200, 0, 3).map((row) => (row.arm === 'withheld' ? { ...row, recoveryMs: null } : row));
    expect(effectOf(rows)).toMatchObject({ withheld: { meanRecoveryMs: 120_000, recoveredShare: 0 } });
  });

  it('resamples whole calls: the same stretches in fewer calls are less certain', () => {
    const width = (rows: readonly EffectRow[]) => {
      const found = effectOf(rows);
      return found.kind === 'estimate' ? found.interval.high - found.interval.low : Number.NaN;
    };
    const alone = trial(100, 0, 4);
    const repeated = alone.flatMap((row) => [row, row, row, row]);
    expect(width(repeated)).toBeCloseTo(width(alone), -3);
  });
});
