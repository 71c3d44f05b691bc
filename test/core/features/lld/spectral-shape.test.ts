import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEL_BANDS } from '../../../../src/core/features/kernels/frame-kernels.js';
import { MFCC_COUNT, writeMfcc } from '../../../../src/core/features/lld/spectral-shape.js';

type Mfcc = (argument: object) => number[];
const meydaMfcc = createRequire(import.meta.url)('meyda/dist/node/extractors/mfcc.js') as Mfcc;

describe('writeMfcc', () => {
  it("gives the same bits as Meyda's extractor", () => {
    const energy = fc.double({ min: 0, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(energy, { minLength: MEL_BANDS, maxLength: MEL_BANDS }), (values) => {
        const energies = Float32Array.from(values);
        const own = new Float32Array(MFCC_COUNT + 2);
        writeMfcc(energies, own, 1);
        const theirs = meydaMfcc({
          ampSpectrum: Float32Array.of(1),
          melFilterBank: [...energies].map((value) => [value]),
          bufferSize: 2,
          numberOfMFCCCoefficients: MFCC_COUNT + 1,
        });
        expect([...own.slice(1, 1 + MFCC_COUNT)]).toEqual([...Float32Array.from(theirs.slice(1))]);
      }),
    );
  });
});
