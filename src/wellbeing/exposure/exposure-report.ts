import { inTurns } from '../../loop-pause.js';
import { HOURS_A_WEEK, nextWeek, type Week } from '../../people/week-calendar.js';
import { groupBy } from '../../storage/group-by.js';
import type { DisclosureRule } from './disclosure.js';
import { HeatSums } from './heat-sums.js';
import { type HoldOutEffect, holdOutEffect } from './hold-out-effect.js';
import { MeasureSums } from './measure-sums.js';
import { type Absence, measureValue, type Shown } from './measure-value.js';
import { MEASURES, type MeasureId } from './measures.js';
import type { Numbers } from './numbers.js';
import type { Quality } from './quality-bands.js';
import type { PublishedPeriods, TeamWeek } from './read-periods.js';

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

const NO_SUMS = new MeasureSums();
const CUE_WRONG_SHARE = MEASURES.find(({ id }) => id === 'cueWrongShare')!;

/** In turns of the loop, as there may be thousands of team-weeks. */
export async function exposureReport(
  range: ReportRange,
  periods: PublishedPeriods,
  rule: DisclosureRule,
): Promise<ExposureReport> {
  const weeks = weeksOf(range);
  const ofWeek = await sumsBy(periods.teamWeeks, ({ week }) => week);
  const ofTeam = await sumsBy(periods.teamWeeks, ({ teamId }) => teamId);
  const heat = new HeatSums();
  await inTurns(periods.teamWeeks, ({ sums }) => heat.add(sums.heat));
  const decidedWeeks = new Set(periods.decisions.map(({ week }) => week));
  const decidedTeams = new Set(periods.decisions.map(({ teamId }) => teamId));
  const weeksShown = groupBy(periods.teamWeeks, ({ teamId }) => teamId);
  const all = added([...ofWeek.values()]);
  const blocks = periods.blocks.map(({ numbers }) => numbers);
  const shown = periods.decisions.filter(({ isShown }) => isShown).length;
  const suppressed = periods.decisions.length - shown;
  return {
    weeks,
    k: rule.k,
    roundTo: rule.roundTo,
    totals: measuresOf(all, periods.decisions.length > 0),
    trend: weeks.map((week) => ({ week, measures: measuresOf(ofWeek.get(week), decidedWeeks.has(week)) })),
    teams: [...range.teams]
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(({ teamId, name }) => ({
        teamId,
        name,
        weeksShown: weeksShown.get(teamId)?.length ?? 0,
        measures: measuresOf(ofTeam.get(teamId), decidedTeams.has(teamId)),
      })),
    heatMap: heatMap(heat),
    effect: {
      holdOut: holdOutEffect(blocks),
      cueWrongShare: blocks.length === 0 ? 'pending' : cueWrongShare(blocks),
      blocks: periods.blocks.map(({ block }) => block),
    },
    quality: periods.quality,
    coverage: { shown, suppressed, pending: weeks.length * range.teams.length - shown - suppressed },
  };
}

async function sumsBy(
  teamWeeks: PublishedPeriods['teamWeeks'],
  keyOf: (teamWeek: TeamWeek) => string,
): Promise<ReadonlyMap<string, MeasureSums>> {
  const byKey = new Map<string, MeasureSums>();
  await inTurns(teamWeeks, (teamWeek) => {
    const key = keyOf(teamWeek);
    const sums = byKey.get(key) ?? new MeasureSums();
    byKey.set(key, sums);
    sums.add(teamWeek.sums.measures);
  });
  return byKey;
}

function added(several: readonly MeasureSums[]): MeasureSums {
  const all = new MeasureSums();
  for (const sums of several) all.add(sums);
  return all;
}

function cueWrongShare(blocks: readonly Numbers[]): Shown {
  const sums = new MeasureSums();
  for (const numbers of blocks) sums.addCell('block', numbers);
  return measureValue(CUE_WRONG_SHARE, sums.of(CUE_WRONG_SHARE.id));
}

function weeksOf({ fromWeek, toWeek }: ReportRange): readonly Week[] {
  const weeks: Week[] = [];
  for (let week = fromWeek; week <= toWeek; week = nextWeek(week)) weeks.push(week);
  return weeks;
}

/** Nothing is said of weeks and teams on which no decision has been published. */
function measuresOf(sums: MeasureSums | undefined, isDecided: boolean): MeasureValues {
  return Object.fromEntries(
    MEASURES.filter(({ grain }) => grain !== 'block').map((measure) => [
      measure.id,
      isDecided ? measureValue(measure, (sums ?? NO_SUMS).of(measure.id)) : 'pending',
    ]),
  );
}

function heatMap(sums: HeatSums): ExposureReport['heatMap'] {
  return Array.from({ length: HOURS_A_WEEK }, (_, hour) => {
    const { agentsAtLeast, tenseMinutes, speechMinutes, dayTenseMinutes, daySpeechMinutes } = sums.of(hour);
    if (agentsAtLeast === 0) return 'hidden';
    if (speechMinutes <= 0) return 'no-calls';
    return {
      tenseShare: tenseMinutes / speechMinutes,
      dayTenseShare: daySpeechMinutes > 0 ? dayTenseMinutes / daySpeechMinutes : null,
      agentsAtLeast,
    };
  });
}
