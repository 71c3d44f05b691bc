import { MEASURE_IDS, MEASURES, type Measure, type MeasureId } from './measures.js';
import type { Numbers } from './numbers.js';

/** What a measure's value and its interval follow from, over the cells in which none of its numbers is suppressed. */
export type RatioSums = {
  readonly cells: number;
  /** Numerators, and denominators; a denominator is 1 where the measure has none. */
  readonly top: number;
  readonly bottom: number;
  readonly topSquares: number;
  readonly products: number;
  readonly bottomSquares: number;
};

/** Sums a measure holds, in the order of `RatioSums`. */
export const SUMS_A_MEASURE = 6;

/** The sums of every measure over published cells: of one team and week, or of many added up. */
export class MeasureSums {
  readonly #sums = new Float64Array(MEASURES.length * SUMS_A_MEASURE);

  addCell(grain: Measure['grain'], numbers: Numbers): void {
    MEASURES.forEach((measure, index) => {
      if (measure.grain !== grain) return;
      const top = numbers[measure.numerator] ?? null;
      const bottom = measure.denominator === null ? 1 : (numbers[measure.denominator] ?? null);
      if (top === null || bottom === null) return;
      const sums = [1, top, bottom, top * top, top * bottom, bottom * bottom];
      for (let part = 0; part < SUMS_A_MEASURE; part += 1)
        this.#sums[index * SUMS_A_MEASURE + part]! += sums[part]!;
    });
  }

  add(other: MeasureSums): void {
    for (let at = 0; at < this.#sums.length; at += 1) this.#sums[at]! += other.#sums[at]!;
  }

  of(id: MeasureId): RatioSums {
    const [cells = 0, top = 0, bottom = 0, topSquares = 0, products = 0, bottomSquares = 0] =
      this.#partsOf(id);
    return { cells, top, bottom, topSquares, products, bottomSquares };
  }

  /** As it is stored: the sums of each measure that has a cell. */
  toJSON(): Readonly<Partial<Record<MeasureId, readonly number[]>>> {
    return Object.fromEntries(
      MEASURE_IDS.flatMap((id) => {
        const parts = [...this.#partsOf(id)];
        return parts[0] === 0 ? [] : [[id, parts]];
      }),
    );
  }

  static fromJSON(stored: Readonly<Partial<Record<MeasureId, readonly number[]>>>): MeasureSums {
    const sums = new MeasureSums();
    MEASURE_IDS.forEach((id, index) => {
      sums.#sums.set(stored[id] ?? [], index * SUMS_A_MEASURE);
    });
    return sums;
  }

  #partsOf(id: MeasureId): Float64Array {
    const from = MEASURE_IDS.indexOf(id) * SUMS_A_MEASURE;
    return this.#sums.subarray(from, from + SUMS_A_MEASURE);
  }
}
