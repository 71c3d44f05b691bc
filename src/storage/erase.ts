import type { Kysely, Transaction } from 'kysely';
import { recordAudit } from './audit-trail.js';
import type { Database } from './database.js';
import type { OwnKey } from './own-records/own-calls.js';
import type { RecordKey, RecordWriter, StoredRecord } from './stored-record.js';
import type { Tables } from './tables.js';

/** What is to be erased, and on whose word. Published aggregates are frozen and rest on k people: they stay. */
export type Erasure =
  | { readonly what: 'own-call'; readonly own: OwnKey; readonly callRow: string }
  | { readonly what: 'agent'; readonly own: OwnKey }
  | {
      readonly what: 'objection';
      readonly tenant: string;
      readonly platform: string;
      readonly callId: string;
    };

/** The role on whose word it is done, and when. */
type By = { readonly actor: string; readonly at: number };

/** Rows taken out, by table; `waiting` counts records that were not yet in one. */
export type ErasureReport = Readonly<Record<string, number>>;

/** Tables whose rows name a call by its key, and an agent. */
const KEYED = ['cue_log', 'feedback', 'resets', 'bindings'] as const;

/** What erasing needs: the database, and whoever may still hold records for it. */
export type ErasureStore = { readonly db: Database; readonly writer: Pick<RecordWriter, 'withErased'> };

/**
 * Erases in one transaction together with its proof in the audit trail: both happen, or neither. What the writer still
 * holds of the erased, in memory or in its journal, goes first and is not written after.
 */
export async function erase({ db, writer }: ErasureStore, erasure: Erasure, by: By): Promise<ErasureReport> {
  return writer.withErased(await matcherOf(db, erasure), (waiting) =>
    db.transaction().execute(async (transaction) => {
      const report = { ...(await eraseRows(transaction, erasure, by)), waiting };
      await recordAudit(transaction, {
        tenant: erasure.what === 'objection' ? erasure.tenant : erasure.own.tenant,
        at: by.at,
        actor: by.actor,
        action: `erase.${erasure.what}`,
        subject: subjectOf(erasure),
        details: report,
      });
      return report;
    }),
  );
}

/** Which waiting records the erasure takes with it. */
async function matcherOf(db: Database, erasure: Erasure): Promise<(record: StoredRecord) => boolean> {
  switch (erasure.what) {
    case 'own-call': {
      const call = await ownCall(db, erasure);
      return ({ key }) =>
        call !== undefined &&
        isOwn(key, erasure.own) &&
        key.platform === call.platform &&
        key.callId === call.call_id;
    }
    case 'agent':
      return ({ key }) => isOwn(key, erasure.own);
    case 'objection':
      return ({ key }) =>
        key.tenant === erasure.tenant && key.platform === erasure.platform && key.callId === erasure.callId;
  }
}

function isOwn(key: RecordKey, own: OwnKey): boolean {
  return key.tenant === own.tenant && key.agentId === own.agentId;
}

function ownCall(db: Kysely<Tables>, { own, callRow }: Extract<Erasure, { what: 'own-call' }>) {
  return db
    .selectFrom('calls')
    .select(['platform', 'call_id'])
    .where('id', '=', callRow)
    .where('tenant', '=', own.tenant)
    .where('agent_id', '=', own.agentId)
    .executeTakeFirst();
}

function subjectOf(erasure: Erasure): string {
  switch (erasure.what) {
    case 'own-call':
      return `call-row:${erasure.callRow}`;
    case 'agent':
      return `agent:${erasure.own.agentId}`;
    case 'objection':
      return `call:${erasure.platform}:${erasure.callId}`;
  }
}

async function eraseRows(transaction: Transaction<Tables>, erasure: Erasure, by: By): Promise<ErasureReport> {
  switch (erasure.what) {
    case 'own-call': {
      const call = await ownCall(transaction, erasure);
      if (call === undefined) return { calls: 0 };
      return eraseMatching(transaction, {
        tenant: erasure.own.tenant,
        agent_id: erasure.own.agentId,
        platform: call.platform,
        call_id: call.call_id,
      });
    }
    case 'agent': {
      const match = { tenant: erasure.own.tenant, agent_id: erasure.own.agentId };
      const report = await eraseMatching(transaction, match);
      const { numDeletedRows } = await transaction
        .deleteFrom('check_ins')
        .where('tenant', '=', match.tenant)
        .where('agent_id', '=', match.agent_id)
        .executeTakeFirst();
      const former = by.actor === 'admin' ? await eraseFormer(transaction, match, by.at) : {};
      return { ...report, check_ins: Number(numDeletedRows), ...former };
    }
    case 'objection':
      return eraseMatching(transaction, {
        tenant: erasure.tenant,
        platform: erasure.platform,
        call_id: erasure.callId,
      });
  }
}

/** Who has left every team goes out of the directory too; whoever still works is needed there to place their calls. */
async function eraseFormer(
  transaction: Transaction<Tables>,
  match: { readonly tenant: string; readonly agent_id: string },
  now: number,
): Promise<ErasureReport> {
  const open = await transaction
    .selectFrom('memberships')
    .select('agent_id')
    .where((where) => where.and(match))
    .where((or) => or.or([or('to_at', 'is', null), or('to_at', '>', now)]))
    .executeTakeFirst();
  if (open !== undefined) return { memberships: 0, agents: 0 };
  const report: Record<string, number> = {};
  for (const table of ['memberships', 'agents'] as const) {
    const deleted = await transaction
      .deleteFrom(table)
      .where((where) => where.and(match))
      .executeTakeFirst();
    report[table] = Number(deleted.numDeletedRows);
  }
  return report;
}

type Match = { tenant: string; agent_id?: string; platform?: string; call_id?: string };

async function eraseMatching(transaction: Transaction<Tables>, match: Match): Promise<ErasureReport> {
  const report: Record<string, number> = {};
  // Episodes, own facts and notes hang on the call's row and go with it.
  for (const table of ['calls', ...KEYED] as const) {
    let query = transaction.deleteFrom(table).where('tenant', '=', match.tenant);
    if (match.agent_id !== undefined) query = query.where('agent_id', '=', match.agent_id);
    if (match.platform !== undefined) query = query.where('platform', '=', match.platform);
    if (match.call_id !== undefined) query = query.where('call_id', '=', match.call_id);
    report[table] = Number((await query.executeTakeFirst()).numDeletedRows);
  }
  return report;
}
