import { type RawBuilder, type Selectable, sql, type Transaction } from 'kysely';
import type { AgentBinding, CallKey } from '../binding/agent-binding.js';
import type { StandingChanges, StandingStore } from '../binding/standing-store.js';
import { recordAudit } from './audit/audit-trail.js';
import type { Database } from './database.js';
import type { Actor } from './erasure-report.js';
import { bindLate, hasHadAnother, holdForBinding, isOver, reopen } from './late-binding.js';
import { databaseClock, eraseVoice } from './objection.js';
import { RecentErasures } from './recent-erasures.js';
import type { Storage } from './storage.js';
import { digestOf } from './subject-digest.js';
import type { LiveBindingsTable, Tables } from './tables.js';
import { whenNotLocked } from './when-not-locked.js';

/** How far back a change may lie that was committed after a later one had been read. */
const OVERLAP_MS = 10_000;
/** The row of a binding that has ended tells other nodes so, then goes. */
const ENDED_KEPT_MS = 60_000;

/** For how long each stands. */
export type StandingLifetimes = {
  readonly bindingMs: number;
  readonly objectionMs: number;
  /** For how long after its end a call without an agent may be bound. */
  readonly lateMs: number;
};

/** Bindings and objections in the database; its schema is brought up to date before the first reading. */
export function standingDatabase(
  { db, ready, writer }: Pick<Storage, 'db' | 'ready' | 'writer'>,
  now: () => number,
  lifetimes: StandingLifetimes,
): StandingStore {
  const erased = new RecentErasures(db);
  return {
    changes: async (since) => {
      await ready();
      return { ...(await changesSince(db, since, now(), lifetimes)), erased: await erased.next(now()) };
    },
    isOver: (call) => isOver(db, call),
    reopen: (call) => whenNotLocked(() => reopen(db, call)),
    bind: (binding, on, isLive) => bind(db, binding, { ...on, at: now(), isLive }, lifetimes),
    unbind: (call, on) => unbind(db, call, { ...on, at: now() }, lifetimes),
    hold: (call, isOn, on) => hold(db, call, isOn, { ...on, at: now() }),
    object: (call, on) => eraseVoice({ db, writer }, call, 'objection', { ...on, at: now() }),
    withdrawNotice: (call) => eraseVoice({ db, writer }, call, 'no-notice', { actor: 'stream', at: now() }),
    digest: ({ platform, callId }, salt) => digestOf(`call:${platform}:${callId}`, salt),
  };
}

async function changesSince(
  db: Database,
  since: number | null,
  now: number,
  { bindingMs, objectionMs }: StandingLifetimes,
): Promise<Omit<StandingChanges, 'erased'>> {
  const { rows } = await sql<{ now: number }>`select ${databaseClock(db)} as now`.execute(db);
  const asOf = Number(rows[0]!.now);
  const from = since === null ? 0 : since - OVERLAP_MS;
  const objections = await db
    .selectFrom('objections')
    .select(['tenant', 'call_digest as digest', 'at'])
    .where('changed_at', '>=', from)
    .where('at', '>', now - objectionMs)
    .execute();
  const bindings = await db
    .selectFrom('live_bindings')
    .selectAll()
    .where('changed_at', '>=', Math.max(from, asOf - bindingMs))
    .orderBy('changed_at')
    .execute();
  // Of every tenant: a node that is told of an objection while the database is away has to know which call it is.
  const salts = await db.selectFrom('audit_salts').selectAll().execute();
  return { asOf, objections, salts, bindings: bindings.map(toChange) };
}

function toChange(row: Selectable<LiveBindingsTable>): StandingChanges['bindings'][number] {
  const { tenant } = row;
  const call = { tenant, platform: row.platform, callId: row.call_id };
  const isHeld = row.state === 'held';
  if (row.agent_id === '') return { call, binding: null, isHeld, at: row.changed_at };
  const { source, state } = row as Pick<AgentBinding, 'source' | 'state'>;
  const agent = { tenant, agentId: row.agent_id };
  return { call, binding: { call, agent, source, state }, isHeld, at: row.changed_at };
}

