import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { inTurns } from '../../loop-pause.js';
import { blockOf, type Week } from '../../people/week-calendar.js';
import { groupBy } from '../../storage/group-by.js';
import type { LeadSource } from '../../storage/lead-source.js';
import { readStoredJson } from '../../storage/stored-json.js';
import { type Numbers, numbersSchema } from './numbers.js';
import { WHOLE_TENANT } from './publisher.js';
import { QUALITY_BANDS, type Quality } from './quality-bands.js';
import { type PeriodRange, readCells } from './read-cells.js';
import { readWeekSums, type WeekSums, weekSums } from './week-sums.js';

/** What is published of one team and week. */
export type TeamWeek = { readonly teamId: string; readonly week: Week; readonly sums: WeekSums };

export type PublishedPeriods = {
  /** Those that are shown. */
  readonly teamWeeks: readonly TeamWeek[];
  readonly blocks: ReadonlyArray<{ readonly block: string; readonly numbers: Numbers }>;
  readonly quality: ReadonlyArray<{ readonly week: Week } & Quality>;
  /** Team-weeks decided so far, shown or not. */
  readonly decisions: readonly Decision[];
};

type Decision = {
  readonly teamId: string;
  readonly week: Week;
  readonly isShown: boolean;
  /** Wall clock, milliseconds. */
  readonly publishedAt: number;
};

/** Sums that were read before, by what always names them. Nothing is told from here that is no longer stored. */
export type KnownSums = LRUCache<string, WeekSums>;

/** Some 8 kB each: a quarter of 380 teams. */
const MOST_KNOWN = 5_000;

export const knownSums = (): KnownSums => new LRUCache({ max: MOST_KNOWN });

const band = z.enum(QUALITY_BANDS);
const qualitySchema = z.object({ notHeard: band, withoutNotice: band, unbound: band });

/** Everything published in a range of weeks; the raw rows are never read. */
export async function readPeriods(
  source: LeadSource,
  range: PeriodRange,
  known = knownSums(),
): Promise<PublishedPeriods> {
  const decisions = range.teamIds.length === 0 ? [] : await readDecisions(source, range);
  const teamWeeks = range.teamIds.length === 0 ? [] : await readTeamWeeks(source, range, decisions, known);
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
  return {
    teamWeeks,
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
    decisions,
  };
}

async function readDecisions(source: LeadSource, range: PeriodRange): Promise<readonly Decision[]> {
  const rows = await source
    .selectFrom('publications')
    .select(['team_id', 'week', 'outcome', 'published_at'])
    .where('tenant', '=', range.tenant)
    .where('week', '>=', range.fromWeek)
    .where('week', '<=', range.toWeek)
    .where('team_id', 'in', [...range.teamIds])
    .execute();
  return rows.map(({ team_id, week, outcome, published_at }) => ({
    teamId: team_id,
    week,
    isShown: outcome === 'published',
    publishedAt: published_at,
  }));
}

/** Sums read with one statement: as many as leave the loop its turns. */
const SUMS_AT_ONE_GO = 400;

async function readTeamWeeks(
  source: LeadSource,
  range: PeriodRange,
  decisions: readonly Decision[],
  known: KnownSums,
): Promise<readonly TeamWeek[]> {
  const shown = decisions.filter(({ isShown }) => isShown);
  const nameOf = ({ teamId, week, publishedAt }: Decision) =>
    JSON.stringify([range.tenant, teamId, week, publishedAt]);
  const stored = await storedSums(source, range);
  const here = shown.filter(({ teamId, week }) => stored.has(placeOf(teamId, week)));
  const unread = here.filter((decision) => !known.has(nameOf(decision)));
  const read = await readSums(source, range, unread);
  const found: TeamWeek[] = [];
  await inTurns(here, (decision) => {
    const { teamId, week } = decision;
    const sums = known.get(nameOf(decision)) ?? read.get(placeOf(teamId, week));
    if (sums === undefined) return;
    known.set(nameOf(decision), sums);
    found.push({ teamId, week, sums });
  });
  const told = new Set(found.map(({ teamId, week }) => placeOf(teamId, week)));
  const missing = shown.filter(({ teamId, week }) => !told.has(placeOf(teamId, week)));
  return [...found, ...(await addUpCells(source, range, missing))];
}

const placeOf = (teamId: string, week: Week) => `${week} ${teamId}`;

/** Where sums are stored now. */
async function storedSums(source: LeadSource, range: PeriodRange): Promise<ReadonlySet<string>> {
  const rows = await source
    .selectFrom('published_cells')
    .select(['team_id', 'week'])
    .where('tenant', '=', range.tenant)
    .where('week', '>=', range.fromWeek)
    .where('week', '<=', range.toWeek)
    .where('team_id', 'in', [...range.teamIds])
    .where('grain', '=', 'sums')
    .execute();
  return new Set(rows.map(({ team_id, week }) => placeOf(team_id, week)));
}

async function readSums(
  source: LeadSource,
  { tenant }: PeriodRange,
  wanted: readonly Decision[],
): Promise<ReadonlyMap<string, WeekSums>> {
  const read = new Map<string, WeekSums>();
  const byWeek = [...groupBy(wanted, ({ week }) => week)];
  for (const [week, own] of byWeek)
    for (let from = 0; from < own.length; from += SUMS_AT_ONE_GO) {
      const rows = await source
        .selectFrom('published_cells')
        .select(['team_id', 'numbers'])
        .where('tenant', '=', tenant)
        .where('week', '=', week)
        .where(
          'team_id',
          'in',
          own.slice(from, from + SUMS_AT_ONE_GO).map(({ teamId }) => teamId),
        )
        .where('grain', '=', 'sums')
        .execute();
      await inTurns(rows, ({ team_id, numbers }) => {
        const sums = readWeekSums(numbers);
        if (sums !== null) read.set(placeOf(team_id, week), sums);
      });
    }
  return read;
}

/** Weeks whose sums are not stored, as an earlier version published them, or are damaged. */
async function addUpCells(
  source: LeadSource,
  range: PeriodRange,
  missing: readonly Decision[],
): Promise<readonly TeamWeek[]> {
  const added: TeamWeek[] = [];
  for (const [teamId, decisions] of groupBy(missing, (decision) => decision.teamId)) {
    const wanted = new Set(decisions.map(({ week }) => week));
    const cells = await readCells(source, { ...range, teamIds: [teamId] });
    for (const [week, own] of groupBy(cells, (cell) => cell.week))
      if (wanted.has(week)) added.push({ teamId, week, sums: weekSums(own) });
  }
  return added;
}
