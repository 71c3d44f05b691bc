/**
 * The lead's whole answer, field by field: the attack on numbers covers what is made of published cells, so nothing may
 * be made of anything else, and no word for a missing number may tell about fewer than k people.
 */
import { nextWeek, weekOf } from '../../src/people/week-calendar.js';
import type { Database } from '../../src/storage/database.js';
import { leadSource } from '../../src/storage/lead-source.js';
import { DISCLOSURE } from '../../src/wellbeing/exposure/disclosure.js';
import { type ExposureReport, exposureReport } from '../../src/wellbeing/exposure/exposure-report.js';
import { type ReadCell, readCells } from '../../src/wellbeing/exposure/read-cells.js';
import { readPeriods } from '../../src/wellbeing/exposure/read-periods.js';
import { Atoms } from './atoms.js';
import { type Organisation, START_MS, TENANT } from './organisation.js';

/** Where calls are, and all that hangs on them. */
const RAW_TABLES = ['calls', 'episodes', 'own_facts', 'cue_log', 'feedback', 'resets', 'bindings'] as const;

type Selection = { readonly fromWeek: string; readonly toWeek: string; readonly teamIds: readonly string[] };
type Answer = { readonly asked: Selection; readonly report: ExposureReport; readonly cells: Cells };
type Cells = readonly ReadCell[];

export type PageAttack = {
  /** Numbers and words of the answers that were looked at. */
  readonly leaves: number;
  readonly successes: readonly string[];
};

/**
 * Asks for many selections of weeks and teams, then takes every raw row away and asks again.
 *
 * @param says what a faulty page would say instead of its answer; the identity for the real one
 */
export async function attackPage(
  db: Database,
  organisation: Organisation,
  says: (report: ExposureReport, asked: Selection) => ExposureReport,
): Promise<PageAttack> {
  const atoms = new Atoms(organisation);
  const before = await answersOf(db, organisation, says);
  const successes = before.flatMap((answer) => [
    ...namesIn(answer, organisation),
    ...emptyHours(answer, atoms),
    ...emptyWeeks(answer, atoms),
    ...smallGroups(answer),
  ]);
  for (const table of RAW_TABLES) await db.deleteFrom(table).execute();
  const after = await answersOf(db, organisation, (report) => report);
  before.forEach(({ report, asked }, index) => {
    if (JSON.stringify(report) !== JSON.stringify(after[index]!.report))
      successes.push(`${described(asked)} is made of more than published cells`);
  });
  return { leaves: before.reduce((sum, { report }) => sum + leavesOf(report), 0), successes };
}

async function answersOf(
  db: Database,
  organisation: Organisation,
  says: (report: ExposureReport, asked: Selection) => ExposureReport,
): Promise<readonly Answer[]> {
  const source = leadSource(db);
  const answers: Answer[] = [];
  for (const asked of selectionsOf(organisation)) {
    const periods = await readPeriods(source, { tenant: TENANT, ...asked });
    const teams = organisation.teams.filter(({ teamId }) => asked.teamIds.includes(teamId));
    const report = await exposureReport({ ...asked, teams }, periods, DISCLOSURE);
    const cells = await readCells(source, { tenant: TENANT, ...asked });
    answers.push({ asked, report: says(report, asked), cells });
  }
  return answers;
}

/** A page that calls every hour without calls so, whoever worked in it: the fault that the attack must find. */
export function sayingEmptyHours(organisation: Organisation) {
  const atoms = new Atoms(organisation);
  return (report: ExposureReport, { fromWeek: week, teamIds }: Selection): ExposureReport => ({
    ...report,
    heatMap: report.heatMap.map((cell, hour) => {
      const hours = [{ from: hour, to: hour + 1 }];
      const isEmpty = teamIds.every(
        (teamId) => agentsIn(atoms, { teamId, week, hours, grain: 'slot' }) === 0,
      );
      return cell === 'hidden' && isEmpty ? 'no-calls' : cell;
    }),
  });
}

