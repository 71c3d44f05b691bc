import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import pg from 'pg';

/** The database of a site, as its operator reaches it beside the nodes. */
export type SiteDatabase = {
  readonly kind: 'postgres' | 'sqlite';
  /** What the nodes are told of it. */
  readonly settings: object;
  rows<T extends object>(sql: string, values?: readonly (string | number)[]): Promise<readonly T[]>;
  /** Lets nobody else write, until `unlock`. */
  lock(): Promise<void>;
  unlock(): Promise<void>;
  /** Whether somebody waits for the lock. SQLite cannot say. */
  isWaitedFor(): Promise<boolean>;
  /** Everything that lies on its disk and in a backup, by name. */
  contents(): Promise<ReadonlyMap<string, Buffer | string>>;
  dispose(): Promise<void>;
};

const run = promisify(execFile);

/** A database of its own on the server of this URL. */
export async function makePostgres(server: string): Promise<SiteDatabase> {
  const name = `evenkeel_privacy_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  client.on('error', () => {});
  // A client takes one query at a time.
  let last: Promise<unknown> = Promise.resolve();
  const rows = <T extends object>(sql: string, values: readonly (string | number)[] = []) => {
    const answer = last.then(async () => (await client.query<T>(sql, [...values])).rows);
    last = answer.catch(() => {});
    return answer;
  };
  return {
    kind: 'postgres',
    settings: { postgresUrl: url.href },
    rows,
    async lock() {
      await rows('begin');
      await rows('lock table calls in access exclusive mode');
    },
    async unlock() {
      await rows('commit');
    },
    async isWaitedFor() {
      const sql = `select 1 from pg_locks where not granted and database =
        (select oid from pg_database where datname = $1)`;
      return (await rows(sql, [name])).length > 0;
    },
    async contents() {
      return new Map<string, Buffer | string>([...(await dumpOf(client)), ...(await filesOf(rows, name))]);
    },
    async dispose() {
      await client.end();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

/** A file in this folder; it is there once a node has started. */
export function makeSqlite(folder: string): SiteDatabase {
  const file = join(folder, 'site.sqlite');
  let opened: Sqlite.Database | null = null;
  const open = () => {
    opened ??= new Sqlite(file, { fileMustExist: true });
    return opened;
  };
  return {
    kind: 'sqlite',
    settings: { sqliteFile: file },
    async rows<T extends object>(sql: string, values: readonly (string | number)[] = []) {
      const statement = open().prepare(sql);
      const named = Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
      if (statement.reader) return statement.all(named) as T[];
      statement.run(named);
      return [];
    },
    async lock() {
      open().exec('begin exclusive');
    },
    async unlock() {
      open().exec('commit');
    },
    isWaitedFor: async () => false,
    async contents() {
      const names = (await readdir(folder)).filter((name) => name.startsWith('site.sqlite'));
      const pairs = names.map(
        async (name) => [`bytes of ${name}`, await readFile(join(folder, name))] as const,
      );
      return new Map(await Promise.all(pairs));
    },
    async dispose() {
      opened?.close();
    },
  };
}

/** What a backup holds, by table. */
async function dumpOf({ host, port, user, database }: pg.Client): Promise<ReadonlyMap<string, string>> {
  try {
    const args = ['-h', host, '-p', String(port), '-U', user ?? 'postgres', database ?? ''];
    const { stdout } = await run('pg_dump', args, { maxBuffer: 512 * 1024 * 1024 });
    return new Map(
      stdout
        .split(/^COPY /m)
        .map((part, index) => [
          `a dump of ${index === 0 ? 'the schema' : `the table ${part.slice(0, part.indexOf(' '))}`}`,
          part,
        ]),
    );
  } catch (cause) {
    throw new Error('pg_dump is needed to read the database as a backup does.', { cause });
  }
}

/** Every file of the database with the name of what it holds. Throws where the server's folder cannot be read from here. */
async function filesOf(
  rows: SiteDatabase['rows'],
  databaseName: string,
): Promise<ReadonlyMap<string, Buffer>> {
  await rows('checkpoint');
  const [database] = await rows<{ folder: string; oid: string }>(
    "select current_setting('data_directory') as folder, oid from pg_database where datname = $1",
    [databaseName],
  );
  const folder = join(database!.folder, 'base', String(database!.oid));
  const files = await readdir(folder).catch((cause: unknown) => {
    throw new Error(`The files of PostgreSQL in ${folder} cannot be read from here.`, { cause });
  });
  const names = await rows<{ node: string; name: string }>(
    'select pg_relation_filenode(oid)::text as node, relname as name from pg_class where pg_relation_filenode(oid) is not null',
  );
  const nameOf = new Map(names.map(({ node, name }) => [node, name]));
  const found = new Map<string, Buffer>();
  for (const file of files) {
    const bytes = await readFile(join(folder, file)).catch(() => null);
    const name = nameOf.get(file.split(/[._]/)[0]!);
    // A file of no table any longer goes at the next checkpoint.
    if (bytes !== null && name !== undefined)
      found.set(`bytes of the table or index ${name} (${file})`, bytes);
  }
  return found;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
