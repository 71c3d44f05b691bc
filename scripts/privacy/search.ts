import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { heapOf } from './heap.js';
import { metricsOf } from './site-client.js';
import type { TwoNodes } from './two-nodes.js';

/** What would tell an emotion, or that somebody coaches themselves. */
export const EMOTION = /ang(er|ry)|anxi|tense|mood|own-?(breath|eyes)|self-?coaching/i;

/** Where any of the texts can be read: the database by a dump and byte by byte, logs, metrics, Redis, both heaps. */
export async function placesOf(nodes: TwoNodes, texts: readonly string[]): Promise<readonly string[]> {
  const holds = (content: string | Buffer) => texts.some((text) => content.includes(text));
  const places: string[] = [];
  for (const [table, text] of await dumpOf(nodes))
    if (holds(text)) places.push(`a dump of the table ${table}`);
  for (const [name, bytes] of await databaseFiles(nodes))
    if (holds(bytes)) places.push(`bytes of the table or index ${name}`);
  if (nodes.logs.some(holds)) places.push('a log');
  for (const key of await nodes.redis.keys('*')) if (holds(key)) places.push('a key of Redis');
  for (const [name, node] of [
    ['here', nodes.here],
    ['there', nodes.there()],
  ] as const) {
    if (holds(await metricsOf(node))) places.push(`metrics of ${name}`);
    const heap = await heapOf(node);
    if (texts.some((text) => heap.has(text))) places.push(`the heap of ${name}`);
  }
  return places;
}

/** What a backup holds, by table. */
async function dumpOf({ db }: TwoNodes): Promise<ReadonlyMap<string, string>> {
  const run = promisify(execFile);
  const { host, port, user, database } = db;
  try {
    const args = ['-h', host, '-p', String(port), '-U', user ?? 'postgres', database ?? ''];
    const { stdout } = await run('pg_dump', args, { maxBuffer: 512 * 1024 * 1024 });
    return new Map(
      stdout
        .split(/^COPY /m)
        .map((part, index) => [index === 0 ? 'schema' : part.slice(0, part.indexOf(' ')), part]),
    );
  } catch (cause) {
    throw new Error('pg_dump is needed to read the database as a backup does.', { cause });
  }
}

/** Every file of the database with the name of what it holds; none where the server's folder cannot be read from here. */
async function databaseFiles({ db, databaseName }: TwoNodes): Promise<ReadonlyMap<string, Buffer>> {
  await db.query('checkpoint');
  const { rows } = await db.query<{ folder: string; oid: string }>(
    "select current_setting('data_directory') as folder, oid from pg_database where datname = $1",
    [databaseName],
  );
  const folder = join(rows[0]!.folder, 'base', String(rows[0]!.oid));
  const files = await readdir(folder).catch(() => null);
  if (files === null) {
    process.stderr.write(
      `The files of PostgreSQL in ${folder} cannot be read from here; they are not searched.\n`,
    );
    return new Map();
  }
  const names = await db.query<{ node: string; name: string }>(
    'select pg_relation_filenode(oid)::text as node, relname as name from pg_class where pg_relation_filenode(oid) is not null',
  );
  const nameOf = new Map(names.rows.map(({ node, name }) => [node, name]));
  const found = new Map<string, Buffer>();
  for (const file of files) {
    const bytes = await readFile(join(folder, file)).catch(() => null);
    const name = nameOf.get(file.split(/[._]/)[0]!);
    // A file of no table any longer goes at the next checkpoint.
    if (bytes !== null && name !== undefined) found.set(`${name} (${file})`, bytes);
  }
  return found;
}
