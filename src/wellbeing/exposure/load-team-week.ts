import { membersDuring, type Rota, type Team } from '../../people/rota.js';
import { teamOfCall } from '../../people/team-of-call.js';
import { hourOfWeek } from '../../people/week-calendar.js';
import { groupBy } from '../../storage/group-by.js';
import type { LeadSource } from '../../storage/lead-source.js';
import type { Span } from '../../storage/own-records/own-cues.js';
import type { ExposureCall, ExposureReset } from './exposure-call.js';

/** Ids in one statement; a team rarely has more people. */
const AGENTS_PER_STATEMENT = 500;

const HEARD: ReadonlySet<string> = new Set(['complete', 'gaps']);

export type TeamSpan = {
  readonly calls: readonly ExposureCall[];
  readonly resets: readonly ExposureReset[];
};

/** A team, with the rota that says who was in it when. */
export type TeamOfTenant = { readonly tenant: string; readonly team: Team; readonly rota: Rota };

/** What counts for one team in a stretch of time, from the raw rows. */
export async function loadTeamSpan(
  source: LeadSource,
  { tenant, team, rota }: TeamOfTenant,
  span: Span,
): Promise<TeamSpan> {
  const members = membersDuring(rota, team.teamId, span);
  const homeOf = teamOfCall(rota);
  const isHome = (agentId: string, at: number) => homeOf(agentId, at) === team.teamId;
  const calls: ExposureCall[] = [];
  const resets: ExposureReset[] = [];
  for (let from = 0; from < members.length; from += AGENTS_PER_STATEMENT) {
    const rows = { tenant, agents: members.slice(from, from + AGENTS_PER_STATEMENT), span };
    calls.push(...(await loadCalls(source, rows, team.timeZone)));
    resets.push(...(await loadResets(source, rows, isHome)));
  }
  return {
    calls: calls.filter(({ agentId, startedAt }) => isHome(agentId, startedAt)),
    resets,
  };
}

type Rows = { readonly tenant: string; readonly agents: readonly string[]; readonly span: Span };

async function loadCalls(
  source: LeadSource,
  { tenant, agents, span }: Rows,
  timeZone: string,
): Promise<ExposureCall[]> {
  const rows = await source
    .selectFrom('calls')
    .select([
      'id',
      'agent_id',
      'started_at',
      'ended_at',
      'customer_speech_ms',
      'tense_ms',
      'dead_air_ms',
      'hard',
      'coverage',
    ])
    .where('tenant', '=', tenant)
    .where('agent_id', 'in', agents)
    .where('started_at', '>=', span.from)
    .where('started_at', '<', span.to)
    .execute();
  const episodes = await source
    .selectFrom('calls')
    .innerJoin('episodes', (join) =>
      join
        .onRef('episodes.call_row', '=', 'calls.id')
        .onRef('episodes.call_started_at', '=', 'calls.started_at'),
    )
    .select(['episodes.call_row', 'episodes.recovery_ms'])
    .where('calls.tenant', '=', tenant)
    .where('calls.agent_id', 'in', agents)
    .where('calls.started_at', '>=', span.from)
    .where('calls.started_at', '<', span.to)
    .where('episodes.call_started_at', '>=', span.from)
    .where('episodes.call_started_at', '<', span.to)
    .execute();
  const recoveries = groupBy(episodes, ({ call_row }) => call_row);
  return rows.map((row) => {
    const hour = hourOfWeek(row.started_at, timeZone);
    return {
      agentId: row.agent_id ?? '',
      startedAt: row.started_at,
      endedAt: row.ended_at,
      hour,
      day: Math.floor(hour / 24),
      heard: HEARD.has(row.coverage),
      customerSpeechMs: row.customer_speech_ms,
      tenseMs: row.tense_ms,
      deadAirMs: row.dead_air_ms,
      hard: row.hard === 1,
      recoveriesMs: (recoveries.get(row.id) ?? []).map(({ recovery_ms }) => recovery_ms),
    };
  });
}

async function loadResets(
  source: LeadSource,
  { tenant, agents, span }: Rows,
  isHome: (agentId: string, at: number) => boolean,
): Promise<ExposureReset[]> {
  const rows = await source
    .selectFrom('resets')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('agent_id', 'in', agents)
    .where('at', '>=', span.from)
    .where('at', '<', span.to)
    .execute();
  const offers = groupBy(rows, (row) => JSON.stringify([row.platform, row.call_id, row.offer_id]));
  return [...offers.values()].flatMap((offer) => {
    const { agent_id, at } = offer[0]!;
    if (agent_id === null || !isHome(agent_id, at)) return [];
    const outcomes = new Set(offer.map(({ outcome }) => outcome));
    const answer = outcomes.has('taken') ? 'taken' : outcomes.has('skipped') ? 'skipped' : 'unanswered';
    return [{ agentId: agent_id, answer } as const];
  });
}