async function bind(
  db: Database,
  { call, agent, source, state }: AgentBinding,
  by: Actor & { readonly isLive: boolean },
  { bindingMs, lateMs }: StandingLifetimes,
): Promise<'kept' | 'taken' | 'late'> {
  const changed_at = databaseClock(db);
  const change = { agent_id: agent.agentId, source, state, changed_at };
  // Only `hold` takes a hold back: it may have been said on another node meanwhile.
  const isHeld = sql`live_bindings.state = 'held' and live_bindings.changed_at >= ${before(changed_at, bindingMs)}`;
  const heldOr = sql<string>`case when ${isHeld} then 'held' else ${state} end`;
  return inTransaction(db, async (transaction) => {
    await holdForBinding(transaction, call);
    // The node of the call knows who was heard on it; every other one reads it here.
    if (source === 'desktop' && (await hasHadAnother(transaction, call, agent.agentId))) return 'taken';
    if (!by.isLive && (await bindLate(transaction, { call, agent, source }, { now: by.at, lateMs }))) {
      await prove(transaction, call, { action: 'bind', details: { source, state: 'over' } }, by);
      return 'late';
    }
    const kept = await transaction
      .insertInto('live_bindings')
      .values({ tenant: call.tenant, platform: call.platform, call_id: call.callId, ...change })
      .onConflict((conflict) => {
        const update = conflict
          .columns(['tenant', 'platform', 'call_id'])
          .doUpdateSet({ ...change, state: heldOr });
        if (source !== 'desktop') return update;
        // A desktop speaks only for itself: it never takes another agent's call.
        return update.where((where) =>
          where.or([
            where('live_bindings.agent_id', 'in', ['', agent.agentId]),
            where('live_bindings.changed_at', '<', before(changed_at, bindingMs)),
          ]),
        );
      })
      .returning('agent_id')
      .executeTakeFirst();
    if (kept === undefined) return 'taken';
    await prove(transaction, call, { action: 'bind', details: { source, state } }, by);
    return 'kept';
  });
}

function unbind(db: Database, call: CallKey, by: Actor, { bindingMs }: StandingLifetimes): Promise<void> {
  const changed_at = databaseClock(db);
  return inTransaction(db, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('live_bindings')
      .set({ agent_id: '', state: ENDED_UNLESS_HELD, changed_at })
      .where('tenant', '=', call.tenant)
      .where('platform', '=', call.platform)
      .where('call_id', '=', call.callId)
      .where('agent_id', '!=', '')
      .executeTakeFirst();
    await transaction
      .deleteFrom('live_bindings')
      .where('tenant', '=', call.tenant)
      .where('agent_id', '=', '')
      .where((where) =>
        where.or([
          where('changed_at', '<', before(changed_at, bindingMs)),
          where.and([
            where('state', '!=', 'held'),
            where('changed_at', '<', before(changed_at, ENDED_KEPT_MS)),
          ]),
        ]),
      )
      .execute();
    if (numUpdatedRows > 0n) await prove(transaction, call, { action: 'unbind', details: {} }, by);
  });
}

const ENDED_UNLESS_HELD = sql<string>`case when state = 'held' then 'held' else 'ended' end`;

/** A row without an agent keeps the hold of a call that nobody is on. */
function hold(db: Database, call: CallKey, isOn: boolean, by: Actor): Promise<void> {
  const changed_at = databaseClock(db);
  const { tenant, platform, callId: call_id } = call;
  return inTransaction(db, async (transaction) => {
    await holdForBinding(transaction, call);
    const { numUpdatedRows } = await transaction
      .updateTable('live_bindings')
      .set({
        state: isOn ? 'held' : sql<string>`case when agent_id = '' then 'ended' else 'active' end`,
        changed_at,
      })
      .where((where) => where.and({ tenant, platform, call_id }))
      .executeTakeFirst();
    const isNew = numUpdatedRows === 0n;
    if (isNew && !isOn) return;
    if (isNew)
      await transaction
        .insertInto('live_bindings')
        .values({ tenant, platform, call_id, agent_id: '', source: 'announce', state: 'held', changed_at })
        .execute();
    await prove(transaction, call, { action: isOn ? 'hold' : 'resume', details: {} }, by);
  });
}

const before = (clock: RawBuilder<number>, ms: number) => sql<number>`${clock} - ${ms}`;

function inTransaction<T>(db: Database, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
  return whenNotLocked(() => db.transaction().execute(work));
}

type Proof = { readonly action: string; readonly details: Readonly<Record<string, string>> };

/** What a stream says of its own call is in the bindings already; what a person or a machine says beside it is proven. */
async function prove(
  transaction: Transaction<Tables>,
  { tenant, platform, callId }: CallKey,
  proof: Proof,
  by: Actor,
): Promise<void> {
  if (by.actor === 'stream') return;
  await recordAudit(transaction, { ...by, ...proof, tenant, subject: `call:${platform}:${callId}` });
}
