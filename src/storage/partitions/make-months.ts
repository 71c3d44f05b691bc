import { type Kysely, SqliteAdapter, sql, type Transaction } from 'kysely';
import type { Database } from '../database.js';
import type { Tables } from '../tables.js';
import { type Month, monthOf, monthsBetween } from './month.js';
import { CALL_ROWS, PARTITIONED, type Partitioned } from './partitioned-tables.js';

/** Months that are there before a record of them comes. */
const MONTHS_AHEAD = 2;
/** Nodes make partitions one after the other. */
const LOCK = 7_263_043;

/**
 * Makes the partitions of this month and the next, by the clock that all nodes share. Where one is missing, its rows are
 * kept in the partition for the rest, and are moved when it is made. SQLite has none.
 * @param from earlier months as well, from this moment on
 */
export async function makeMonthsAhead(db: Database, from?: number): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return;
  const now = await databaseNow(db);
  for (const month of monthsBetween(Math.min(from ?? now, now), monthOf(now, MONTHS_AHEAD).from))
    for (const tables of PARTITIONED) await makeMonth(db, tables, month);
}

async function databaseNow(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`.execute(db);
  return Number(rows[0]!.ms);
}

async function makeMonth(db: Kysely<Tables>, tables: readonly Partitioned[], month: Month): Promise<void> {
  if (await exists(db, tables[0]!, month)) return;
  await db.transaction().execute(async (transaction) => {
    // Whoever writes waits meanwhile, and is not held up for long.
    await sql`set local lock_timeout = '5s'`.execute(transaction);
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    if (!(await exists(transaction, tables[0]!, month))) await addMonth(transaction, tables, month);
  });
}

async function exists(db: Kysely<Tables>, { table }: Partitioned, { name }: Month): Promise<boolean> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass(${`${table}_${name}`})::text as found`.execute(db);
  return rows[0]?.found != null;
}

/** One month of tables that belong together; what the partitions for the rest hold of it is moved. */
export async function addMonth(
  transaction: Transaction<Tables>,
  tables: readonly Partitioned[],
  month: Month,
): Promise<void> {
  const isWithNotes = tables === CALL_ROWS;
  for (const { table } of tables) {
    const made = sql.table(`${table}_${month.name}`);
    await sql`create table ${made} (like ${sql.table(table)} including defaults)`.execute(transaction);
    await copyStatisticsTargets(transaction, table, `${table}_${month.name}`);
  }
  // A call's row takes with it what hangs on it: the notes wait aside, the rest has left before it goes.
  if (isWithNotes)
    await sql`create temporary table notes_aside on commit drop as
      select * from notes where call_started_at >= ${month.from} and call_started_at < ${month.to}`.execute(
      transaction,
    );
  for (const one of [...tables].reverse()) await moveFromRest(transaction, one, month);
  for (const { table } of tables)
    await sql`alter table ${sql.table(table)} attach partition ${sql.table(`${table}_${month.name}`)}
      for values from (${sql.lit(month.from)}) to (${sql.lit(month.to)})`.execute(transaction);
  if (!isWithNotes) return;
  await sql`insert into notes select * from notes_aside on conflict do nothing`.execute(transaction);
  await sql`drop table notes_aside`.execute(transaction);
}

async function moveFromRest(
  transaction: Transaction<Tables>,
  { table, time }: Partitioned,
  { name, from, to }: Month,
): Promise<void> {
  const rest = sql.table(`${table}_rest`);
  const isOfMonth = sql`${sql.ref(time)} >= ${from} and ${sql.ref(time)} < ${to}`;
  await sql`with moved as (delete from ${rest} where ${isOfMonth} returning *)
    insert into ${sql.table(`${table}_${name}`)} select * from moved`.execute(transaction);
}

/** A partition does not take them over: of columns that name somebody no statistics are kept. */
export async function copyStatisticsTargets(db: Kysely<Tables>, from: string, to: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = to_regclass(${from}) and attnum > 0 and not attisdropped and attstattarget = 0`.execute(
    db,
  );
  for (const { name } of rows)
    await sql`alter table ${sql.table(to)} alter column ${sql.ref(name)} set statistics 0`.execute(db);
}
