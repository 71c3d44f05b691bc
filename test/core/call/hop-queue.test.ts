import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOP_SAMPLES } from '../../../src/core/audio/audio-frame.js';
import { HopQueue } from '../../../src/core/call/hop-queue.js';

describe('HopQueue', () => {
  it('gives back in order what was put in, however it grows and turns', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 60 }), { maxLength: 40 }), (steps) => {
        const queue = new HopQueue();
        const expected: { value: number; marked: boolean }[] = [];
        let value = 0;
        for (const step of steps) {
          for (let i = 0; i < step; i++) {
            value += 1;
            expected.push({ value, marked: value % 3 === 0 });
            queue.push(new Float32Array(HOP_SAMPLES).fill(value), value % 3 === 0);
          }
          for (let i = 0; i < -step && expected.length > 0; i++) {
            const next = expected.shift()!;
            expect(queue.isFirstMarked).toBe(next.marked);
            const hop = queue.shift()!;
            expect([hop[0], hop[HOP_SAMPLES - 1]]).toEqual([next.value, next.value]);
          }
          expect(queue.length).toBe(expected.length);
        }
        if (expected.length === 0) expect(queue.shift()).toBeNull();
      }),
    );
  });
});
