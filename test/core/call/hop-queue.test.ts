import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOP_SAMPLES } from '../../../src/core/audio/audio-frame.js';
import { HopQueue } from '../../../src/core/call/hop-queue.js';

/** What a queue must do, told plainly: one entry a hop, null for one that never came. */
type Plain = (number | null)[];

describe('HopQueue', () => {
  it('gives back in order what was put in, however it grows and turns, and how many in a row never came', () => {
    const step = fc.oneof(
      fc.record({ put: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ miss: fc.integer({ min: 1, max: 50_000 }) }),
      fc.record({ take: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ skip: fc.integer({ min: 1, max: 40_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const queue = new HopQueue();
        let plain: Plain = [];
        let value = 0;
        for (const step of steps) {
          if ('put' in step)
            for (let i = 0; i < step.put; i++) {
              value += 1;
              plain.push(value);
              queue.push(new Float32Array(HOP_SAMPLES).fill(value));
            }
          if ('miss' in step) {
            plain = plain.concat(Array.from({ length: step.miss }, () => null));
            queue.pushMissing(step.miss);
          }
          if ('take' in step)
            for (const next of plain.splice(0, step.take)) {
              const hop = queue.shift();
              expect(hop === null ? null : [hop[0], hop[HOP_SAMPLES - 1]]).toEqual(next && [next, next]);
            }
          const firstThere = plain.findIndex((one) => one !== null);
          const ahead = firstThere < 0 ? plain.length : firstThere;
          expect(queue.missingAhead).toBe(ahead);
          if ('skip' in step && ahead > 0) {
            const hops = Math.min(step.skip, ahead);
            plain.splice(0, hops);
            queue.skip(hops);
          }
          expect(queue.length).toBe(plain.length);
        }
        if (plain.length === 0) expect(queue.shift()).toBeNull();
      }),
    );
  });
});
