/** Runs the product's own publication over an organisation, on a real database, with or without a planted fault. */

import { readRota } from '../../src/people/read-rota.js';
import { shiftSegments } from '../../src/people/shift-segments.js';
import { weekOf, weekSpan } from '../../src/people/week-calendar.js';
import { openDatabase } from '../../src/storage/database.js';
import { erase } from '../../src/storage/erase.js';
import { leadSource } from '../../src/storage/lead-source.js';
import { migrate } from '../../src/storage/migrator.js';
import { writeRecords } from '../../src/storage/write-rows.js';
import { DISCLOSURE, type DisclosureRule } from '../../src/wellbeing/exposure/disclosure.js';
import { loadTeamSpan } from '../../src/wellbeing/exposure/load-team-week.js';
import { type PublishedCell, teamWeekCells } from '../../src/wellbeing/exposure/published-cell.js';
import { publishDue } from '../../src/wellbeing/exposure/publisher.js';
import { readCells } from '../../src/wellbeing/exposure/read-cells.js';
import { readPeriods } from '../../src/wellbeing/exposure/read-periods.js';
import { type Organisation, recordsOf, START_MS, TENANT } from './organisation.js';
import { attackPage, type PageAttack, sayingEmptyHours } from './page-answers.js';

/**
 * Faults that a release of this kind has had elsewhere. With each of them the attack must succeed somewhere, or the
 * check could not fail.
 * - `republish`: a period is recomputed after an erasure, so before minus after is one person;
 * - `totals`: totals over all teams are shown besides the teams, so total minus shown is the team that was hidden;
 * - `overlap`: a call counts in both teams of an agent in two, so the teams differ by that agent;
 * - `small-groups`: k is 3;
 * - `empty-hours`: the page says of every hour without calls that it has none, so "none" is known of those who worked;
 * - `no-bounds`: no rule against all-or-nothing values and one dominant agent.
 */
export const FAULTS = ['republish', 'totals', 'overlap', 'small-groups', 'no-bounds', 'empty-hours'] as const;
export type Fault = (typeof FAULTS)[number];

/** A number that a lead saw: which calls it was made of follows from the place it stands in. */
export type SeenNumber = {
  readonly number: string;
  /** Null = every team. */
  readonly teamId: string | null;
  /** A week, or a block of four: "2026-B03". */
  readonly week: string;
  readonly hours: readonly { readonly from: number; readonly to: number }[];
  readonly value: number;
  /** Whether it was seen before or after the erasures. */
  readonly rows: 'all' | 'kept';
  /** Whether calls were counted in every team of the agent. */
  readonly overlapping: boolean;
};

const WHOLE_WEEK = [{ from: 0, to: 168 }];
const LONG_AFTER_MS = START_MS + 120 * 86_400_000;
/** Everything has been written when people are erased here. */
const NOTHING_WAITS = { withErased: <T>(_erased: unknown, work: (taken: number) => Promise<T>) => work(0) };

export async function releaseOf(
  organisation: Organisation,
  fault: Fault | null,
): Promise<{ readonly seen: readonly SeenNumber[]; readonly page: PageAttack }> {
  const db = openDatabase({ kind: 'sqlite', file: ':memory:' }, { warn() {}, info() {} }, 0);
  try {
    await migrate(db, 'latest');
    await insertRota(db, organisation);
    await writeRecords(db, recordsOf(organisation.calls));
    const options = { rule: ruleOf(fault), delayMs: 86_400_000, minimumHistoryWeeks: 1 };
    await publishDue(db, TENANT, options, LONG_AFTER_MS);
    const source = leadSource(db);
    const seen = [...(await readSeen(source, organisation, 'all'))];
    for (const agentId of organisation.erased)
      await erase(
        { db, writer: NOTHING_WAITS },
        { what: 'agent', own: { tenant: TENANT, agentId } },
        { actor: 'agent', at: LONG_AFTER_MS },
      );
    if (fault === 'republish') {
      await db.deleteFrom('publications').execute();
      await db.deleteFrom('published_cells').execute();
    }
    await publishDue(db, TENANT, options, LONG_AFTER_MS + 1);
    const after = await readSeen(source, organisation, 'kept');
    if (fault === 'republish') seen.push(...after);
    else if (JSON.stringify(after.map(placeAndValue)) !== JSON.stringify(seen.map(placeAndValue)))
      throw new Error('An erasure changed what was published.');
    if (fault === 'totals') seen.push(...totals(organisation));
    if (fault === 'overlap') seen.push(...(await overlapping(db, organisation, options.rule)));
    return { seen, page: await pageOf(db, organisation, fault) };
  } finally {
    await db.destroy();
  }
}

