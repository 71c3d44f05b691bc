import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WholeFrames } from '../../src/ingest/whole-frames.js';

const BYTES = Uint8Array.from({ length: 4_000 }, (_, i) => i % 251);

describe('WholeFrames', () => {
  it('gives back every byte in whole frames, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 4),
        fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 10, maxLength: 40 }),
        (frameBytes, lengths) => {
          const frames = new WholeFrames(frameBytes);
          const heard: number[] = [];
          let at = 0;
          for (const length of lengths) {
            const part = frames.take(BYTES.subarray(at, at + length));
            expect(part.length % frameBytes).toBe(0);
            heard.push(...part);
            at = Math.min(BYTES.length, at + length);
          }
          expect(heard).toEqual([...BYTES.subarray(0, at - (at % frameBytes))]);
        },
      ),
    );
  });

  it('drops what was torn off a regular message, so that the parties keep their places', () => {
    const frames = new WholeFrames(2);
    const message = Uint8Array.from({ length: 320 }, (_, i) => i % 2);
    for (let n = 0; n < 40; n++) frames.take(message);
    frames.take(message.subarray(0, 319));
    for (let n = 0; n < 40; n++) expect([...frames.take(message).subarray(0, 4)]).toEqual([0, 1, 0, 1]);
  });

  it('finds its way back within half a second where a stream begins torn', () => {
    const frames = new WholeFrames(2);
    const message = Uint8Array.from({ length: 320 }, (_, i) => i % 2);
    frames.take(message.subarray(0, 319));
    for (let n = 0; n < 25; n++) frames.take(message);
    expect([...frames.take(message).subarray(0, 4)]).toEqual([0, 1, 0, 1]);
  });
});
