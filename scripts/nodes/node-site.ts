import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { FaultProxy } from '../faults/fault-proxy.js';
import { PROBE_ARGUMENTS, ProbeLine } from '../served/probe-line.js';
import { type OwnRedis, startRedis } from '../served/redis-server.js';
import { type ServedInstance, startServed } from '../served/served-instance.js';
import { TALKATIVE } from '../served/talkative.js';

/** One of the two nodes: the process of the moment, and whether a balancer would send it new calls. */
export type SiteNode = {
  readonly index: number;
  served: ServedInstance;
  probe: ProbeLine;
  isReady: boolean;
};

const CONNECTOR = { name: 'native', protocol: 'native', path: '/streams/native', agent: { trusted: true } };
/** Longer than any call of the check: an upgrade lets each end. */
const DRAIN_LIMIT_MS = 60_000;

/** Two nodes with a database and a Redis of their own, each behind a line that breaks. */
export class NodeSite {
  readonly nodes: SiteNode[] = [];
  readonly said: string[] = [];
  readonly #folder: string;
  readonly #server: string;
  readonly #database: URL;
  readonly #secret = randomBytes(32).toString('hex');
  readonly postgresLine: FaultProxy;
  readonly redisLine: FaultProxy;
  #redis: OwnRedis;

  private constructor(made: {
    folder: string;
    server: string;
    database: URL;
    postgresLine: FaultProxy;
    redisLine: FaultProxy;
    redis: OwnRedis;
  }) {
    this.#folder = made.folder;
    this.#server = made.server;
    this.#database = made.database;
    this.postgresLine = made.postgresLine;
    this.redisLine = made.redisLine;
    this.#redis = made.redis;
  }

  /** @param server a PostgreSQL server; a database is made there and dropped */
  static async start(server: string): Promise<NodeSite> {
    const redis = await startRedis();
    if (redis === null) throw new Error('redis-server is not installed.');
    const name = `evenkeel_nodes_${randomUUID().replaceAll('-', '')}`;
    await onServer(server, `create database ${name}`);
    const database = new URL(server);
    database.pathname = `/${name}`;
    const site = new NodeSite({
      folder: await mkdtemp(join(tmpdir(), 'evenkeel-nodes-')),
      server,
      database,
      redis,
      postgresLine: await FaultProxy.to(database.href, 5432),
      redisLine: await FaultProxy.to(redis.url, 6379),
    });
    for (const index of [0, 1]) {
      const served = await site.#serve(index);
      site.nodes.push({ index, served, probe: new ProbeLine(served.process), isReady: true });
    }
    return site;
  }

  /** Any that takes new calls; the one of this index where it does. */
  ready(index: number): SiteNode {
    const node = this.nodes[index % 2]!;
    return node.isReady ? node : (this.nodes.find(({ isReady }) => isReady) ?? node);
  }

  /** As a machine that loses its power. */
  async kill(node: SiteNode): Promise<void> {
    const gone = once(node.served.process, 'exit');
    node.served.process.kill('SIGKILL');
    await gone;
    node.isReady = false;
  }

  /** As an orchestrator does after a death, or with a new version; what it left on its disk is there. */
  async startAgain(node: SiteNode): Promise<void> {
    node.served = await this.#serve(node.index);
    node.probe = new ProbeLine(node.served.process);
    node.isReady = true;
  }

  /** Drained as by a balancer and an orchestrator: no new calls first, then SIGTERM. */
  async upgrade(node: SiteNode): Promise<void> {
    node.isReady = false;
    await node.served.stop();
    await this.startAgain(node);
  }

  async killRedis(): Promise<void> {
    await this.#redis.stop('SIGKILL');
  }

  /** It comes back with nothing in it. */
  async startRedis(): Promise<void> {
    const redis = await startRedis(this.#redis.port);
    if (redis === null) throw new Error('Redis has not started again.');
    this.#redis = redis;
  }

  /** Calls whose summary is in the database. */
  async stored(): Promise<ReadonlySet<string>> {
    const rows = await onServer(this.#database.href, 'select distinct call_id from calls');
    return new Set((rows as { call_id: string }[]).map(({ call_id }) => call_id));
  }

  /** Summaries that lie on the nodes' disks, and are not in the database yet. */
  async waiting(): Promise<number> {
    const folders = this.nodes.map(({ index }) => this.#journalOf(index));
    const files = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true })));
    return files.flat().filter((name) => name.endsWith('.summary.json')).length;
  }

  async stop(): Promise<void> {
    for (const { served } of this.nodes) served.process.kill('SIGKILL');
    this.postgresLine.close();
    this.redisLine.close();
    await this.#redis.stop();
    await onServer(this.#server, `drop database ${this.#database.pathname.slice(1)} with (force)`);
    await rm(this.#folder, { recursive: true, force: true });
  }

  #journalOf(index: number): string {
    return join(this.#folder, `node-${index}`, 'waiting');
  }

  async #serve(index: number): Promise<ServedInstance> {
    const folder = join(this.#folder, `node-${index}`);
    const journalFolder = this.#journalOf(index);
    await mkdir(journalFolder, { recursive: true });
    return startServed([CONNECTOR], {
      secret: this.#secret,
      folder,
      nodeArguments: PROBE_ARGUMENTS,
      onLine: (line) => this.said.push(`${index} ${line}`),
      settings: {
        server: { host: '127.0.0.1', port: 0, workers: 0, drainLimitMs: DRAIN_LIMIT_MS },
        storage: { postgresUrl: this.postgresLine.through(this.#database.href), journalFolder },
        desktop: { redisUrl: this.redisLine.through(this.#redis.url) },
        coaching: TALKATIVE,
      },
    });
  }
}

async function onServer(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
