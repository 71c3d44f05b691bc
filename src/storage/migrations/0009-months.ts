import { type Kysely, type Migration, SqliteAdapter, sql, type Transaction } from 'kysely';
import { addMonth, copyStatisticsTargets } from '../partitions/make-months.js';
import { monthOf, monthsBetween } from '../partitions/month.js';
import type { Tables } from '../tables.js';

/** What hangs on a call's row also knows when the call began. */
const HANGING = ['episodes', 'own_facts', 'notes'] as const;

type Whole = {
  readonly table: 'calls' | 'episodes' | 'own_facts' | 'cue_log' | 'feedback' | 'bindings';
  readonly time: string;
  readonly key: readonly string[];
  readonly indexes: Readonly<Record<string, readonly string[]>>;
};

const OF_CALL = ['tenant', 'platform', 'call_id'] as const;

/** The tables that get months, in the order of their references: it is data, and frozen since it was released. */
const WHOLE: readonly Whole[] = [
  {
    table: 'calls',
    time: 'started_at',
    key: ['id', 'started_at'],
    indexes: {
      calls_by_agent: ['tenant', 'agent_id', 'started_at'],
      calls_by_time: ['tenant', 'started_at'],
      calls_by_key: OF_CALL,
    },
  },
  {
    table: 'episodes',
    time: 'call_started_at',
    key: ['call_row', 'call_started_at', 'onset_ms'],
    indexes: {},
  },
  { table: 'own_facts', time: 'call_started_at', key: ['call_row', 'call_started_at'], indexes: {} },
  {
    table: 'cue_log',
    time: 'decided_at',
    key: [...OF_CALL, 'cue_id', 'decided_at', 'outcome'],
    indexes: {
      cue_log_by_agent: ['tenant', 'agent_id', 'decided_at'],
      cue_log_by_time: ['tenant', 'decided_at'],
    },
  },
  {
    table: 'feedback',
    time: 'at',
    key: [...OF_CALL, 'cue_id', 'verdict', 'at'],
    indexes: { feedback_by_agent: ['tenant', 'agent_id', 'at'], feedback_by_time: ['tenant', 'at'] },
  },
  {
    table: 'bindings',
    time: 'at',
    key: [...OF_CALL, 'at', 'state'],
    indexes: { bindings_by_agent: ['tenant', 'agent_id', 'at'], bindings_by_time: ['tenant', 'at'] },
  },
];

/** Older records are kept in the partition for the rest. */
const MONTHS_BACK = 36;
const MONTHS_AHEAD = 2;
/** Pages of a table that are copied by one statement: 32 MiB, far within the time that a statement has. */
const PAGES_AT_ONCE = 4096;

/**
 * On PostgreSQL calls and what hangs on them are kept in partitions by month of UTC, which retention drops whole. All
 * rows are copied, in one transaction: nodes that run wait, and lose nothing. SQLite gets the column alone.
 */
export const months: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of isSqlite(db) ? HANGING : (['notes'] as const))
      await db.schema.alterTable(table).addColumn('call_started_at', 'bigint').execute();
    if (isSqlite(db)) {
      for (const table of HANGING)
        await sql`update ${sql.table(table)} set call_started_at =
          (select started_at from calls where id = call_row)`.execute(db);
      return;
    }
    const transaction = db as unknown as Transaction<Tables>;
    await letGoOfCalls(transaction);
    for (const whole of WHOLE) await setAside(transaction, whole);
    await makePartitions(transaction);
    for (const whole of WHOLE) await copyBack(transaction, whole);
    for (const { table } of WHOLE) await sql`drop table ${sql.table(`${table}_whole`)}`.execute(transaction);
    await hangNotes(transaction);
    await fillForOlderNodes(transaction);
  },

  async down(db: Kysely<unknown>): Promise<void> {
    if (!isSqlite(db)) await makeWhole(db as unknown as Transaction<Tables>);
    for (const table of HANGING) await db.schema.alterTable(table).dropColumn('call_started_at').execute();
  },
};

function isSqlite(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}

const hanging = (table: string) => (HANGING as readonly string[]).includes(table);

async function letGoOfCalls(db: Transaction<Tables>): Promise<void> {
  for (const table of HANGING)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(`${table}_call_row_fkey`)}`.execute(
      db,
    );
}

/** The rows as they are, under another name, and an empty table with the same columns in its place. */
async function setAside(db: Transaction<Tables>, { table, time, key, indexes }: Whole): Promise<void> {
  const whole = `${table}_whole`;
  await sql`alter table ${sql.table(table)} rename to ${sql.table(whole)}`.execute(db);
  for (const index of Object.keys(indexes)) await sql`drop index ${sql.ref(index)}`.execute(db);
  const primary = await primaryKeyName(db, whole);
  await sql`alter table ${sql.table(whole)} rename constraint ${sql.ref(primary)}
    to ${sql.ref(`${whole}_key`)}`.execute(db);
  const started = hanging(table) ? sql`, call_started_at bigint` : sql``;
  await sql`create table ${sql.table(table)} (like ${sql.table(whole)} including defaults${started})
    partition by range (${sql.ref(time)})`.execute(db);
  await sql`alter table ${sql.table(table)} add constraint ${sql.ref(primary)}
    primary key (${sql.join(key.map((column) => sql.ref(column)))})`.execute(db);
  await copyStatisticsTargets(db, whole, table);
  await addIndexes(db, table, indexes);
  if (hanging(table)) await hangOnCalls(db, table);
  await sql`create table ${sql.table(`${table}_rest`)} partition of ${sql.table(table)} default`.execute(db);
  await copyStatisticsTargets(db, whole, `${table}_rest`);
}

async function primaryKeyName(db: Transaction<Tables>, table: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select conname as name from pg_constraint
    where conrelid = to_regclass(${table}) and contype = 'p'`.execute(db);
  return rows[0]!.name;
}

