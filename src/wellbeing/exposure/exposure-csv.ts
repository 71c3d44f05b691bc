import { csvTableInTurns } from '../../http/csv.js';
import type { ExposureReport } from './exposure-report.js';
import { type MeasureValue, type Shown, valueIfShown } from './measure-value.js';

type Row = ReadonlyArray<string | number | null>;

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The whole report as one long table: what it is of, which measure, value and 95 % interval. Empty = not shown. */
export function reportCsv(report: ExposureReport): Promise<string> {
  const header = ['view', 'of', 'measure', 'value', 'low_95', 'high_95', 'agents_at_least'];
  const measures = (view: string, of: string, values: Readonly<Record<string, Shown>>) =>
    Object.entries(values).map(([measure, shown]) => {
      const value = valueIfShown(shown);
      return [view, of, measure, ...valueCells(value), value && report.k];
    });
  return csvTableInTurns(header, [
    ...measures('total', `${report.weeks[0]} to ${report.weeks.at(-1)}`, report.totals),
    ...report.trend.flatMap((point) => measures('week', point.week, point.measures)),
    ...report.teams.flatMap((team) => measures('team', team.name, team.measures)),
    ...report.heatMap.map((cell, hour) => {
      const at = `${WEEKDAYS[Math.floor(hour / 24)]} ${String(hour % 24).padStart(2, '0')}:00`;
      const [value, agents] = typeof cell === 'object' ? [cell.tenseShare, cell.agentsAtLeast] : [null, null];
      return ['hour', at, 'tenseShare', value, null, null, agents];
    }),
    ...effectRows(report),
    ...report.quality.flatMap(({ week, ...bands }) =>
      Object.entries(bands).map(([what, band]) => ['quality', week, what, band, null, null, report.k]),
    ),
  ]);
}

function valueCells(value: MeasureValue | null): Row {
  return [value?.value ?? null, value?.low ?? null, value?.high ?? null];
}

/** The hold-out: seconds to the caller's calm with the cue, without it, and their difference. */
function effectRows({ effect, k }: ExposureReport): Row[] {
  const of = effect.blocks.join(' ');
  const cueWrongShare = valueIfShown(effect.cueWrongShare);
  const wrong = ['effect', of, 'cueWrongShare', ...valueCells(cueWrongShare), cueWrongShare && k];
  if (effect.holdOut === null) return [wrong];
  const { shownSeconds, heldSeconds, difference, low, high } = effect.holdOut;
  return [
    wrong,
    ['effect', of, 'secondsToCalmWithCue', shownSeconds, null, null, k],
    ['effect', of, 'secondsToCalmWithout', heldSeconds, null, null, k],
    ['effect', of, 'difference', difference, low, high, k],
  ];
}
