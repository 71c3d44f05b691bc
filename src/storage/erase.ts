import { type Kysely, SqliteAdapter, sql, type Transaction } from 'kysely';
import { recordAudit } from './audit/audit-trail.js';
import type { Database } from './database.js';
import { raiseBarrier } from './erasure-barrier.js';
import type { Actor, ErasureReport } from './erasure-report.js';
import { keepObjection } from './objection.js';
import type { OwnKey } from './own-records/own-calls.js';
import { scrubAndProve } from './scrub-files.js';
import type { RecordKey, RecordWriter, StoredRecord } from './stored-record.js';
import type { Tables } from './tables.js';
import { whenNotLocked } from './when-not-locked.js';

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

/** Tables whose rows name a call by its key, and an agent. */
const KEYED = ['cue_log', 'feedback', 'resets', 'bindings', 'live_bindings'] as const;

/** Tables from which an erasure takes rows, with what hangs on them. */
const ERASED_FROM = [
  'calls',
  'episodes',
  'own_facts',
  'notes',
  'check_ins',
  'memberships',
  'agents',
  ...KEYED,
] as const;

/** What erasing needs: the database, and the writer that may still hold records for it. */
export type ErasureStore = {
  readonly db: Database;
  readonly writer: Pick<RecordWriter, 'withErased'>;
  /** Lets every node know what now stands. */
  readonly tellNodes?: () => Promise<void>;
};

/**
 * Erases in one transaction together with its proof in the audit trail and a barrier for the writers of all nodes: all
 * happen, or none. What this node's writer still holds of the subject, in memory or in its journal, goes first. Then the
 * database's files are scrubbed, and the trail says so.
 * @throws EvenkeelError `storage.busy`: nothing was erased from the database
 */
export async function erase(store: ErasureStore, erasure: Erasure, by: Actor): Promise<ErasureReport> {
  const { db, writer, tellNodes } = store;
  const action = `erase.${erasure.what}`;
  const tenant = erasure.what === 'objection' ? erasure.tenant : erasure.own.tenant;
  const report = await writer.withErased(await matcherOf(db, erasure), (waiting) =>
    whenNotLocked(() =>
      db.transaction().execute(async (transaction) => {
        const rows = { ...(await eraseRows(transaction, erasure, by)), waiting };
        const entry = { tenant, action, subject: subjectOf(erasure), details: rows };
        await recordAudit(transaction, { ...by, ...entry });
        return rows;
      }),
    ),
  );
  await tellNodes?.();
  await scrubAndProve(db, { tenant, after: action, tables: ERASED_FROM }, by);
  return report;
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

async function eraseRows(
  transaction: Transaction<Tables>,
  erasure: Erasure,
  by: Actor,
): Promise<ErasureReport> {
  switch (erasure.what) {
    case 'own-call': {
      const call = await ownCall(transaction, erasure);
      if (call === undefined) return { calls: 0 };
      const { platform, call_id: callId } = call;
      const { tenant, agentId } = erasure.own;
      await raiseBarrier(transaction, tenant, { of: 'own-call', platform, callId, agentId }, by.at);
      return eraseMatching(transaction, {
        tenant: erasure.own.tenant,
        agent_id: erasure.own.agentId,
        platform: call.platform,
        call_id: call.call_id,
      });
    }
    case 'agent': {
      const { tenant, agentId } = erasure.own;
      await raiseBarrier(transaction, tenant, { of: 'agent', agentId }, by.at);
      const match = { tenant, agent_id: agentId };
      const report = await eraseMatching(transaction, match);
      const { numDeletedRows } = await transaction
        .deleteFrom('check_ins')
        .where('tenant', '=', match.tenant)
        .where('agent_id', '=', match.agent_id)
        .executeTakeFirst();
      const former = by.actor === 'admin' ? await eraseFormer(transaction, match, by.at) : {};
      return { ...report, check_ins: Number(numDeletedRows), ...former };
    }
    case 'objection': {
      const { tenant, platform, callId } = erasure;
      await raiseBarrier(transaction, tenant, { of: 'call', platform, callId }, by.at);
      await keepObjection(transaction, { tenant, platform, callId }, by.at);
      return eraseMatching(transaction, { tenant, platform, call_id: callId });
    }
  }
}

/** A person who has left every team is removed from the directory too; the others are needed there to place their calls. */
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

/** The row by which nodes learn that a call has ended names no agent any longer; the agent's bindings tell whose it was. */
async function eraseEndedBindings(transaction: Transaction<Tables>, match: Match): Promise<void> {
  await transaction
    .deleteFrom('live_bindings')
    .where('tenant', '=', match.tenant)
    .where('agent_id', '=', '')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('bindings')
          .select('bindings.at')
          .where('bindings.tenant', '=', match.tenant)
          .$if(match.agent_id !== undefined, (query) =>
            query.where('bindings.agent_id', '=', match.agent_id!),
          )
          .$if(match.call_id !== undefined, (query) => query.where('bindings.call_id', '=', match.call_id!))
          .whereRef('bindings.platform', '=', 'live_bindings.platform')
          .whereRef('bindings.call_id', '=', 'live_bindings.call_id'),
      ),
    )
    .execute();
}

async function eraseMatching(transaction: Transaction<Tables>, match: Match): Promise<ErasureReport> {
  const report: Record<string, number> = {};
  await eraseEndedBindings(transaction, match);
  // Episodes, own facts and notes hang on the call's row and go with it.
  for (const table of ['calls', ...KEYED] as const)
    report[table] = await deleteMatching(transaction, table, match);
  return report;
}

const ROWS_A_TIME = 200;

/** On SQLite a few rows a statement: years of one agent's calls would hold the loop. */
async function deleteMatching(
  transaction: Transaction<Tables>,
  table: 'calls' | (typeof KEYED)[number],
  match: Match,
): Promise<number> {
  const equal = Object.entries(match).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const where = sql`where ${sql.join(equal, sql` and `)}`;
  const isSqlite = transaction.getExecutor().adapter instanceof SqliteAdapter;
  const rows = isSqlite
    ? sql`where rowid in (select rowid from ${sql.table(table)} ${where} limit ${ROWS_A_TIME})`
    : where;
  for (let all = 0; ; ) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} ${rows}`.execute(transaction);
    all += Number(numAffectedRows ?? 0);
    if (!isSqlite || Number(numAffectedRows ?? 0) < ROWS_A_TIME) return all;
  }
}