async function addIndexes(db: Transaction<Tables>, table: string, indexes: Whole['indexes']): Promise<void> {
  for (const [name, columns] of Object.entries(indexes))
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
}

async function hangOnCalls(db: Transaction<Tables>, table: string): Promise<void> {
  await sql`alter table ${sql.table(table)} add constraint ${sql.ref(`${table}_call_row_fkey`)}
    foreign key (call_row, call_started_at) references calls (id, started_at) on delete cascade`.execute(db);
}

async function makePartitions(db: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ first: number | null; now: number }>`
    select (select min(started_at) from calls_whole) as first,
      (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
  const now = Number(rows[0]!.now);
  const first = Math.max(Number(rows[0]!.first ?? now), monthOf(now, -MONTHS_BACK).from);
  for (const month of monthsBetween(Math.min(first, now), monthOf(now, MONTHS_AHEAD).from))
    for (const one of WHOLE) await addMonth(db, [one], month);
}

async function copyBack(db: Transaction<Tables>, { table }: Whole): Promise<void> {
  const from = sql.table(`${table}_whole`);
  const { rows } = await sql<{ pages: number }>`
    select (pg_relation_size(to_regclass(${`${table}_whole`})) / 8192)::integer as pages`.execute(db);
  for (let page = 0; page < rows[0]!.pages; page += PAGES_AT_ONCE) {
    const range = sql`one.ctid >= ${`(${page},0)`}::tid and one.ctid < ${`(${page + PAGES_AT_ONCE},0)`}::tid`;
    const rowsOf = hanging(table)
      ? sql`select one.*, calls_whole.started_at from ${from} as one join calls_whole on calls_whole.id = one.call_row`
      : sql`select * from ${from} as one`;
    await sql`insert into ${sql.table(table)} ${rowsOf} where ${range}`.execute(db);
  }
}

async function hangNotes(db: Transaction<Tables>): Promise<void> {
  await sql`update notes set call_started_at = calls.started_at from calls where calls.id = call_row`.execute(
    db,
  );
  await sql`alter table notes alter column call_started_at set not null`.execute(db);
  await hangOnCalls(db, 'notes');
}

/** Nodes of the version before go on writing during an upgrade, without the column: it is looked up for them. */
async function fillForOlderNodes(db: Transaction<Tables>): Promise<void> {
  await sql`create function fill_call_started_at() returns trigger language plpgsql as $$
    begin
      if new.call_started_at is not null then return new; end if;
      select started_at into new.call_started_at from calls where id = new.call_row;
      if new.call_started_at is null or tg_argv[0] = 'notes' then return new; end if;
      execute format('insert into %I select ($1).* on conflict do nothing', tg_argv[0]) using new;
      return null;
    end $$`.execute(db);
  for (const table of HANGING)
    await sql`create trigger fill_call_started_at before insert on ${sql.table(table)} for each row
      execute function fill_call_started_at(${sql.lit(table)})`.execute(db);
}

/** Whole tables again, as the migrations before made them. */
async function makeWhole(db: Transaction<Tables>): Promise<void> {
  await letGoOfCalls(db);
  for (const table of HANGING)
    await sql`drop trigger fill_call_started_at on ${sql.table(table)}`.execute(db);
  await sql`drop function fill_call_started_at()`.execute(db);
  for (const { table, key, indexes } of WHOLE) {
    const parts = `${table}_months`;
    await sql`alter table ${sql.table(table)} rename to ${sql.table(parts)}`.execute(db);
    await sql`create table ${sql.table(table)} (like ${sql.table(parts)} including defaults)`.execute(db);
    await sql`insert into ${sql.table(table)} select * from ${sql.table(parts)}`.execute(db);
    const primary = await primaryKeyName(db, parts);
    await copyStatisticsTargets(db, parts, table);
    await sql`drop table ${sql.table(parts)}`.execute(db);
    const before = keyBefore(table, key);
    await sql`alter table ${sql.table(table)} add constraint ${sql.ref(primary)}
      primary key (${sql.join(before.map((column) => sql.ref(column)))})`.execute(db);
    await addIndexes(db, table, indexes);
  }
  for (const table of HANGING)
    await sql`alter table ${sql.table(table)} add constraint ${sql.ref(`${table}_call_row_fkey`)}
      foreign key (call_row) references calls (id) on delete cascade`.execute(db);
}

function keyBefore(table: Whole['table'], key: readonly string[]): readonly string[] {
  if (table === 'calls') return ['id'];
  return key.filter((column) => column !== 'call_started_at');
}
