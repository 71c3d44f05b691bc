import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { startRedis } from '../served/redis-server.js';
import { FaultProxy, LINE_FAULTS } from './fault-proxy.js';
import type { Fault, FaultedSite } from './fault-run.js';
import { KeySet } from './key-set.js';

/** A node with PostgreSQL, Redis and a key set, each behind a line that breaks; and what it leaves. */
export async function serverFaults(
  postgresUrl: string,
  tell: (text: string) => void,
): Promise<{ readonly site: FaultedSite; close(): Promise<void> }> {
  const name = `evenkeel_faults_${randomUUID().replaceAll('-', '')}`;
  await onServer(postgresUrl, (client) => client.query(`create database ${name}`));
  const database = new URL(postgresUrl);
  database.pathname = `/${name}`;
  const keySet = await KeySet.serve();
  const redis = await startRedis();
  if (redis === null) tell('redis-server is not installed: its faults are not tried');
  const lines = {
    postgres: await FaultProxy.to(database.href, 5432),
    keys: await FaultProxy.to(keySet.url, 80),
    redis: redis === null ? null : await FaultProxy.to(redis.url, 6379),
  };
  const broken = (what: string, line: FaultProxy | null, before = async () => {}): readonly Fault[] =>
    line === null
      ? []
      : LINE_FAULTS.map((state) => ({
          name: `${what} ${state}`,
          async begin() {
            await before();
            await line.set(state);
          },
          end: () => line.set('open'),
        }));
  // Whoever is known already needs no key set: a new key is used from the beginning of the fault.
  const keyFaults = broken('key set', lines.keys, () => keySet.rotate());
  const site: FaultedSite = {
    secret: randomBytes(32).toString('hex'),
    settings: {
      storage: { postgresUrl: lines.postgres.through(database.href) },
      auth: { jwksUrl: lines.keys.through(keySet.url) },
      desktop: { redisUrl: lines.redis?.through(redis?.url ?? '') ?? null },
    },
    faults: [...broken('PostgreSQL', lines.postgres), ...broken('Redis', lines.redis), ...keyFaults],
    token: (role, subject) => keySet.token(role, subject),
    stored: () =>
      onServer(database.href, async (client) => {
        const { rows } = await client.query<{ call_id: string }>('select call_id from calls');
        return new Set(rows.map(({ call_id }) => call_id));
      }),
  };
  return {
    site,
    async close() {
      for (const line of [lines.postgres, lines.keys, lines.redis]) line?.close();
      keySet.close();
      await redis?.stop();
      await onServer(postgresUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
