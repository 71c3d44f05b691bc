import { inTurns, LoopPause } from '../../loop-pause.js';
import { HOURS_A_WEEK, nextWeek, type Week } from '../../people/week-calendar.js';
import { groupBy } from '../../storage/group-by.js';
import type { DisclosureRule } from './disclosure.js';
import { type HoldOutEffect, holdOutEffect } from './hold-out-effect.js';
import { type Absence, measureValue, type Shown } from './measure-value.js';
import { MEASURES, type Measure, type MeasureId } from './measures.js';
import type { Numbers } from './numbers.js';
import type { Quality } from './quality-bands.js';
import type { PublishedPeriods, ReadCell } from './read-cells.js';

export type MeasureValues = Readonly<Partial<Record<MeasureId, Shown>>>;

/** Everything a lead sees of a range of weeks and some teams. A function of published cells alone. */
export type ExposureReport = {
  readonly weeks: readonly Week[];
  /** Smallest group behind any number, and the step to which numbers are rounded. */
  readonly k: number;
  readonly roundTo: number;
  readonly totals: MeasureValues;
  readonly trend: ReadonlyArray<{ readonly week: Week; readonly measures: MeasureValues }>;
  /** By name, never by value: this is not a ranking. */
  readonly teams: readonly TeamExposure[];
  /** 168 entries from Monday 00:00, local to each team. */
  readonly heatMap: ReadonlyArray<HeatCell | Absence>;
  readonly effect: {
    readonly holdOut: HoldOutEffect | null;
    readonly cueWrongShare: Shown;
    readonly blocks: readonly string[];
  };
  readonly quality: ReadonlyArray<{ readonly week: Week } & Quality>;
  /** Of the team-weeks of the range: shown, not shown for too few people, and not decided yet. */
  readonly coverage: { readonly shown: number; readonly suppressed: number; readonly pending: number };
};

export type HeatCell = {
  readonly tenseShare: number;
  /** The same of slots that lie within this day alone; null where the hour is only shown together with other days. */
  readonly dayTenseShare: number | null;
  readonly agentsAtLeast: number;
};

export type TeamExposure = {
  readonly teamId: string;
  readonly name: string;
  readonly weeksShown: number;
  readonly measures: MeasureValues;
};

export type ReportRange = {
  readonly fromWeek: Week;
  readonly toWeek: Week;
  readonly teams: ReadonlyArray<{ readonly teamId: string; readonly name: string }>;
};

const CUE_WRONG_SHARE = MEASURES.find(({ id }) => id === 'cueWrongShare')!;

/** In turns of the loop, as there may be thousands of cells. */
export async function exposureReport(
  range: ReportRange,
  periods: PublishedPeriods,
  rule: DisclosureRule,
): Promise<ExposureReport> {
  const weeks = weeksOf(range);
  const byWeek = groupBy(periods.cells, ({ week }) => week);
  const byTeam = groupBy(periods.cells, ({ teamId }) => teamId);
  const decidedWeeks = new Set(periods.decisions.map(({ week }) => week));
  const decidedTeams = new Set(periods.decisions.map(({ teamId }) => teamId));
  const trend = await inTurns(weeks, (week) => ({
    week,
    measures: measuresOf(byWeek.get(week) ?? [], decidedWeeks.has(week)),
  }));
  const byName = [...range.teams].sort((a, b) => a.name.localeCompare(b.name));
  const teams = await inTurns(byName, ({ teamId, name }) => {
    const own = byTeam.get(teamId) ?? [];
    const weeksShown = new Set(own.map(({ week }) => week)).size;
    return { teamId, name, weeksShown, measures: measuresOf(own, decidedTeams.has(teamId)) };
  });
  const pause = new LoopPause();
  const totals = measuresOf(periods.cells, periods.decisions.length > 0);
  await pause.step();
  const blocks = periods.blocks.map(({ numbers }) => numbers);
  const shown = periods.decisions.filter(({ isShown }) => isShown).length;
  const suppressed = periods.decisions.length - shown;
  return {
    weeks,
    k: rule.k,
    roundTo: rule.roundTo,
    totals,
    trend,
    teams,
    heatMap: heatMap(periods.cells),
    effect: {
      holdOut: holdOutEffect(blocks),
      cueWrongShare: blocks.length === 0 ? 'pending' : measureValue(CUE_WRONG_SHARE, blocks),
      blocks: periods.blocks.map(({ block }) => block),
    },
    quality: periods.quality,
    coverage: { shown, suppressed, pending: weeks.length * range.teams.length - shown - suppressed },
  };
}

function weeksOf({ fromWeek, toWeek }: ReportRange): readonly Week[] {
  const weeks: Week[] = [];
  for (let week = fromWeek; week <= toWeek; week = nextWeek(week)) weeks.push(week);
  return weeks;
}

/** Nothing is said of weeks and teams on which no decision has been published. */
function measuresOf(cells: readonly ReadCell[], isDecided: boolean): MeasureValues {
  const numbersOf = (grain: Measure['grain']): readonly Numbers[] =>
    cells.filter((cell) => cell.grain === grain).map(({ numbers }) => numbers);
  const numbers = { slot: numbersOf('slot'), week: numbersOf('week'), block: [] };
  return Object.fromEntries(
    MEASURES.filter(({ grain }) => grain !== 'block').map((measure) => [
      measure.id,
      isDecided ? measureValue(measure, numbers[measure.grain]) : 'pending',
    ]),
  );
}

/** An hour shows the ratio of all slots that hold it: where few people work, neighbouring hours share one value. */
function heatMap(cells: readonly ReadCell[]): ExposureReport['heatMap'] {
  const all = new HourlyRatio();
  const ofOneDay = new HourlyRatio();
  const agents = new Array<number>(HOURS_A_WEEK).fill(Number.POSITIVE_INFINITY);
  for (const { grain, hours, numbers, agentsAtLeast } of cells) {
    if (grain !== 'slot') continue;
    const days = new Set(hours.flatMap(({ from, to }) => [Math.floor(from / 24), Math.floor((to - 1) / 24)]));
    for (const { from, to } of hours)
      for (let hour = from; hour < to; hour += 1) {
        all.add(hour, numbers);
        if (days.size === 1) ofOneDay.add(hour, numbers);
        agents[hour] = Math.min(agents[hour]!, agentsAtLeast);
      }
  }
  return Array.from({ length: HOURS_A_WEEK }, (_, hour) => {
    const agentsAtLeast = agents[hour]!;
    if (!Number.isFinite(agentsAtLeast)) return 'hidden';
    const tenseShare = all.of(hour);
    return tenseShare === null ? 'no-calls' : { tenseShare, dayTenseShare: ofOneDay.of(hour), agentsAtLeast };
  });
}

/** Tense minutes over minutes of speech, by hour of the week. */
class HourlyRatio {
  readonly #tense = new Float64Array(HOURS_A_WEEK);
  readonly #speech = new Float64Array(HOURS_A_WEEK);

  add(hour: number, { tenseMinutes, speechMinutes }: Numbers): void {
    this.#tense[hour]! += tenseMinutes ?? 0;
    this.#speech[hour]! += speechMinutes ?? 0;
  }

  of(hour: number): number | null {
    return this.#speech[hour]! > 0 ? this.#tense[hour]! / this.#speech[hour]! : null;
  }
}