/** The page's answers; the faults of the release are looked for in its numbers. */
async function pageOf(
  db: ReturnType<typeof openDatabase>,
  organisation: Organisation,
  fault: Fault | null,
): Promise<PageAttack> {
  if (fault === null) return attackPage(db, organisation, (report) => report);
  if (fault === 'empty-hours') return attackPage(db, organisation, sayingEmptyHours(organisation));
  return { leaves: 0, successes: [] };
}

const placeAndValue = ({ number, teamId, week, hours, value }: SeenNumber) => [
  number,
  teamId,
  week,
  hours,
  value,
];

function ruleOf(fault: Fault | null): DisclosureRule {
  if (fault === 'small-groups') return { ...DISCLOSURE, k: 3 };
  if (fault === 'no-bounds') return { ...DISCLOSURE, protection: 0, roundTo: 0.001 };
  return DISCLOSURE;
}

async function insertRota(
  db: ReturnType<typeof openDatabase>,
  { teams, memberships }: Organisation,
): Promise<void> {
  for (const team of teams) {
    await db
      .insertInto('teams')
      .values({
        tenant: TENANT,
        team_id: team.teamId,
        name: team.name,
        time_zone: team.timeZone,
        updated_at: 0,
      })
      .execute();
    for (const shift of team.shifts)
      await db
        .insertInto('shifts')
        .values({
          tenant: TENANT,
          team_id: team.teamId,
          shift_id: shift.shiftId,
          name: shift.name,
          weekdays: shift.weekdays.join(''),
          start_minute: shift.startMinute,
          end_minute: shift.endMinute,
        })
        .execute();
  }
  for (const row of memberships)
    await db
      .insertInto('memberships')
      .values({
        tenant: TENANT,
        team_id: row.teamId,
        agent_id: row.agentId,
        from_at: row.from,
        to_at: row.to,
      })
      .execute();
}

async function readSeen(
  source: ReturnType<typeof leadSource>,
  organisation: Organisation,
  rows: SeenNumber['rows'],
): Promise<readonly SeenNumber[]> {
  const teamIds = organisation.teams.map(({ teamId }) => teamId);
  const range = { tenant: TENANT, fromWeek: '2026-W01', toWeek: '2026-W30', teamIds };
  const cells = await readCells(source, range);
  const { blocks } = await readPeriods(source, range);
  return [
    ...cells.flatMap((cell) =>
      numbersOf(cell, { teamId: cell.teamId, week: cell.week, rows, overlapping: false }),
    ),
    ...blocks.flatMap(({ block, numbers }) =>
      numbersOf({ numbers, hours: WHOLE_WEEK }, { teamId: null, week: block, rows, overlapping: false }),
    ),
  ];
}

function numbersOf(
  cell: Pick<PublishedCell, 'numbers' | 'hours'>,
  seen: Pick<SeenNumber, 'teamId' | 'week' | 'rows' | 'overlapping'>,
): SeenNumber[] {
  return Object.entries(cell.numbers).flatMap(([number, value]) =>
    typeof value === 'number' ? [{ ...seen, number, hours: cell.hours, value }] : [],
  );
}

function totals({ calls, weeks }: Organisation): readonly SeenNumber[] {
  return Array.from({ length: weeks }, (_, index) => {
    const week = weekOf(START_MS + index * 7 * 86_400_000 + 43_200_000, 'utc');
    const span = weekSpan(week, 'utc');
    const hard = calls.filter(
      (call) => call.hard && call.heard && call.startedAt >= span.from && call.startedAt < span.to,
    ).length;
    const hours = [{ from: 0, to: 168 }];
    return { number: 'hardCalls', teamId: null, week, hours, value: hard, rows: 'all', overlapping: false };
  });
}

async function overlapping(
  db: ReturnType<typeof openDatabase>,
  organisation: Organisation,
  rule: DisclosureRule,
): Promise<readonly SeenNumber[]> {
  await writeRecords(db, recordsOf(organisation.calls));
  const source = leadSource(db);
  const rota = await readRota(source, TENANT);
  const seen: SeenNumber[] = [];
  for (const team of rota.teams.values()) {
    // Only this team's rows: every member's call counts here, whatever other team they are in.
    const alone = { ...rota, memberships: rota.memberships.filter(({ teamId }) => teamId === team.teamId) };
    for (let index = 0; index < organisation.weeks; index += 1) {
      const week = weekOf(START_MS + index * 7 * 86_400_000 + 43_200_000, 'utc');
      const { calls, resets } = await loadTeamSpan(
        source,
        { tenant: TENANT, team, rota: alone },
        weekSpan(week, team.timeZone),
      );
      const cells = teamWeekCells(calls, resets, shiftSegments(team.shifts), rule);
      seen.push(
        ...cells.flatMap((cell) =>
          numbersOf(cell, { teamId: team.teamId, week, rows: 'all', overlapping: true }),
        ),
      );
    }
  }
  return seen;
}
