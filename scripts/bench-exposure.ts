/**
 * How fast the lead's page is answered over 90 days × 300 agents × 60 calls a day, on each database that is given.
 * The percentiles are of answers over HTTP, every one with another range of weeks and teams; query plans are kept
 * under `artifacts/`.
 *
 * `--doublings` repeats the centre with other agents and teams, within the database, so that millions are soon there.
 * SQLite in a temporary file; PostgreSQL where EVENKEEL_POSTGRES_URL names a server (a database is made and dropped).
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { rightsGuard } from '../src/http/authenticate.js';
import type { Database } from '../src/storage/database.js';
import { migrate } from '../src/storage/migrator.js';
import { makeMonthsAhead } from '../src/storage/partitions/make-months.js';
import { openDatabaseOf } from '../src/storage/storage.js';
import type { StorageChoice } from '../src/storage/storage-target.js';
import { DISCLOSURE } from '../src/wellbeing/exposure/disclosure.js';
import { type ExposureChoices, exposureRoutes } from '../src/wellbeing/exposure/exposure-routes.js';
import { publishDue, WHOLE_TENANT } from '../src/wellbeing/exposure/publisher.js';
import { writeMadeUpCentre } from '../src/wellbeing/made-up-centre/made-up-centre.js';
import { doubleCentre } from './exposure/double-centre.js';
import { doublePublished } from './exposure/double-published.js';
import { readOptions } from './read-options.js';

const { values: options } = readOptions(
  `npm run bench:exposure -- [options]

Fills a database with made-up calls of a centre and asks for the lead's page over HTTP, each time with other weeks and
teams; says how long the answers took. SQLite in a temporary file, and PostgreSQL where EVENKEEL_POSTGRES_URL names a
server (a database is made and dropped). Query plans are kept under artifacts/.

  --agents N         default 300
  --teams N          default 20
  --days N           default 90
  --calls N          calls of each agent a day, default 60
  --requests N       default 60
  --doublings N      repeats the centre with other agents and teams, within the database, default 0
  --published N      then repeats what is published of its teams, without their calls, default 0: the page reads no more
  --only NAME        one database alone: sqlite or postgres
  --json             one document on standard output

Examples:
  npm run bench:exposure -- --agents 60 --days 30 --calls 10
  npm run bench:exposure -- --agents 60 --teams 3 --doublings 6 --only postgres      20 million calls, 12 GB
  npm run bench:exposure -- --agents 60 --teams 3 --published 6 --only postgres      what the page reads of them`,
  {
    agents: { type: 'string', default: '300' },
    teams: { type: 'string', default: '20' },
    days: { type: 'string', default: '90' },
    calls: { type: 'string', default: '60' },
    requests: { type: 'string', default: '60' },
    doublings: { type: 'string', default: '0' },
    published: { type: 'string', default: '0' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
);
const TENANT = 'bench';
const DAY_MS = 86_400_000;
const END_MS = Date.UTC(2026, 5, 1);
const QUIET = { warn() {}, info() {} };

type Result = {
  readonly database: string;
  readonly calls: number;
  /** Weeks of teams that are published, and the rows that they are kept in. */
  readonly teamWeeks: number;
  readonly publishedRows: number;
  readonly fillSeconds: number;
  /** All tables and indexes; null where it was not asked. */
  readonly bytes: number | null;
  readonly publishSeconds: number;
  /** This process's own CPU for the median answer: what a busy machine does not blur. */
  readonly cpuP50Ms: number;
  /** The first answer of a process, which knows nothing yet. */
  readonly firstMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly limitMs: number;
};

async function measure(name: string, choice: StorageChoice, limitMs: number): Promise<Result> {
  const db = openDatabaseOf(choice, QUIET, 10_000);
  try {
    await migrate(db, 'latest');
    const plan = {
      tenant: TENANT,
      agents: Number(options.agents),
      teams: Number(options.teams),
      days: Number(options.days),
      calls: Number(options.calls),
      endMs: END_MS,
      seed: 1,
      everyDay: true,
    };
    await makeMonthsAhead(db, END_MS - (plan.days + 1) * DAY_MS);
    const fillStarted = process.hrtime.bigint();
    const calls = (await writeMadeUpCentre(db, plan)) * 2 ** Number(options.doublings);
    for (let round = 1; round <= Number(options.doublings); round++) await doubleCentre(db, plan, round);
    const fillSeconds = seconds(fillStarted);
    await analyze(db, name);
    const started = process.hrtime.bigint();
    const rule = { rule: DISCLOSURE, delayMs: 86_400_000, minimumHistoryWeeks: 4 };
    await publishDue(db, TENANT, rule, END_MS + 5 * DAY_MS);
    const publishSeconds = seconds(started);
    for (let round = 1; round <= Number(options.published); round++) await doublePublished(db, TENANT, round);
    await analyze(db, name);
    const times = await askAll(db);
    keepPlans(name, await plansOf(db, name));
    return {
      database: name,
      calls,
      teamWeeks: await countOf(db, 'publications'),
      publishedRows: await countOf(db, 'published_cells'),
      fillSeconds: round(fillSeconds),
      bytes: await sizeOf(db, name),
      publishSeconds: round(publishSeconds),
      cpuP50Ms: round(percentile(times.cpu, 0.5)),
      firstMs: round(times.wall[0]!),
      p50Ms: round(percentile(times.wall, 0.5)),
      p95Ms: round(percentile(times.wall, 0.95)),
      limitMs,
    };
  } finally {
    await db.destroy();
  }
}

