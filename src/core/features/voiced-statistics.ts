import { WINDOW_HOPS } from './feature-schema.js';
import { orderStatistic } from './order-statistic.js';

/** Shared by all channels. */
const voicedF0 = new Float32Array(WINDOW_HOPS);

/**
 * Pitch and level of the voiced hops of a window: `f0` in semitones, 0 = unvoiced, `level` in dBFS, a value a hop. There
 * must be a voiced hop. The range is from the 5th to the 95th percentile.
 */
export function voicedStatistics(
  f0: Float32Array,
  level: Float32Array,
): { readonly medianF0: number; readonly rangeF0: number; readonly meanLevelDb: number } {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < WINDOW_HOPS; i++) {
    if (f0[i]! === 0) continue;
    voicedF0[count++] = f0[i]!;
    sum += level[i]!;
  }
  const place = (share: number) => Math.round(share * (count - 1));
  const medianF0 = orderStatistic(voicedF0, 0, count, place(0.5));
  const lowF0 = orderStatistic(voicedF0, 0, place(0.5), place(0.05));
  const highF0 = orderStatistic(voicedF0, place(0.5), count, place(0.95));
  return { medianF0, rangeF0: highF0 - lowF0, meanLevelDb: sum / count };
}
