import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { lineUpConnectors } from '../served/line-up.js';
import { startRedis } from '../served/redis-server.js';
import { type ServedInstance, startServed } from '../served/served-instance.js';
import { makePostgres, makeSqlite, type SiteDatabase } from './site-database.js';

/** The nodes of a site, and everything that they write to. */
export type Site = {
  here(): ServedInstance;
  /** The second node; on SQLite, which serves one process, the same. */
  there(): ServedInstance;
  /** Each node once, with its name. */
  nodes(): readonly (readonly [string, ServedInstance])[];
  /** Stops the second node and starts it again: what it knew in memory alone is gone. */
  restartThere(): Promise<void>;
  readonly db: SiteDatabase;
  /** Where summaries wait while the database is away, by node. */
  readonly journals: readonly string[];
  readonly redis: Redis;
  /** Every line of all nodes' logs so far, at trace. */
  readonly logs: readonly string[];
  /** Every command that Redis was sent so far, by MONITOR. */
  readonly traffic: readonly string[];
  stop(): Promise<void>;
};

const LEGAL_BASIS = 'Works agreement of the privacy check, section 1';

/**
 * Real `serve` processes with a Redis of their own, logs at trace, self-coaching offered, and a path for every
 * protocol: two that share a PostgreSQL database made for them, or one with a SQLite file where `server` is null.
 */
export async function startSite(server: string | null): Promise<Site> {
  const redis = await startRedis();
  if (redis === null) throw new Error('redis-server is not installed.');
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-privacy-'));
  const db = server === null ? makeSqlite(folder) : await makePostgres(server);
  const secret = randomBytes(32).toString('hex');
  const logs: string[] = [];
  const journals: string[] = [];
  const start = async (name: string) => {
    const own = join(folder, name);
    await mkdir(own, { recursive: true });
    const journalFolder = join(own, 'waiting');
    if (!journals.includes(journalFolder)) journals.push(journalFolder);
    return startServed(lineUpConnectors(), {
      secret,
      folder: own,
      nodeArguments: ['--inspect=127.0.0.1:0'],
      onLine: (line) => logs.push(line),
      settings: {
        server: { host: '127.0.0.1', port: 0, workers: 0, drainLimitMs: 2_000 },
        storage: { ...db.settings, journalFolder },
        desktop: { redisUrl: redis.url, selfCoachingLegalBasis: LEGAL_BASIS },
        telemetry: { logLevel: 'trace' },
      },
    });
  };
  const [first, other] = await Promise.all([start('here'), ...(server === null ? [] : [start('there')])]);
  let second = other ?? first!;
  const here = () => (other === undefined ? second : first!);
  const client = new Redis(redis.url);
  const traffic: string[] = [];
  const monitor = await client.monitor();
  monitor.on('monitor', (_time: string, args: string[]) => traffic.push(args.join(' ')));
  const nodes = () =>
    other === undefined
      ? [['here', second] as const]
      : [['here', first!] as const, ['there', second] as const];
  return {
    here,
    there: () => second,
    nodes,
    async restartThere() {
      await second.stop();
      second = await start(other === undefined ? 'here' : 'there');
    },
    db,
    journals,
    redis: client,
    logs,
    traffic,
    async stop() {
      await Promise.all(nodes().map(([, node]) => node.stop()));
      monitor.disconnect();
      client.disconnect();
      await db.dispose();
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
