import { type Kysely, type Selectable, SqliteAdapter, sql, type Transaction } from 'kysely';
import type { AgentBinding, CallKey } from '../binding/agent-binding.js';
import { EvenkeelError } from '../errors.js';
import { holdBarrier, passBarrier } from './erasure-barrier.js';
import type { CallsTable, Tables } from './tables.js';

type Stretch = Pick<Selectable<CallsTable>, 'id' | 'agent_id' | 'started_at' | 'over_at'>;
type Late = Pick<AgentBinding, 'call' | 'agent' | 'source'>;

/** Whether the call's last stretch is kept, and no stream has taken the call up since. */
export async function isOver(db: Kysely<Tables>, call: CallKey): Promise<boolean> {
  return (await stretchesOf(db, call)).some(({ over_at }) => over_at !== null);
}

/** The call is in progress again. */
export async function reopen(db: Kysely<Tables>, { tenant, platform, callId }: CallKey): Promise<void> {
  await db
    .updateTable('calls')
    .set({ over_at: null })
    .where('tenant', '=', tenant)
    .where('platform', '=', platform)
    .where('call_id', '=', callId)
    .where('over_at', 'is not', null)
    .execute();
}

/**
 * Bindings of one call and its summary come one after the other, so that neither misses the other. Before anything
 * else of the transaction, and after the barrier; of several calls, in the order of their keys.
 */
export async function holdCall(transaction: Transaction<Tables>, call: CallKey): Promise<void> {
  if (transaction.getExecutor().adapter instanceof SqliteAdapter) return;
  const key = JSON.stringify([call.tenant, call.platform, call.callId]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, ${CALL_LOCKS}))`.execute(transaction);
}

const CALL_LOCKS = 7_263_042;

/**
 * A binding of a call that is over: within `lateMs` of its end it gives the agent what is kept of the call and is
 * without an agent, which is the whole call or its last stretch.
 * @returns false where the call is not over
 * @throws EvenkeelError `binding.call-over`
 */
export async function bindLate(
  transaction: Transaction<Tables>,
  late: Late,
  { now, lateMs }: { readonly now: number; readonly lateMs: number },
): Promise<boolean> {
  const stretches = await stretchesOf(transaction, late.call);
  const last = stretches.findLast(({ over_at }) => over_at !== null);
  if (last === undefined) return false;
  if (last.agent_id === late.agent.agentId) return true;
  if (last.agent_id !== null)
    throw new EvenkeelError('binding.call-over', 'It ended with another agent on it.');
  if (now - last.over_at! > lateMs) throw new EvenkeelError('binding.call-over');
  const isNobodys = stretches.every(({ agent_id }) => agent_id === null);
  if (!(await give(transaction, late, isNobodys ? stretches : [last], now)))
    throw new EvenkeelError('binding.call-over', 'What is kept of this agent was erased since.');
  return true;
}

/** Whether a stretch of the call is kept as another agent's: its agent channel has carried their voice. */
export async function hasHadAnother(db: Kysely<Tables>, call: CallKey, agentId: string): Promise<boolean> {
  return (await stretchesOf(db, call)).some(({ agent_id }) => agent_id !== null && agent_id !== agentId);
}

/** A summary is kept after its call was bound: what had no agent becomes the agent's by that binding. */
export async function applyBinding(
  transaction: Transaction<Tables>,
  call: CallKey,
  now: number,
): Promise<void> {
  const bound = await transaction
    .selectFrom('live_bindings')
    .select(['agent_id', 'source'])
    .where('tenant', '=', call.tenant)
    .where('platform', '=', call.platform)
    .where('call_id', '=', call.callId)
    .where('agent_id', '!=', '')
    .executeTakeFirst();
  if (bound === undefined) return;
  const stretches = await stretchesOf(transaction, call);
  const last = stretches.findLast(({ over_at }) => over_at !== null);
  if (last === undefined || last.agent_id !== null) return;
  const agent = { tenant: call.tenant, agentId: bound.agent_id };
  const source = bound.source as AgentBinding['source'];
  const isNobodys = stretches.every(({ agent_id }) => agent_id === null);
  await give(transaction, { call, agent, source }, isNobodys ? stretches : [last], now);
}

/** Oldest first. Sorted here: asked to, SQLite reads every call of the tenant by time rather than these by their key. */
async function stretchesOf(db: Kysely<Tables>, { tenant, platform, callId }: CallKey): Promise<Stretch[]> {
  const stretches = await db
    .selectFrom('calls')
    .select(['id', 'agent_id', 'started_at', 'over_at'])
    .where('tenant', '=', tenant)
    .where('platform', '=', platform)
    .where('call_id', '=', callId)
    .execute();
  return stretches.sort((a, b) => a.started_at - b.started_at);
}

/** Returns false where the agent's records of that time were erased: none of that may come back. */
async function give(
  transaction: Transaction<Tables>,
  { call, agent, source }: Late,
  stretches: readonly Stretch[],
  now: number,
): Promise<boolean> {
  const from = stretches[0]!.started_at;
  const key = { ...call, agentId: agent.agentId };
  const asOf = { type: 'binding', key, source, state: 'ended', at: from } as const;
  if ((await passBarrier(transaction, [asOf])).length === 0) return false;
  const agent_id = agent.agentId;
  const ids = stretches.map(({ id }) => id);
  await transaction.updateTable('calls').set({ agent_id }).where('id', 'in', ids).execute();
  const { tenant, platform, callId: call_id } = call;
  for (const [table, time] of [
    ['cue_log', 'decided_at'],
    ['resets', 'at'],
    ['feedback', 'at'],
  ] as const)
    await transaction
      .updateTable(table)
      .set({ agent_id })
      .where((where) => where.and({ tenant, platform, call_id }))
      .where('agent_id', 'is', null)
      .where(sql.ref<number>(time), '>=', from)
      .execute();
  await transaction
    .insertInto('bindings')
    .values({ tenant, platform, call_id, agent_id, source, state: 'ended', at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** What a transaction that binds holds, in the order in which the writer of records holds it. */
export async function holdForBinding(transaction: Transaction<Tables>, call: CallKey): Promise<void> {
  await holdBarrier(transaction, 'shared');
  await holdCall(transaction, call);
}
