import { z } from 'zod';
import type { CueReason } from '../../core/cues/cue.js';
import { inTurns } from '../../loop-pause.js';
import type { Database } from '../database.js';
import { groupBy } from '../group-by.js';
import { readStoredJson } from '../stored-json.js';
import type { OwnKey } from './own-calls.js';

const reasonSchema = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.number(), z.string()])),
  mood: z.record(z.string(), z.number().nullable()).nullable(),
});
/** Shown without a reason: the cue itself is still the agent's to see. */
const UNREADABLE: CueReason = { key: '', values: {}, mood: null };

/** What hangs on calls of one agent: cues with the agent's own verdicts, and reset offers. Oldest first. */
export type OwnCue = {
  readonly callId: string;
  readonly platform: string;
  readonly cueId: string;
  readonly kind: string;
  readonly reason: CueReason;
  readonly decidedAt: number;
  readonly outcome: string;
  readonly verdicts: readonly string[];
};

export type OwnReset = {
  readonly callId: string;
  readonly platform: string;
  readonly offerId: string;
  readonly outcome: string;
  readonly at: number;
};

/** A stretch of time, start included, end not. */
export type Span = { readonly from: number; readonly to: number };

/** Only cues that the agent was shown: what was withheld for the hold-out would undo it. */
export async function listOwnCues(db: Database, own: OwnKey, span: Span): Promise<readonly OwnCue[]> {
  const cues = await db
    .selectFrom('cue_log')
    .selectAll()
    .where('tenant', '=', own.tenant)
    .where('agent_id', '=', own.agentId)
    .where('decided_at', '>=', span.from)
    .where('decided_at', '<', span.to)
    .where('outcome', '=', 'shown')
    .orderBy('decided_at')
    .execute();
  const verdicts = await db
    .selectFrom('feedback')
    .selectAll()
    .where('tenant', '=', own.tenant)
    .where('agent_id', '=', own.agentId)
    .where('at', '>=', span.from)
    .orderBy('at')
    .execute();
  const verdictsByCue = groupBy(verdicts, cueKey);
  return inTurns(cues, (cue) => ({
    callId: cue.call_id,
    platform: cue.platform,
    cueId: cue.cue_id,
    kind: cue.kind,
    reason: (readStoredJson(reasonSchema, cue.reason) as CueReason | null) ?? UNREADABLE,
    decidedAt: cue.decided_at,
    outcome: cue.outcome,
    verdicts: (verdictsByCue.get(cueKey(cue)) ?? []).map(({ verdict }) => verdict),
  }));
}

function cueKey(row: { platform: string; call_id: string; cue_id: string }): string {
  return JSON.stringify([row.platform, row.call_id, row.cue_id]);
}

export async function listOwnResets(db: Database, own: OwnKey, span: Span): Promise<readonly OwnReset[]> {
  const rows = await db
    .selectFrom('resets')
    .selectAll()
    .where('tenant', '=', own.tenant)
    .where('agent_id', '=', own.agentId)
    .where('at', '>=', span.from)
    .where('at', '<', span.to)
    .orderBy('at')
    .execute();
  return rows.map((row) => ({
    callId: row.call_id,
    platform: row.platform,
    offerId: row.offer_id,
    outcome: row.outcome,
    at: row.at,
  }));
}
