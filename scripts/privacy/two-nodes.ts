import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { lineUpConnectors } from '../served/line-up.js';
import { startRedis } from '../served/redis-server.js';
import { type ServedInstance, startServed } from '../served/served-instance.js';

/** Both nodes of a site, and everything that they write to. */
export type TwoNodes = {
  readonly here: ServedInstance;
  there(): ServedInstance;
  /** Stops the second node and starts it again: what it knew in memory alone is gone. */
  restartThere(): Promise<void>;
  readonly db: pg.Client;
  readonly databaseName: string;
  readonly redis: Redis;
  /** Every line of both nodes' logs so far, at trace. */
  readonly logs: readonly string[];
  /** Every command that Redis was sent so far, by MONITOR. */
  readonly traffic: readonly string[];
  stop(): Promise<void>;
};

const LEGAL_BASIS = 'Works agreement of the privacy check, section 1';

/**
 * Two real `serve` processes that share a PostgreSQL database made for them and a Redis of their own, with logs at
 * trace and self-coaching offered; every protocol has a path.
 */
export async function startTwoNodes(server: string): Promise<TwoNodes> {
  const redis = await startRedis();
  if (redis === null) throw new Error('redis-server is not installed.');
  const databaseName = `evenkeel_privacy_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${databaseName}`);
  const url = new URL(server);
  url.pathname = `/${databaseName}`;
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-privacy-'));
  const secret = randomBytes(32).toString('hex');
  const logs: string[] = [];
  const start = async (name: string) => {
    const own = join(folder, name);
    await mkdir(own, { recursive: true });
    return startServed(lineUpConnectors(), {
      secret,
      folder: own,
      nodeArguments: ['--inspect=127.0.0.1:0'],
      onLine: (line) => logs.push(line),
      settings: {
        server: { host: '127.0.0.1', port: 0, workers: 0, drainLimitMs: 2_000 },
        storage: { postgresUrl: url.href, journalFolder: join(own, 'waiting') },
        desktop: { redisUrl: redis.url, selfCoachingLegalBasis: LEGAL_BASIS },
        telemetry: { logLevel: 'trace' },
      },
    });
  };
  const [here, there] = await Promise.all([start('here'), start('there')]);
  let second = there!;
  const db = new pg.Client({ connectionString: url.href });
  await db.connect();
  db.on('error', () => {});
  const client = new Redis(redis.url);
  const traffic: string[] = [];
  const monitor = await client.monitor();
  monitor.on('monitor', (_time: string, args: string[]) => traffic.push(args.join(' ')));
  return {
    here: here!,
    there: () => second,
    async restartThere() {
      await second.stop();
      second = await start('there');
    },
    db,
    databaseName,
    redis: client,
    logs,
    traffic,
    async stop() {
      await Promise.all([here!.stop(), second.stop()]);
      monitor.disconnect();
      client.disconnect();
      await db.end();
      await redis.stop();
      await onServer(server, `drop database ${databaseName} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
