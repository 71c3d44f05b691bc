import { describe, expect, it } from 'vitest';
import { drawLine, type LineCondition, overLine } from '../../../src/lab/corpus/line-augmentation.js';
import { seededRandom } from '../../../src/lab/random/seeded-random.js';

const RATE = 8000;
const PLAIN: LineCondition = {
  gain: 1,
  stepChance: 0,
  speed: 1,
  lowHz: 60,
  highHz: 3950,
  law: null,
  reverb: null,
  noise: null,
  codecQDb: null,
  lossChance: 0,
};

function tone(hz: number, seconds = 1): Float32Array {
  return Float32Array.from(
    { length: RATE * seconds },
    (_, i) => 0.1 * Math.sin((2 * Math.PI * hz * i) / RATE),
  );
}

function energyDb(samples: Float32Array): number {
  const middle = samples.subarray(RATE / 4);
  return 10 * Math.log10(middle.reduce((sum, x) => sum + x * x, 0) / middle.length);
}

/** Level of one frequency by correlation with it (Goertzel's sum). */
function levelAt(samples: Float32Array, hz: number): number {
  let [re, im] = [0, 0];
  for (const [i, x] of samples.entries()) {
    re += x * Math.cos((2 * Math.PI * hz * i) / RATE);
    im += x * Math.sin((2 * Math.PI * hz * i) / RATE);
  }
  return (2 * Math.hypot(re, im)) / samples.length;
}

const over = (samples: Float32Array, change: Partial<LineCondition>) =>
  overLine(samples, { ...PLAIN, ...change }, seededRandom(1));

describe('overLine', () => {
  it('lets the middle of the band pass and stops what lies outside', () => {
    expect(energyDb(over(tone(1000), { lowHz: 300, highHz: 3400 }))).toBeCloseTo(energyDb(tone(1000)), 0);
    expect(energyDb(over(tone(100), { lowHz: 300 })) - energyDb(tone(100))).toBeLessThan(-30);
  });

  it('raises pitch and pace together by the speed', () => {
    const faster = over(tone(1000), { speed: 1.1 });
    expect(faster.length).toBeCloseTo(RATE / 1.1, -1);
    expect(levelAt(faster, 1100)).toBeGreaterThan(20 * levelAt(faster, 1000));
  });

  it('adds noise at the ratio asked for', () => {
    const random = seededRandom(3);
    const bed = Float32Array.from({ length: 5000 }, () => random() - 0.5);
    const clean = over(tone(1000), {});
    const noise = over(tone(1000), { noise: { bed, snrDb: 10 } }).map((x, i) => x - clean[i]!);
    // The band takes a little of the noise away.
    expect(energyDb(clean) - energyDb(noise)).toBeGreaterThan(9);
    expect(energyDb(clean) - energyDb(noise)).toBeLessThan(12);
  });

  it('makes a codec noise that follows the speech, Q below it (ITU-T P.810)', () => {
    const coded = over(tone(1000), { codecQDb: 20 });
    const clean = over(tone(1000), {});
    expect(energyDb(clean) - energyDb(coded.map((x, i) => x - clean[i]!))).toBeCloseTo(20, 0);
    expect(over(new Float32Array(RATE), { codecQDb: 20 }).every((x) => x === 0)).toBe(true);
  });

  it('says the same from the same seed, and stays a finite signal on any line', () => {
    for (let seed = 0; seed < 20; seed++) {
      const line = drawLine(seededRandom(seed), 1, [tone(50)]);
      const heard = overLine(tone(500, 0.5), line, seededRandom(seed));
      expect(heard).toEqual(overLine(tone(500, 0.5), line, seededRandom(seed)));
      expect(heard.every(Number.isFinite)).toBe(true);
    }
  });
});
