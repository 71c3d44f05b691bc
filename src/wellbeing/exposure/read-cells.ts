import { z } from 'zod';
import { inTurns } from '../../loop-pause.js';
import type { HourRange } from '../../people/shift-segments.js';
import { blockOf, nextWeek, type Week } from '../../people/week-calendar.js';
import type { LeadSource } from '../../storage/lead-source.js';
import { readStoredJson } from '../../storage/stored-json.js';
import type { Numbers } from './numbers.js';
import { WHOLE_TENANT } from './publisher.js';
import { QUALITY_BANDS, type Quality } from './quality-bands.js';

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

export type PublishedPeriods = {
  readonly cells: readonly ReadCell[];
  readonly blocks: ReadonlyArray<{ readonly block: string; readonly numbers: Numbers }>;
  readonly quality: ReadonlyArray<{ readonly week: Week } & Quality>;
  /** Team-weeks decided so far, shown or not. */
  readonly decisions: ReadonlyArray<{
    readonly teamId: string;
    readonly week: Week;
    readonly isShown: boolean;
  }>;
};

const hoursSchema = z.array(z.object({ from: z.number(), to: z.number() }));
const numbersSchema = z.record(z.string(), z.number().nullable());
const band = z.enum(QUALITY_BANDS);
const qualitySchema = z.object({ notHeard: band, withoutNotice: band, unbound: band });

/** Everything published in a range of weeks; the raw rows are never read. */
export async function readPeriods(source: LeadSource, range: PeriodRange): Promise<PublishedPeriods> {
  const teams = [...range.teamIds];
  const cells: ReadCell[] = [];
  for (const team of teams) cells.push(...(await readCells(source, range, team)));
  const whole = await source
    .selectFrom('published_cells')
    .select(['week', 'grain', 'numbers'])
    .where('tenant', '=', range.tenant)
    .where('team_id', '=', WHOLE_TENANT)
    .where((or) =>
      or.or([
        or.and([or('week', '>=', range.fromWeek), or('week', '<=', range.toWeek)]),
        or.and([
          or('week', '>=', blockOf(range.fromWeek)),
          or('week', '<=', blockOf(range.toWeek)),
          or('grain', '=', 'block'),
        ]),
      ]),
    )
    .execute();
  const decisions =
    teams.length === 0
      ? []
      : await source
          .selectFrom('publications')
          .select(['team_id', 'week', 'outcome'])
          .where('tenant', '=', range.tenant)
          .where('week', '>=', range.fromWeek)
          .where('week', '<=', range.toWeek)
          .where('team_id', 'in', teams)
          .execute();
  return {
    cells,
    blocks: whole
      .filter(({ grain }) => grain === 'block')
      .flatMap(({ week, numbers }) => {
        const read = readStoredJson(numbersSchema, numbers);
        return read === null ? [] : [{ block: week, numbers: read }];
      }),
    quality: whole
      .filter(({ grain }) => grain === 'quality')
      .flatMap(({ week, numbers }) => {
        const read = readStoredJson(qualitySchema, numbers);
        return read === null ? [] : [{ week, ...read }];
      })
      .sort((a, b) => (a.week < b.week ? -1 : 1)),
    decisions: decisions.map(({ team_id, week, outcome }) => ({
      teamId: team_id,
      week,
      isShown: outcome === 'published',
    })),
  };
}

/** A quarter's cells at a time: a team's two years would hold the loop. */
const WEEKS_AT_ONE_GO = 13;

async function readCells(source: LeadSource, range: PeriodRange, team: string): Promise<readonly ReadCell[]> {
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
