import type { Database } from '../database.js';

/** Whose records are read: those of a single agent. */
export type OwnKey = { readonly tenant: string; readonly agentId: string };

/** One of the agent's own calls, as the agent may see it. Times are milliseconds. */
export type OwnCall = {
  readonly id: string;
  readonly platform: string;
  readonly callId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly customerSpeechMs: number;
  readonly tenseMs: number;
  readonly angryMs: number;
  readonly anxiousMs: number;
  readonly strain: number;
  readonly hard: boolean;
  readonly holdMs: number;
  readonly deadAirMs: number;
  readonly coverage: string;
  readonly note: string | null;
  readonly ownFacts: {
    readonly talkShare: number | null;
    readonly agentOverlaps: number;
    readonly medianResponseLatencyMs: number | null;
    readonly articulationRateRatio: number | null;
    readonly levelDeltaDb: number | null;
    readonly openingRateRatio: number | null;
    readonly openingLevelDeltaDb: number | null;
  } | null;
};

/** Newest first; `before` is the `startedAt` of the last call of the page before. */
export type OwnCallsPage = { readonly limit: number; readonly before: number | null };

export async function listOwnCalls(
  db: Database,
  own: OwnKey,
  page: OwnCallsPage,
): Promise<readonly OwnCall[]> {
  let query = ownCallsQuery(db, own).orderBy('calls.started_at', 'desc').limit(page.limit);
  if (page.before !== null) query = query.where('calls.started_at', '<', page.before);
  return (await query.execute()).map(toOwnCall);
}

const CALLS_AT_ONE_GO = 200;

/** Every call of the agent, newest first; a year of them is read in pieces. */
export async function listEveryOwnCall(db: Database, own: OwnKey): Promise<readonly OwnCall[]> {
  const calls: OwnCall[] = [];
  for (;;) {
    // Oldest first: a call that ends meanwhile comes last.
    const rows = await ownCallsQuery(db, own)
      .orderBy('calls.started_at')
      .orderBy('calls.id')
      .limit(CALLS_AT_ONE_GO)
      .offset(calls.length)
      .execute();
    calls.push(...rows.map(toOwnCall));
    if (rows.length < CALLS_AT_ONE_GO) return calls.reverse();
  }
}

export async function findOwnCall(db: Database, own: OwnKey, id: string): Promise<OwnCall | null> {
  const row = await ownCallsQuery(db, own).where('calls.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toOwnCall(row);
}

function ownCallsQuery(db: Database, own: OwnKey) {
  return db
    .selectFrom('calls')
    .leftJoin('own_facts', (join) =>
      join
        .onRef('own_facts.call_row', '=', 'calls.id')
        .onRef('own_facts.call_started_at', '=', 'calls.started_at'),
    )
    .leftJoin('notes', 'notes.call_row', 'calls.id')
    .selectAll('calls')
    .select([
      'own_facts.talk_share',
      'own_facts.agent_overlaps',
      'own_facts.median_response_latency_ms',
      'own_facts.articulation_rate_ratio',
      'own_facts.level_delta_db',
      'own_facts.opening_rate_ratio',
      'own_facts.opening_level_delta_db',
      'notes.text as note',
    ])
    .where('calls.tenant', '=', own.tenant)
    .where('calls.agent_id', '=', own.agentId);
}

type OwnCallRow = Awaited<ReturnType<ReturnType<typeof ownCallsQuery>['execute']>>[number];

function toOwnCall(row: OwnCallRow): OwnCall {
  return {
    id: row.id,
    platform: row.platform,
    callId: row.call_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    customerSpeechMs: row.customer_speech_ms,
    tenseMs: row.tense_ms,
    angryMs: row.angry_ms,
    anxiousMs: row.anxious_ms,
    strain: row.strain,
    hard: row.hard === 1,
    holdMs: row.hold_ms,
    deadAirMs: row.dead_air_ms,
    coverage: row.coverage,
    note: row.note,
    ownFacts:
      row.agent_overlaps === null
        ? null
        : {
            talkShare: row.talk_share,
            agentOverlaps: row.agent_overlaps,
            medianResponseLatencyMs: row.median_response_latency_ms,
            articulationRateRatio: row.articulation_rate_ratio,
            levelDeltaDb: row.level_delta_db,
            openingRateRatio: row.opening_rate_ratio,
            openingLevelDeltaDb: row.opening_level_delta_db,
          },
  };
}
