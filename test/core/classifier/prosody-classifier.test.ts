import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ProsodyClassifier } from '../../../src/core/classifier/prosody-classifier.js';
import {
  PROSODY_FORMULA,
  prosodyMeasures,
  tensionNats,
} from '../../../src/core/classifier/prosody-formula.js';
import {
  FUNCTIONAL_NAMES,
  LLD,
  LLD_NAMES,
  PROFILE_LENGTH,
  WINDOW_FRAMES,
} from '../../../src/core/features/feature-schema.js';
import { windowFrom } from '../../../src/core/features/model-window.js';

const COLUMNS = LLD_NAMES.length;
const START = { f0Semitones: 30, levelDb: -30, hnrDb: 10 };

/** A steady voice so much above a start that was heard in the given share. */
function voice({ semitones = 0, db = 0, trust = 1, unvoiced = false }) {
  const sequence = new Float32Array(WINDOW_FRAMES * COLUMNS);
  for (let row = 0; row < sequence.length; row += COLUMNS) {
    sequence[row + LLD.f0Semitones] = unvoiced ? 0 : START.f0Semitones + semitones;
    sequence[row + LLD.levelDb] = START.levelDb + db;
    sequence[row + LLD.hnrDb] = START.hnrDb;
  }
  const profile = new Float32Array(PROFILE_LENGTH);
  profile[LLD.f0Semitones] = START.f0Semitones;
  profile[LLD.levelDb] = START.levelDb;
  profile[LLD.hnrDb] = START.hnrDb;
  profile[PROFILE_LENGTH - 1] = trust;
  const functionals = new Float32Array(FUNCTIONAL_NAMES.length);
  functionals[FUNCTIONAL_NAMES.indexOf('articulationRateRatio')] = 1;
  return windowFrom('customer', { sequence, profile, functionals });
}

describe('The formula of prosody', () => {
  it('finds nothing in a voice that is as it began, in one without a start, and without a voice', () => {
    for (const calm of [
      voice({}),
      voice({ semitones: 6, trust: 0 }),
      voice({ semitones: 6, unvoiced: true }),
    ])
      expect(tensionNats(prosodyMeasures(calm))).toBeCloseTo(PROSODY_FORMULA.bias, 5);
  });

  it('measures in the units of its names, and counts no octave error whole', () => {
    expect(prosodyMeasures(voice({ semitones: 3, db: 5 }))).toMatchObject({ pitchSemitones: 3, levelDb: 5 });
    expect(prosodyMeasures(voice({ semitones: 12, db: 40 }))).toMatchObject({
      pitchSemitones: 8,
      levelDb: 12,
    });
    expect(prosodyMeasures(voice({ semitones: 3, trust: 0.5 })).pitchSemitones).toBe(1.5);
  });

  it('is printed in the documents with the weights that it has', () => {
    const text = readFileSync('docs/model-for-production.md', 'utf8');
    const printed = [...text.matchAll(/^\| `(\w+)`[^\n]*\| (-?[\d.]+) *\|$/gm)];
    expect(Object.fromEntries(printed.map(([, name, weight]) => [name, Number(weight)]))).toEqual({
      bias: PROSODY_FORMULA.bias,
      ...PROSODY_FORMULA.weights,
    });
  });

  it('gives anger and anxiety the same share, since it cannot tell them apart', async () => {
    const [calm, raised] = await new ProsodyClassifier().classify([
      voice({}),
      voice({ semitones: 6, db: 8 }),
    ]);
    expect(raised!.anger).toBe(raised!.anxiety);
    expect(raised!.anger + raised!.anxiety + raised!.other).toBeCloseTo(1, 9);
    expect(raised!.anger).toBeGreaterThan(2 * calm!.anger);
  });

  it('refuses a window that holds a value that is not a finite number', async () => {
    const broken = voice({});
    broken.profile[LLD.levelDb] = Number.NaN;
    await expect(new ProsodyClassifier().classify([broken])).rejects.toMatchObject({
      code: 'model.window-invalid',
    });
  });
});
