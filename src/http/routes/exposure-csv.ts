import type { ExposureReport } from '../../storage/exposure/exposure-report.js';
import type { MeasureValue } from '../../storage/exposure/measure-value.js';
import { csvTable } from '../csv.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The whole report as one long table: what it is of, which measure, value and 95 % interval. Empty = not shown. */
export function reportCsv(report: ExposureReport): string {
  const header = ['view', 'of', 'measure', 'value', 'low_95', 'high_95', 'agents_at_least'];
  const measures = (view: string, of: string, values: Readonly<Record<string, MeasureValue | null>>) =>
    Object.entries(values).map(([measure, value]) => [
      view,
      of,
      measure,
      value?.value ?? null,
      value?.low ?? null,
      value?.high ?? null,
      value === null ? null : report.k,
    ]);
  return csvTable(header, [
    ...measures('total', `${report.weeks[0]} to ${report.weeks.at(-1)}`, report.totals),
    ...report.trend.flatMap((point) => measures('week', point.week, point.measures)),
    ...report.teams.flatMap((team) => measures('team', team.name, team.measures)),
    ...report.heatMap.map((cell, hour) => [
      'hour',
      `${WEEKDAYS[Math.floor(hour / 24)]} ${String(hour % 24).padStart(2, '0')}:00`,
      'tenseShare',
      cell?.tenseShare ?? null,
      null,
      null,
      cell?.agentsAtLeast ?? null,
    ]),
  ]);
}
