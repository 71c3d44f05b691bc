import { setImmediate as yieldToAudio } from 'node:timers/promises';
import { SqliteAdapter, sql } from 'kysely';
import { recordAudit } from '../audit/audit-trail.js';
import { type Outdated, purgeAuditTrail } from '../audit/purge-audit-trail.js';
import type { Database } from '../database.js';
import type { ErasureStore } from '../erase.js';
import type { Actor } from '../erasure-report.js';
import { type Dropped, dropMonthsBefore } from '../partitions/drop-months.js';
import { proveScrub, scrubFiles } from '../scrub-files.js';
import type { Tables } from '../tables.js';

/** Kinds of record that are kept for a time of their own. */
export const RETENTION_CLASSES = [
  'calls',
  'cues',
  'resets',
  'bindings',
  'checkIns',
  'published',
  'audit',
] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/** Days for which each class is kept. */
export type RetentionDays = Readonly<Record<RetentionClass, number>>;

/** What a purge took out, or would take out. */
export type PurgeReport = {
  readonly dryRun: boolean;
  readonly classes: ReadonlyArray<{
    readonly class: RetentionClass;
    readonly days: number;
    /** Rows before this moment go. */
    readonly before: number;
    readonly rows: Readonly<Record<string, number>>;
  }>;
};

type Purged = { readonly table: keyof Tables; readonly time: string };

/** Tables of a class and the column that says how old a row is. What hangs on a call goes with the call. */
const PURGED: Readonly<Record<RetentionClass, readonly Purged[]>> = {
  calls: [
    { table: 'calls', time: 'started_at' },
    { table: 'erasures', time: 'at' },
    { table: 'objections', time: 'at' },
  ],
  cues: [
    { table: 'cue_log', time: 'decided_at' },
    { table: 'feedback', time: 'at' },
  ],
  resets: [{ table: 'resets', time: 'at' }],
  bindings: [
    { table: 'bindings', time: 'at' },
    { table: 'live_bindings', time: 'changed_at' },
  ],
  checkIns: [{ table: 'check_ins', time: 'at' }],
  published: [{ table: 'alerts', time: 'decided_at' }],
  // A chain: see purgeAuditTrail.
  audit: [],
};

/** Rows of one statement: SQLite stops the event loop for that long. */
const ROWS_A_TIME = 500;
const DAY_MS = 86_400_000;

export type PurgeOptions = {
  readonly days: RetentionDays;
  readonly now: number;
  /** Counts what would go, and keeps everything. */
  readonly dryRun: boolean;
  /** At whose word; absent = the daily purge's own. */
  readonly by?: { readonly actor: string; readonly by: string };
  /** Null = every tenant. */
  readonly tenant: string | null;
};

/**
 * Takes out what is older than its class is kept, a few rows at a time; the audit trail of every tenant says so.
 * Summaries that still wait for the database go by the same rule.
 */
export async function purge({ db, writer }: ErasureStore, options: PurgeOptions): Promise<PurgeReport> {
  const { days, now, dryRun, tenant } = options;
  const by = { actor: 'retention', ...options.by, at: now };
  if (!dryRun)
    await writer.withErased(
      (record) =>
        record.type === 'call' &&
        (tenant === null || record.key.tenant === tenant) &&
        record.startedAt < now - days.calls * DAY_MS,
      async () => {},
    );
  // Whole months go at once, of all tenants together; what is left of older rows goes one by one.
  const dropped = tenant === null && !dryRun ? await dropMonths(db, days, now) : NO_MONTHS;
  const sums = new Map<RetentionClass, Map<string, number>>();
  const touched: string[] = [];
  for (const one of tenant === null ? await tenantsOf(db, dropped) : [tenant]) {
    const counts: Record<string, number> = {};
    for (const name of RETENTION_CLASSES) {
      const deleted = await purgeClass(db, name, { tenant: one, before: now - days[name] * DAY_MS }, dryRun);
      const rows = Object.fromEntries(
        Object.entries(deleted).map(([table, n]) => [table, n + (dropped.get(table)?.get(one) ?? 0)]),
      );
      Object.assign(counts, rows);
      const sum = sums.get(name) ?? new Map<string, number>();
      for (const [table, count] of Object.entries(rows)) sum.set(table, (sum.get(table) ?? 0) + count);
      sums.set(name, sum);
    }
    if (!dryRun) await prove(db, one, counts, by);
    if (Object.values(counts).some((count) => count > 0)) touched.push(one);
  }
  if (!dryRun) await scrubAfter(db, touched, by);
  return {
    dryRun,
    classes: RETENTION_CLASSES.map((name) => ({
      class: name,
      days: days[name],
      before: now - days[name] * DAY_MS,
      rows: Object.fromEntries(sums.get(name) ?? []),
    })),
  };
}

const NO_MONTHS: ReadonlyMap<string, Dropped> = new Map();

/** What went, by table and tenant. */
async function dropMonths(
  db: Database,
  days: RetentionDays,
  now: number,
): Promise<ReadonlyMap<string, Dropped>> {
  const dropped = new Map<string, Dropped>();
  for (const name of RETENTION_CLASSES)
    for (const { table } of PURGED[name])
      dropped.set(table, await dropMonthsBefore(db, table, now - days[name] * DAY_MS));
  return dropped;
}

