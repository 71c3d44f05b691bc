import type { Database } from '../../storage/database.js';
import { groupBy } from '../../storage/group-by.js';
import type { EffectRow } from './effect.js';

/** A cue is written when it is decided; the clock of the log and that of the call may differ by this much. */
const CLOCK_SLACK_MS = 2000;

/**
 * One row for every tense stretch with an eligible cue: the first cue's draw, and the time from it to calm. Later cues of
 * a stretch are left out, since the first may have changed what followed. Names no agent.
 */
export async function effectRows(db: Database, tenant: string): Promise<readonly EffectRow[]> {
  const calls = await db
    .selectFrom('calls')
    .select(['id', 'platform', 'call_id', 'started_at', 'ended_at'])
    .where('tenant', '=', tenant)
    .execute();
  const cues = await db
    .selectFrom('cue_log')
    .select(['platform', 'call_id', 'decided_at', 'outcome'])
    .where('tenant', '=', tenant)
    .where('outcome', 'in', ['shown', 'hold-out'])
    .where('kind', 'not in', ['reset', 'warm-close'])
    .orderBy('decided_at')
    .execute();
  const episodes = await db.selectFrom('episodes').selectAll().execute();
  const cuesByCall = groupBy(cues, (cue) => JSON.stringify([cue.platform, cue.call_id]));
  const episodesByCall = groupBy(episodes, (episode) => episode.call_row);
  return calls.flatMap((call) => {
    const own = cuesByCall.get(JSON.stringify([call.platform, call.call_id])) ?? [];
    return (episodesByCall.get(call.id) ?? []).flatMap((episode) => {
      const endMs = episode.end_ms ?? call.ended_at - call.started_at;
      const first = own.find(({ decided_at }) => {
        const atMs = decided_at - call.started_at;
        return atMs >= episode.onset_ms - CLOCK_SLACK_MS && atMs <= endMs + CLOCK_SLACK_MS;
      });
      if (first === undefined) return [];
      const atMs = first.decided_at - call.started_at;
      const arm = first.outcome === 'shown' ? ('shown' as const) : ('withheld' as const);
      const recovered = episode.recovery_ms !== null;
      return [{ callId: call.id, arm, recoveryMs: recovered ? Math.max(0, endMs - atMs) : null }];
    });
  });
}
