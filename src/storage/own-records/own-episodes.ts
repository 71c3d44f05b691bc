import type { Database } from '../database.js';
import type { OwnKey } from './own-calls.js';
import type { Span } from './own-cues.js';

/** A tense stretch of one of the agent's own calls; milliseconds from the start of the call, null = never became calm. */
export type OwnEpisode = {
  readonly callRow: string;
  readonly onsetMs: number;
  readonly peakMs: number;
  readonly peak: string;
  readonly endMs: number | null;
  readonly recoveryMs: number | null;
};

/** Tense stretches of the agent's calls that started in the span, in the order of each call. */
export async function listOwnEpisodes(db: Database, own: OwnKey, span: Span): Promise<readonly OwnEpisode[]> {
  return db
    .selectFrom('episodes')
    .innerJoin('calls', (join) =>
      join
        .onRef('episodes.call_row', '=', 'calls.id')
        .onRef('episodes.call_started_at', '=', 'calls.started_at'),
    )
    .select([
      'call_row as callRow',
      'onset_ms as onsetMs',
      'peak_ms as peakMs',
      'peak',
      'end_ms as endMs',
      'recovery_ms as recoveryMs',
    ])
    .where('calls.tenant', '=', own.tenant)
    .where('calls.agent_id', '=', own.agentId)
    .where('calls.started_at', '>=', span.from)
    .where('calls.started_at', '<', span.to)
    .where('episodes.call_started_at', '>=', span.from)
    .where('episodes.call_started_at', '<', span.to)
    .orderBy('call_row')
    .orderBy('onset_ms')
    .execute();
}