/** Tables from which a purge or an erasure takes rows, and those whose rows hang on them. */
const SCRUBBED: readonly (keyof Tables)[] = [
  ...Object.values(PURGED).flatMap((tables) => tables.map(({ table }) => table)),
  'episodes',
  'own_facts',
  'notes',
  'published_cells',
  'memberships',
  'agents',
  'audit_trail',
];

/**
 * Scrubs in any case: a process that ended before its scrub left no trace of that. Tables of any size, where something went
 * or an earlier scrub left one of them to this. The trail of every tenant concerned says whether it was done.
 */
async function scrubAfter(db: Database, touched: readonly string[], by: Actor): Promise<void> {
  const concerned = new Set([...touched, ...(await tenantsOwed(db))]);
  const mostBytes = concerned.size === 0 ? undefined : Number.POSITIVE_INFINITY;
  const complete = await scrubFiles(db, SCRUBBED, mostBytes);
  for (const tenant of concerned) await proveScrub(db, { tenant, after: 'purge', complete }, by);
}

/** Tenants whose scrub was left to the next purge and has not been completed since. */
async function tenantsOwed(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ tenant: string }>`select distinct tenant from audit_trail as owed
    where action = 'scrub' and details like '%"complete":false%' and not exists (
      select 1 from audit_trail as later where later.tenant = owed.tenant and later.seq > owed.seq
        and later.action = 'scrub' and later.details like '%"after":"purge"%"complete":true%')`.execute(db);
  return rows.map(({ tenant }) => tenant);
}

async function purgeClass(
  db: Database,
  name: RetentionClass,
  outdated: Outdated,
  dryRun: boolean,
): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const purged of PURGED[name])
    rows[purged.table] = dryRun
      ? await countBefore(db, purged, outdated)
      : await deleteBefore(db, purged, outdated);
  if (name === 'audit') rows.audit_trail = await purgeAuditTrail(db, outdated, dryRun);
  if (name === 'published') rows.published_cells = await purgePublished(db, outdated, dryRun);
  return rows;
}

/** Every tenant that has anything or had until now, by hopping along the indexes from one to the next. */
async function tenantsOf(db: Database, dropped: ReadonlyMap<string, Dropped>): Promise<readonly string[]> {
  const tenants = new Set([...dropped.values()].flatMap((counts) => [...counts.keys()]));
  const tables = [
    ...Object.values(PURGED).flatMap((purged) => purged.map(({ table }) => table)),
    'publications',
    'audit_trail',
  ];
  for (const table of tables)
    for (let last: string | null = ''; last !== null; ) {
      const { rows } = await sql<{ next: string | null }>`select min(tenant) as next from ${sql.table(table)}
        where tenant > ${last}`.execute(db);
      last = rows[0]?.next ?? null;
      if (last !== null) tenants.add(last);
    }
  return [...tenants].sort();
}

async function countBefore(
  db: Database,
  { table, time }: Purged,
  { tenant, before }: Outdated,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
    where tenant = ${tenant} and ${sql.ref(time)} < ${before}`.execute(db);
  return Number(rows[0]?.n ?? 0);
}

async function deleteBefore(
  db: Database,
  { table, time }: Purged,
  { tenant, before }: Outdated,
): Promise<number> {
  // Both databases give a row an address of its own: SQLite's rowid; PostgreSQL's ctid, within one partition.
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const address = isSqlite ? sql`rowid` : sql`tableoid, ctid`;
  let all = 0;
  for (;;) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where (${address}) in
      (select ${address} from ${sql.table(table)} where tenant = ${tenant} and ${sql.ref(time)} < ${before}
      limit ${ROWS_A_TIME})`.execute(db);
    all += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < ROWS_A_TIME) return all;
    await yieldToAudio();
  }
}

/** A published period goes as a whole; its decision stays, so that it is never published a second time. */
async function purgePublished(db: Database, { tenant, before }: Outdated, dryRun: boolean): Promise<number> {
  const old = await db
    .selectFrom('publications')
    .select(['team_id', 'week'])
    .where('tenant', '=', tenant)
    .where('published_at', '<', before)
    .execute();
  let all = 0;
  for (const { team_id, week } of old) {
    const match = { tenant, team_id, week };
    if (dryRun) {
      const { cells } = await db
        .selectFrom('published_cells')
        .select(({ fn }) => fn.countAll<number>().as('cells'))
        .where((where) => where.and(match))
        .executeTakeFirstOrThrow();
      all += Number(cells);
    } else {
      const { numDeletedRows } = await db
        .deleteFrom('published_cells')
        .where((where) => where.and(match))
        .executeTakeFirst();
      all += Number(numDeletedRows);
    }
  }
  return all;
}

async function prove(
  db: Database,
  tenant: string,
  details: Readonly<Record<string, number>>,
  by: Actor,
): Promise<void> {
  await db
    .transaction()
    .execute((transaction) =>
      recordAudit(transaction, { ...by, tenant, action: 'purge', subject: null, details }),
    );
}
