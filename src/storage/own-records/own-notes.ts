import type { Database } from '../database.js';
import { findOwnCall, type OwnKey } from './own-calls.js';
import type { Span } from './own-cues.js';

export const FEELINGS = ['good', 'fine', 'drained'] as const;
/** The one-tap check-in. It stays with the agent: no aggregate reads it. */
export type Feeling = (typeof FEELINGS)[number];

export type CheckIn = { readonly at: number; readonly feeling: string };

export type Note = { readonly text: string; readonly at: number };

/** Keeps the agent's line on their own call; an empty text takes it away. False: no such call of this agent. */
export async function writeNote(
  db: Database,
  own: OwnKey,
  callRow: string,
  { text, at }: Note,
): Promise<boolean> {
  const call = await findOwnCall(db, own, callRow);
  if (call === null) return false;
  if (text === '') {
    await db.deleteFrom('notes').where('call_row', '=', callRow).execute();
    return true;
  }
  await db
    .insertInto('notes')
    .values({
      call_row: callRow,
      call_started_at: call.startedAt,
      tenant: own.tenant,
      agent_id: own.agentId,
      text,
      at,
    })
    .onConflict((conflict) => conflict.column('call_row').doUpdateSet({ text, at }))
    .execute();
  return true;
}

export async function checkIn(db: Database, own: OwnKey, feeling: Feeling, at: number): Promise<void> {
  await db
    .insertInto('check_ins')
    .values({ tenant: own.tenant, agent_id: own.agentId, at, feeling })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function listCheckIns(db: Database, own: OwnKey, span: Span): Promise<readonly CheckIn[]> {
  return db
    .selectFrom('check_ins')
    .select(['at', 'feeling'])
    .where('tenant', '=', own.tenant)
    .where('agent_id', '=', own.agentId)
    .where('at', '>=', span.from)
    .where('at', '<', span.to)
    .orderBy('at')
    .execute();
}
