import { describe, expect, it } from 'vitest';
import { LineGain } from '../../../src/core/features/line-gain.js';
import { type Random, seededRandom } from '../../../src/lab/random/seeded-random.js';

type Manner = {
  readonly levelDb: number;
  readonly f0: number;
  readonly tiltDb: number;
  readonly floorDb: number;
};

/** Seconds of voice around a manner of speaking, with the swing of ordinary talk; the gain found so far is taken off. */
function speak(gain: LineGain, seconds: number, manner: Manner, random: Random): void {
  for (let hop = 0; hop < seconds * 100; hop++) {
    const swing = (reach: number) => reach * (2 * random() - 1);
    gain.push(
      manner.levelDb + swing(6) - gain.totalDb,
      manner.f0 + swing(3),
      manner.tiltDb + swing(4),
      manner.floorDb - gain.totalDb,
    );
  }
}

const CALM: Manner = { levelDb: -26, f0: 36, tiltDb: -2, floorDb: -58 };

function gainAfter(...stretches: readonly [number, Manner][]): number {
  const gain = new LineGain();
  const random = seededRandom(7);
  for (const [seconds, manner] of stretches) speak(gain, seconds, manner, random);
  return gain.totalDb;
}

describe('LineGain', () => {
  it.each([12, 8, -12])('recognises a step of %d dB within a second of voice', (stepDb) => {
    const louder = { ...CALM, levelDb: CALM.levelDb + stepDb, floorDb: CALM.floorDb + stepDb };
    expect(Math.abs(gainAfter([8, CALM], [1, louder]) - stepDb)).toBeLessThan(2);
  });

  it('gives it back when the line does', () => {
    const louder = { ...CALM, levelDb: CALM.levelDb + 12, floorDb: CALM.floorDb + 12 };
    expect(Math.abs(gainAfter([8, CALM], [6, louder], [3, CALM]))).toBeLessThan(2);
  });

  it('takes shouting for shouting: the noise behind it stays', () => {
    expect(gainAfter([8, CALM], [8, { ...CALM, levelDb: -14, f0: 42, tiltDb: -7 }])).toBe(0);
    expect(gainAfter([8, CALM], [8, { ...CALM, levelDb: -14 }])).toBe(0);
  });

  it('on a line without noise asks for the same pitch and the same balance', () => {
    const silent = { ...CALM, floorDb: -75 };
    expect(gainAfter([8, silent], [3, { ...silent, levelDb: -14 }])).toBeCloseTo(12, 0);
    expect(gainAfter([8, silent], [8, { ...silent, levelDb: -14, f0: 38 }])).toBe(0);
    expect(gainAfter([8, silent], [8, { ...silent, levelDb: -14, tiltDb: -5 }])).toBe(0);
  });
});
