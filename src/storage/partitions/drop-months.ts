import { SqliteAdapter, sql } from 'kysely';
import type { Database } from '../database.js';
import type { Tables } from '../tables.js';
import { CALL_ROWS, PARTITIONED, type Partitioned } from './partitioned-tables.js';

/** Rows that went with the months of one table, by tenant. */
export type Dropped = ReadonlyMap<string, number>;

const NOTHING: Dropped = new Map();

/**
 * Drops the months of a table that ended before the moment, with what hangs on their rows: no row is deleted, and the
 * files are gone at once. Where a month is held by somebody it stays, for rows to be deleted one by one.
 */
export async function dropMonthsBefore(db: Database, table: keyof Tables, before: number): Promise<Dropped> {
  const tables = PARTITIONED.find(([first]) => first!.table === table);
  if (tables === undefined || db.getExecutor().adapter instanceof SqliteAdapter) return NOTHING;
  const dropped = new Map<string, number>();
  for (const month of await monthsOf(db, table)) {
    if (month.to > before) continue;
    for (const [tenant, count] of await dropMonth(db, tables, month))
      dropped.set(tenant, (dropped.get(tenant) ?? 0) + count);
  }
  return dropped;
}

type Kept = { readonly name: string; readonly from: number; readonly to: number };

/** The months that a table has, by the bounds that PostgreSQL tells. */
async function monthsOf(db: Database, table: string): Promise<readonly Kept[]> {
  const { rows } = await sql<{ name: string; bound: string }>`
    select relname as name, pg_get_expr(relpartbound, oid) as bound from pg_class
    where oid in (select inhrelid from pg_inherits where inhparent = to_regclass(${table}))
    order by relname`.execute(db);
  return rows.flatMap(({ name, bound }) => {
    const [, from, to] = /FROM \('(-?\d+)'\) TO \('(-?\d+)'\)/.exec(bound) ?? [];
    return from === undefined || to === undefined
      ? []
      : [{ name: name.slice(table.length + 1), from: Number(from), to: Number(to) }];
  });
}

async function dropMonth(db: Database, tables: readonly Partitioned[], month: Kept): Promise<Dropped> {
  try {
    return await db.transaction().execute(async (transaction) => {
      await sql`set local lock_timeout = '5s'`.execute(transaction);
      const isWithNotes = tables === CALL_ROWS;
      const locked = [...tables.map(({ table }) => table), ...(isWithNotes ? (['notes'] as const) : [])];
      // In the order in which the writer of records takes them, so that neither waits for the other.
      await sql`lock table ${sql.join(locked.map((table) => sql.table(table)))} in access exclusive mode`.execute(
        transaction,
      );
      const first = sql.table(`${tables[0]!.table}_${month.name}`);
      const { rows } = await sql<{ tenant: string; n: number }>`
        select tenant, count(*) as n from ${first} group by tenant`.execute(transaction);
      if (isWithNotes)
        await transaction
          .deleteFrom('notes')
          .where('call_started_at', '>=', month.from)
          .where('call_started_at', '<', month.to)
          .execute();
      for (const { table } of [...tables].reverse()) {
        const partition = sql.table(`${table}_${month.name}`);
        await sql`alter table ${sql.table(table)} detach partition ${partition}`.execute(transaction);
        await sql`drop table ${partition}`.execute(transaction);
      }
      return new Map(rows.map(({ tenant, n }) => [tenant, Number(n)]));
    });
  } catch (cause) {
    if (isHeld(cause)) return NOTHING;
    throw cause;
  }
}

/** `lock_not_available`, `deadlock_detected`. */
function isHeld(cause: unknown): boolean {
  const code = (cause as { code?: unknown } | null)?.code;
  return code === '55P03' || code === '40P01';
}
