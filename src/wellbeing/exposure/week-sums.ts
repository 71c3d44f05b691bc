import { z } from 'zod';
import type { HourRange } from '../../people/shift-segments.js';
import { HOURS_A_WEEK } from '../../people/week-calendar.js';
import { readStoredJson } from '../../storage/stored-json.js';
import { HeatSums } from './heat-sums.js';
import { MeasureSums, SUMS_A_MEASURE } from './measure-sums.js';
import { MEASURE_IDS } from './measures.js';
import type { Numbers } from './numbers.js';

/** What a report needs of the published cells of one team and week: they never change, so they are added up once. */
export type WeekSums = { readonly measures: MeasureSums; readonly heat: HeatSums };

type Cell = {
  readonly grain: 'slot' | 'week' | 'block';
  readonly hours: readonly HourRange[];
  readonly agentsAtLeast: number;
  readonly numbers: Numbers;
};

export function weekSums(cells: readonly Cell[]): WeekSums {
  const sums = { measures: new MeasureSums(), heat: new HeatSums() };
  for (const cell of cells) {
    sums.measures.addCell(cell.grain, cell.numbers);
    if (cell.grain === 'slot') sums.heat.addSlot(cell);
  }
  return sums;
}

const hours = z.array(z.number()).length(HOURS_A_WEEK);
const storedSchema = z.object({
  measures: z.partialRecord(z.enum(MEASURE_IDS), z.array(z.number()).length(SUMS_A_MEASURE)),
  heat: z.object({
    tenseMinutes: hours,
    speechMinutes: hours,
    dayTenseMinutes: hours,
    daySpeechMinutes: hours,
    agentsAtLeast: hours,
  }),
});

/** Sums as stored; null where they are damaged. */
export function readWeekSums(text: string): WeekSums | null {
  const stored = readStoredJson(storedSchema, text);
  if (stored === null) return null;
  return { measures: MeasureSums.fromJSON(stored.measures), heat: HeatSums.fromJSON(stored.heat) };
}
