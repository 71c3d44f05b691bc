import { sql } from 'kysely';
import { groupBy } from '../../storage/group-by.js';
import { CALLER_SIDE_CUES, type LeadSource } from '../../storage/lead-source.js';
import type { Span } from '../../storage/own-records/own-cues.js';
import type { Piece } from './disclosure.js';
import type { BlockUniverse } from './numbers.js';

/** Time to calm after a moment is cut off here, so that one endless call does not decide the mean. */
export const CALM_LIMIT_S = 180;

/** A moment at which a cue was due in a tense stretch, shown, or held back at random. */
type Moment = {
  readonly agentId: string;
  readonly isShown: boolean;
  readonly isWrong: boolean;
  /** Seconds from the decision to the caller's calm. */
  readonly calmAfterS: number;
};

/** Pieces of a tenant's block, agent by agent so that no query is long. */
export async function loadBlockPieces(
  source: LeadSource,
  tenant: string,
  span: Span,
): Promise<Readonly<Record<BlockUniverse, readonly Piece<string>[]>>> {
  const agents = await source
    .selectFrom('cue_log')
    .select('agent_id')
    .distinct()
    .where('tenant', '=', tenant)
    .where('agent_id', 'is not', null)
    .where('decided_at', '>=', span.from)
    .where('decided_at', '<', span.to)
    .execute();
  const moments: Moment[] = [];
  for (const { agent_id } of agents)
    if (agent_id !== null) moments.push(...(await loadMoments(source, tenant, agent_id, span)));
  return blockPieces(moments);
}

function blockPieces(moments: readonly Moment[]): Record<BlockUniverse, readonly Piece<string>[]> {
  const of = (isShown: boolean, amount: (seconds: number) => number) =>
    moments
      .filter((moment) => moment.isShown === isShown)
      .map(({ agentId, isWrong, calmAfterS }) => ({
        agentId,
        amount: amount(calmAfterS),
        traits: isWrong ? ['wrong'] : [],
      }));
  return {
    cues: of(true, () => 1),
    shownSeconds: of(true, (seconds) => seconds),
    shownSquares: of(true, (seconds) => seconds ** 2),
    held: of(false, () => 1),
    heldSeconds: of(false, (seconds) => seconds),
    heldSquares: of(false, (seconds) => seconds ** 2),
  };
}

async function loadMoments(
  source: LeadSource,
  tenant: string,
  agentId: string,
  span: Span,
): Promise<readonly Moment[]> {
  const wrong = await findWrongCues(source, tenant, agentId, span);
  // The join gives a cue once for each tense stretch it may belong to; the first is its own.
  const cues = groupBy(
    await findCues(source, tenant, agentId, span),
    (row) => `${cueKey(row)}@${row.decided_at}`,
  );
  return [...cues.values()].flatMap(([row]) => {
    const seconds = calmAfterS(row!);
    if (seconds === null) return [];
    const isWrong = wrong.has(cueKey(row!));
    return [{ agentId, isShown: row!.outcome === 'shown', isWrong, calmAfterS: seconds }];
  });
}

/** Cues about the caller, shown or held out, with the call and the tense stretch in which each was decided. */
function findCues(source: LeadSource, tenant: string, agentId: string, span: Span) {
  return source
    .selectFrom('cue_log')
    .leftJoin('calls', (join) =>
      join
        .onRef('calls.tenant', '=', 'cue_log.tenant')
        .onRef('calls.platform', '=', 'cue_log.platform')
        .onRef('calls.call_id', '=', 'cue_log.call_id')
        .onRef('calls.agent_id', '=', 'cue_log.agent_id')
        .onRef('calls.started_at', '<=', 'cue_log.decided_at')
        .onRef('calls.ended_at', '>=', 'cue_log.decided_at'),
    )
    .leftJoin('episodes', (join) =>
      join
        .onRef('episodes.call_row', '=', 'calls.id')
        .onRef('episodes.call_started_at', '=', 'calls.started_at')
        .on(sql<boolean>`calls.started_at + episodes.onset_ms <= cue_log.decided_at`)
        .on(
          sql<boolean>`calls.started_at + coalesce(episodes.end_ms, calls.ended_at - calls.started_at) >= cue_log.decided_at`,
        ),
    )
    .select([
      'cue_log.platform',
      'cue_log.call_id',
      'cue_log.cue_id',
      'cue_log.outcome',
      'cue_log.decided_at',
      'calls.started_at',
      'episodes.onset_ms',
      'episodes.end_ms',
    ])
    .where('cue_log.tenant', '=', tenant)
    .where('cue_log.agent_id', '=', agentId)
    .where('cue_log.decided_at', '>=', span.from)
    .where('cue_log.decided_at', '<', span.to)
    .where('cue_log.kind', 'in', CALLER_SIDE_CUES)
    .where('cue_log.outcome', 'in', ['shown', 'hold-out'])
    .execute();
}

async function findWrongCues(
  source: LeadSource,
  tenant: string,
  agentId: string,
  { from }: Span,
): Promise<ReadonlySet<string>> {
  const rows = await source
    .selectFrom('feedback')
    .select(['platform', 'call_id', 'cue_id'])
    .where('tenant', '=', tenant)
    .where('agent_id', '=', agentId)
    .where('verdict', '=', 'wrong')
    .where('at', '>=', from)
    .execute();
  return new Set(rows.map(cueKey));
}

function cueKey(row: {
  readonly platform: string;
  readonly call_id: string;
  readonly cue_id: string;
}): string {
  return JSON.stringify([row.platform, row.call_id, row.cue_id]);
}

/** Null = not within a tense stretch of a call that is stored. */
function calmAfterS(row: {
  readonly decided_at: number;
  readonly started_at: number | null;
  readonly onset_ms: number | null;
  readonly end_ms: number | null;
}): number | null {
  if (row.started_at === null || row.onset_ms === null) return null;
  if (row.end_ms === null) return CALM_LIMIT_S;
  return Math.min(CALM_LIMIT_S, Math.max(0, (row.started_at + row.end_ms - row.decided_at) / 1000));
}