/** Everything, every team, every week, and every team in every week: the finest that a lead can ask for. */
function selectionsOf({ teams, weeks }: Organisation): readonly Selection[] {
  const all = teams.map(({ teamId }) => teamId);
  const first = weekOf(START_MS, 'utc');
  const everyWeek = Array.from({ length: weeks + 1 }, (_, week) => nextWeek(first, week));
  const [fromWeek, toWeek] = [everyWeek[0]!, everyWeek.at(-1)!];
  return [
    { fromWeek, toWeek, teamIds: all },
    ...all.map((teamId) => ({ fromWeek, toWeek, teamIds: [teamId] })),
    ...everyWeek.map((week) => ({ fromWeek: week, toWeek: week, teamIds: all })),
    ...everyWeek.flatMap((week) =>
      all.map((teamId) => ({ fromWeek: week, toWeek: week, teamIds: [teamId] })),
    ),
  ];
}

function namesIn({ report, asked }: Answer, { memberships }: Organisation): readonly string[] {
  const text = JSON.stringify(report);
  const named = memberships.find(({ agentId }) => text.includes(`"${agentId}"`));
  return named === undefined ? [] : [`${described(asked)} names ${named.agentId}`];
}

/** "No calls" of an hour is said only of a published slot in which k people had calls. */
function emptyHours({ report, asked, cells }: Answer, atoms: Atoms): readonly string[] {
  return report.heatMap.flatMap((cell, hour) => {
    if (cell !== 'no-calls') return [];
    const slots = cells.filter(
      ({ grain, hours }) => grain === 'slot' && hours.some(({ from, to }) => hour >= from && hour < to),
    );
    const group = Math.max(0, ...slots.map((slot) => agentsIn(atoms, slot)));
    return group < DISCLOSURE.k
      ? [`${described(asked)} tells that ${group} had no calls in hour ${hour}`]
      : [];
  });
}

/** The same of weeks and teams: each rests on a published cell of k people. */
function emptyWeeks({ report, asked, cells }: Answer, atoms: Atoms): readonly string[] {
  const saysEmpty = (measures: ExposureReport['totals']) => Object.values(measures).includes('no-calls');
  const groupOf = (own: Cells) => Math.max(0, ...own.map((cell) => agentsIn(atoms, cell)));
  return [
    ...(saysEmpty(report.totals) && groupOf(cells) < DISCLOSURE.k ? [`${described(asked)} is empty`] : []),
    ...report.trend.flatMap(({ week, measures }) =>
      saysEmpty(measures) && groupOf(cells.filter((cell) => cell.week === week)) < DISCLOSURE.k
        ? [`${described(asked)} tells that week ${week} is empty`]
        : [],
    ),
    ...report.teams.flatMap(({ teamId, measures }) =>
      saysEmpty(measures) && groupOf(cells.filter((cell) => cell.teamId === teamId)) < DISCLOSURE.k
        ? [`${described(asked)} tells that ${teamId} is empty`]
        : [],
    ),
  ];
}

function smallGroups({ report, asked }: Answer): readonly string[] {
  const least = Math.min(
    Number.POSITIVE_INFINITY,
    ...report.heatMap.flatMap((cell) => (typeof cell === 'object' ? [cell.agentsAtLeast] : [])),
  );
  return least < DISCLOSURE.k ? [`${described(asked)} says that ${least} people worked`] : [];
}

function agentsIn(
  atoms: Atoms,
  { teamId, week, hours, grain }: Pick<Cells[number], 'teamId' | 'week' | 'hours' | 'grain'>,
): number {
  const number = grain === 'slot' ? 'speechMinutes' : 'heardCalls';
  const seen = { number, teamId, week, hours, value: 0, rows: 'all', overlapping: false } as const;
  return new Set([...atoms.of(seen).values()].map(({ agentId }) => agentId)).size;
}

function leavesOf(value: unknown): number {
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, own) => sum + leavesOf(own), 0)
    : 1;
}

function described({ fromWeek, toWeek, teamIds }: Selection): string {
  return `page ${fromWeek} to ${toWeek} of ${teamIds.join(', ')}:`;
}