/** Table by table: of millions of calls, all at once takes longer than one statement may. */
async function analyze(db: Database, name: string): Promise<void> {
  if (name === 'SQLite') {
    await sql`analyze`.execute(db);
    return;
  }
  const { rows } = await sql<{ table: string }>`select oid::regclass::text as table from pg_class
    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relkind desc`.execute(db);
  for (const { table } of rows) await sql`analyze ${sql.table(table)}`.execute(db);
}

type Times = { readonly wall: number[]; readonly cpu: number[] };

async function askAll(db: Database): Promise<Times> {
  const app = Fastify();
  const principal = {
    role: 'lead',
    tenant: TENANT,
    subject: 'lea',
    teams: ['*'],
    expiresAtMs: END_MS * 2,
  } as const;
  const requireRight = rightsGuard(async () => principal);
  await app.register(exposureRoutes({ db, requireRight, now: () => END_MS, rule: DISCLOSURE }));
  const headers = { authorization: 'Bearer bench' };
  const { weeks, teams } = (
    await app.inject({ url: '/v1/exposure/options', headers })
  ).json<ExposureChoices>();
  const times: Times = { wall: [], cpu: [] };
  for (let n = 0; n < Number(options.requests); n += 1) {
    // Every third request is the whole quarter and every team: the heaviest there is.
    const from = weeks[n % 3 === 0 ? 0 : n % weeks.length];
    const asked =
      n % 3 === 0 ? '' : `&teams=${teams.slice(0, 1 + (n % teams.length)).map(({ teamId }) => teamId)}`;
    const started = process.hrtime.bigint();
    const before = process.cpuUsage();
    const answer = await app.inject({
      url: `/v1/exposure/report?from=${from}&to=${weeks.at(-1)}${asked}`,
      headers,
    });
    times.wall.push(seconds(started) * 1000);
    const { user, system } = process.cpuUsage(before);
    times.cpu.push((user + system) / 1000);
    if (answer.statusCode !== 200) throw new Error(answer.body);
  }
  await app.close();
  return times;
}

async function plansOf(db: Database, name: string): Promise<string> {
  const cells = sql`select team_id, numbers from published_cells
    where tenant = ${sql.lit(TENANT)} and week = '2026-W20' and team_id in ('team-00', 'team-01') and grain = 'sums'`;
  const stored = sql`select team_id, week from published_cells where tenant = ${sql.lit(TENANT)}
    and week >= '2026-W10' and week <= '2026-W22' and team_id in ('team-00', 'team-01') and grain = 'sums'`;
  const calls = sql`select id, agent_id, started_at, ended_at from calls where tenant = ${sql.lit(TENANT)}
    and agent_id in ('agent-000', 'agent-020') and started_at >= ${sql.lit(END_MS - 7 * DAY_MS)}
    and started_at < ${sql.lit(END_MS)}`;
  const explain = name === 'SQLite' ? sql`explain query plan ` : sql`explain (analyze, buffers) `;
  const lines: string[] = [];
  for (const [title, query] of [
    ['what the page asks whether it is still stored', stored],
    ['what the page reads of a week', cells],
    ['what publication reads of two agents and one week', calls],
  ] as const) {
    const { rows } = await sql`${explain}${query}`.execute(db);
    lines.push(`-- ${title}`, ...rows.map((row) => Object.values(row as object).join(' | ')), '');
  }
  return lines.join('\n');
}

async function countOf(db: Database, table: 'publications' | 'published_cells'): Promise<number> {
  const { rows } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('team_id', '!=', WHOLE_TENANT)
    .executeTakeFirstOrThrow();
  return Number(rows);
}

async function sizeOf(db: Database, name: string): Promise<number | null> {
  if (name === 'SQLite') return null;
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(
    db,
  );
  return Number(rows[0]!.bytes);
}

function keepPlans(name: string, text: string): void {
  mkdirSync('artifacts', { recursive: true });
  writeFileSync(join('artifacts', `exposure-plans-${name.toLowerCase()}.txt`), text);
}

function seconds(since: bigint): number {
  return Number(process.hrtime.bigint() - since) / 1e9;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

async function onSqlite(): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  try {
    const sqliteFile = join(folder, 'bench.sqlite');
    return await measure('SQLite', { sqliteFile, postgresUrl: null, postgresConnections: 1 }, 1_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(server: string): Promise<Result> {
  const name = `evenkeel_bench_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  try {
    const url = new URL(server);
    url.pathname = `/${name}`;
    return await measure(
      'PostgreSQL',
      { sqliteFile: null, postgresUrl: url.href, postgresConnections: 2 },
      300,
    );
  } finally {
    // What went wrong before is not to be hidden by a vacuum that has not let go yet.
    await client
      .query(`drop database ${name} with (force)`)
      .catch((cause: unknown) => console.error(`The database ${name} is left: ${String(cause)}`));
    await client.end();
  }
}

const results = options.only === 'postgres' ? [] : [await onSqlite()];
const server = process.env.EVENKEEL_POSTGRES_URL;
if (options.only === 'sqlite') console.error('PostgreSQL is left out: --only sqlite.');
else if (server) results.push(await onPostgres(server));
else console.error('PostgreSQL is left out: EVENKEEL_POSTGRES_URL is not set.');
if (options.json) console.log(JSON.stringify({ exposure: results }));
else console.table(results);
process.exitCode = results.every(({ p95Ms, limitMs }) => p95Ms < limitMs) ? 0 : 1;
