import { setImmediate as yieldToAudio } from 'node:timers/promises';
import { readRota } from '../../people/read-rota.js';
import { membersDuring } from '../../people/rota.js';
import { shiftSegments } from '../../people/shift-segments.js';
import { blockOf, nextWeek, type Week, weekOf, weekSpan, weeksOfBlock } from '../../people/week-calendar.js';
import type { Database } from '../../storage/database.js';
import { type LeadSource, leadSource } from '../../storage/lead-source.js';
import type { Span } from '../../storage/own-records/own-cues.js';
import { agentsAtLeast, type DisclosureRule } from './disclosure.js';
import { loadBlockPieces } from './load-block.js';
import { loadTeamSpan, type TeamOfTenant } from './load-team-week.js';
import { blockCell, type PublishedCell, teamWeekCells } from './published-cell.js';
import { loadQuality } from './quality-bands.js';
import { weekSums } from './week-sums.js';

export type PublishOptions = {
  readonly rule: DisclosureRule;
  /** From the end of the week, local, to its publication; longer than the longest shift. */
  readonly delayMs: number;
  /** Nothing of a team is published before it has this many weeks of calls. */
  readonly minimumHistoryWeeks: number;
};

/** How many periods were decided in this run. */
export type PublishReport = { readonly published: number; readonly suppressed: number };

/** Stands for the whole tenant where a team would be. */
export const WHOLE_TENANT = '*';

type Row = {
  readonly agentsAtLeast: number;
  readonly hours: unknown;
  readonly numbers: unknown;
  readonly grain: string;
};

/**
 * Publishes every period of a tenant that is due and not yet decided. A decision is final: rows that arrive or go
 * later change nothing.
 */
export async function publishDue(
  db: Database,
  tenant: string,
  options: PublishOptions,
  now: number,
): Promise<PublishReport> {
  const source = leadSource(db);
  const rota = await readRota(source, tenant);
  const decided = await readDecided(source, tenant);
  const report = { published: 0, suppressed: 0 };
  const decide = async (teamId: string, period: string, rows: readonly Row[]) => {
    if (await freeze(db, { tenant, teamId, period, rows }, now))
      report[rows.length > 0 ? 'published' : 'suppressed'] += 1;
  };
  const first = new Map<string, Week>();
  for (const team of rota.teams.values()) {
    const weeks = await dueWeeks(source, { tenant, team, rota }, options, now);
    if (weeks[0] !== undefined) first.set(team.teamId, weeks[0]);
    const segments = shiftSegments(team.shifts);
    for (const week of weeks) {
      if (decided.has(`${team.teamId} ${week}`)) continue;
      const span = weekSpan(week, team.timeZone);
      const { calls, resets } = await loadTeamSpan(source, { tenant, team, rota }, span);
      await decide(team.teamId, week, withSums(teamWeekCells(calls, resets, segments, options.rule)));
      await yieldToAudio();
    }
  }
  const start = [...first.values()].sort()[0];
  if (start === undefined) return report;
  // The tenant's own periods are in UTC; a further day lets every time zone's week end.
  for (const week of completeWeeks(start, 'utc', now - options.delayMs - DAY_MS)) {
    if (decided.has(`${WHOLE_TENANT} ${week}`)) continue;
    const found = await loadQuality(source, tenant, weekSpan(week, 'utc'), options.rule.k);
    const rows = found === null ? [] : [qualityRow(found.quality, found.agents, options.rule)];
    await decide(WHOLE_TENANT, week, rows);
    await yieldToAudio();
  }
  for (const block of completeBlocks(start, now - options.delayMs - DAY_MS)) {
    if (decided.has(`${WHOLE_TENANT} ${block}`)) continue;
    const cell = blockCell(await loadBlockPieces(source, tenant, blockSpan(block)), options.rule);
    await decide(WHOLE_TENANT, block, cell === null ? [] : [cell]);
    await yieldToAudio();
  }
  return report;
}

