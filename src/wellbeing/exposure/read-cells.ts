import { z } from 'zod';
import { inTurns } from '../../loop-pause.js';
import type { HourRange } from '../../people/shift-segments.js';
import { nextWeek, type Week } from '../../people/week-calendar.js';
import type { LeadSource } from '../../storage/lead-source.js';
import { readStoredJson } from '../../storage/stored-json.js';
import { type Numbers, numbersSchema } from './numbers.js';

/** A published cell as read back. */
export type ReadCell = {
  readonly teamId: string;
  readonly week: Week;
  readonly grain: 'slot' | 'week';
  readonly hours: readonly HourRange[];
  readonly agentsAtLeast: number;
  readonly numbers: Numbers;
};

export type PeriodRange = {
  readonly tenant: string;
  readonly fromWeek: Week;
  readonly toWeek: Week;
  readonly teamIds: readonly string[];
};

const hoursSchema = z.array(z.object({ from: z.number(), to: z.number() }));

/** A quarter's cells at a time: a team's two years would hold the loop. */
const WEEKS_AT_ONE_GO = 13;

/** Every published cell of some teams in a range of weeks; the raw rows are never read. */
export async function readCells(source: LeadSource, range: PeriodRange): Promise<readonly ReadCell[]> {
  const cells: ReadCell[] = [];
  for (const team of range.teamIds) cells.push(...(await readCellsOf(source, range, team)));
  return cells;
}

async function readCellsOf(
  source: LeadSource,
  range: PeriodRange,
  team: string,
): Promise<readonly ReadCell[]> {
  const found: (ReadCell | null)[] = [];
  for (let from = range.fromWeek; from <= range.toWeek; from = nextWeek(from, WEEKS_AT_ONE_GO)) {
    const rows = await source
      .selectFrom('published_cells')
      .select(['week', 'grain', 'hours', 'agents_at_least', 'numbers'])
      .where('tenant', '=', range.tenant)
      .where('week', '>=', from)
      .where('week', '<', nextWeek(from, WEEKS_AT_ONE_GO))
      .where('week', '<=', range.toWeek)
      .where('team_id', '=', team)
      .where('grain', 'in', ['slot', 'week'])
      .execute();
    const cells = await inTurns(rows, (row): ReadCell | null => {
      const hours = readStoredJson(hoursSchema, row.hours);
      const numbers = readStoredJson(numbersSchema, row.numbers);
      if (hours === null || numbers === null) return null;
      const grain = row.grain === 'slot' ? 'slot' : 'week';
      return { teamId: team, week: row.week, grain, hours, agentsAtLeast: row.agents_at_least, numbers };
    });
    found.push(...cells);
  }
  return found.filter((cell) => cell !== null);
}
