import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CoachInput } from '../../../src/core/cues/coach.js';
import { InputPacker, unpackInputs } from '../../../src/live/coaching/packed-inputs.js';

const audio = fc
  .record({
    role: fc.constantFrom('customer', 'agent', 'mixed'),
    streamTimeMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
    sampleRateHz: fc.constantFrom(8000, 16000, 48000),
    samples: fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 900 }),
  })
  .map(
    ({ samples, ...rest }) =>
      ({ type: 'audio', chunk: { ...rest, samples: Float32Array.from(samples) } }) as CoachInput,
  );
const other = fc.constantFrom<CoachInput>(
  { type: 'hold', on: true },
  { type: 'objection' },
  { type: 'notice', given: false },
  { type: 'gap', gap: { role: 'agent', streamTimeMs: 20, durationMs: 40, reason: 'lost' } },
);

describe('Packed inputs', () => {
  it('say to each coach what was added for it, in order, time after time', () => {
    const inputs = fc.array(fc.tuple(fc.nat(20), fc.oneof(audio, other)), { maxLength: 60 });
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 3 }), (batches) => {
        const packer = new InputPacker();
        for (const batch of batches) {
          for (const [coach, input] of batch) packer.add(coach, input);
          const heard: [number, CoachInput][] = [];
          unpackInputs(packer.take(), (coach, input) => heard.push([coach, input]));
          expect(heard).toEqual(batch);
        }
      }),
    );
  });
});