const DAY_MS = 86_400_000;

/** What never changes is added up once: a report over a quarter would else read each cell of it. */
function withSums(cells: readonly PublishedCell[]): readonly Row[] {
  if (cells.length === 0) return [];
  const fewest = Math.min(...cells.map((cell) => cell.agentsAtLeast));
  return [...cells, { grain: 'sums', hours: [], agentsAtLeast: fewest, numbers: weekSums(cells) }];
}

function qualityRow(numbers: unknown, agents: number, rule: DisclosureRule): Row {
  return { grain: 'quality', hours: [], agentsAtLeast: agentsAtLeast(agents, rule), numbers };
}

async function readDecided(source: LeadSource, tenant: string): Promise<ReadonlySet<string>> {
  const rows = await source
    .selectFrom('publications')
    .select(['team_id', 'week'])
    .where('tenant', '=', tenant)
    .execute();
  return new Set(rows.map(({ team_id, week }) => `${team_id} ${week}`));
}

/** Weeks of a team that are over and past the delay, from its first call on; none before the minimum history. */
async function dueWeeks(
  source: LeadSource,
  { tenant, team, rota }: TeamOfTenant,
  options: PublishOptions,
  now: number,
): Promise<readonly Week[]> {
  const members = membersDuring(rota, team.teamId, { from: 0, to: now });
  const joined = rota.memberships.filter(({ teamId }) => teamId === team.teamId).map(({ from }) => from);
  if (members.length === 0) return [];
  const firstCall = await source
    .selectFrom('calls')
    .select(({ fn }) => fn.min<number | null>('started_at').as('at'))
    .where('tenant', '=', tenant)
    .where('agent_id', 'in', members.slice(0, 500))
    .where('started_at', '>=', Math.min(...joined))
    .executeTakeFirst();
  if (firstCall === undefined || firstCall.at === null) return [];
  const weeks = completeWeeks(weekOf(firstCall.at, team.timeZone), team.timeZone, now - options.delayMs);
  return weeks.length < options.minimumHistoryWeeks ? [] : weeks;
}

function completeWeeks(first: Week, timeZone: string, until: number): readonly Week[] {
  const weeks: Week[] = [];
  for (let week = first; weekSpan(week, timeZone).to <= until; week = nextWeek(week)) weeks.push(week);
  return weeks;
}

function completeBlocks(first: Week, until: number): readonly string[] {
  const blocks: string[] = [];
  for (
    let block = blockOf(first);
    blockSpan(block).to <= until;
    block = blockOf(nextWeek(weeksOfBlock(block).at(-1)!))
  )
    blocks.push(block);
  return blocks;
}

function blockSpan(block: string): Span {
  const weeks = weeksOfBlock(block);
  return { from: weekSpan(weeks[0]!, 'utc').from, to: weekSpan(weeks.at(-1)!, 'utc').to };
}

type Decision = {
  readonly tenant: string;
  readonly teamId: string;
  readonly period: string;
  readonly rows: readonly Row[];
};

/** Writes the decision and its cells together. Returns false where another process has decided already. */
async function freeze(
  db: Database,
  { tenant, teamId, period, rows }: Decision,
  now: number,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const decision = await transaction
      .insertInto('publications')
      .values({
        tenant,
        team_id: teamId,
        week: period,
        outcome: rows.length > 0 ? 'published' : 'suppressed',
        published_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (Number(decision.numInsertedOrUpdatedRows ?? 0) === 0) return false;
    const values = rows.map((row, part) => ({
      tenant,
      team_id: teamId,
      week: period,
      grain: row.grain,
      part,
      hours: JSON.stringify(row.hours),
      agents_at_least: row.agentsAtLeast,
      numbers: JSON.stringify(row.numbers),
    }));
    if (values.length > 0) await transaction.insertInto('published_cells').values(values).execute();
    return true;
  });
}
