import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderStatistic } from '../../../src/core/features/order-statistic.js';

it('finds what sorting would put at a place, and parts the rest around it', () => {
  const values = fc.array(
    fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 3 })),
    {
      minLength: 1,
      maxLength: 300,
    },
  );
  fc.assert(
    fc.property(values, fc.nat(), (given, any) => {
      const place = any % given.length;
      const array = Float32Array.from(given, (value) => value + 0);
      const sorted = array.slice().sort();
      expect(orderStatistic(array, 0, array.length, place)).toBeCloseTo(sorted[place]!, 10);
      for (let i = 0; i < array.length; i++) {
        if (i < place) expect(array[i]!).toBeLessThanOrEqual(array[place]!);
        else expect(array[i]!).toBeGreaterThanOrEqual(array[place]!);
      }
    }),
  );
});
