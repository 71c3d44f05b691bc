import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { expect, vi } from 'vitest';

const PASSWORD = 'of-the-servers';
const LEADER = 'main';
/** Nobody answers for so long: the sentinel looks for another server. */
const DOWN_AFTER_MS = 1_000;

/** Servers that stand for one Redis, and how they are reached. */
export class RedisTopology {
  readonly url: string;
  readonly #folder: string;
  readonly #children: ChildProcess[];

  private constructor(url: string, folder: string, children: ChildProcess[]) {
    this.url = url;
    this.#folder = folder;
    this.#children = children;
  }

  /** Three servers that share the keys; the first two are named by the URL. */
  static async cluster(): Promise<RedisTopology> {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-redis-'));
    const ports = await freePorts(3);
    const children = ports.map((port) =>
      serve(folder, port, ['cluster-enabled yes', `cluster-port ${port + 10_000}`]),
    );
    await Promise.all(ports.map(answers));
    const hosts = ports.map((port) => `127.0.0.1:${port}`);
    await promisify(execFile)('redis-cli', [
      ...['-a', PASSWORD, '--no-auth-warning', '--cluster', 'create', ...hosts, '--cluster-yes'],
    ]);
    await Promise.all(
      ports.map((port) =>
        until(async () => expect(await ask(port, (one) => one.cluster('INFO'))).toContain('state:ok')),
      ),
    );
    return new RedisTopology(`redis-cluster://:${PASSWORD}@${hosts.slice(0, 2).join(',')}`, folder, children);
  }

  /** A server that leads, one that follows, and a sentinel that watches them. */
  static async sentinel(): Promise<RedisTopology> {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-redis-'));
    const [leads, follows, watches] = (await freePorts(3)) as [number, number, number];
    const children = [
      serve(folder, leads, []),
      serve(folder, follows, [`replicaof 127.0.0.1 ${leads}`, 'repl-diskless-sync-delay 0']),
    ];
    await Promise.all([answers(leads), answers(follows)]);
    await until(async () =>
      expect(await ask(follows, (one) => one.info('replication'))).toContain('master_link_status:up'),
    );
    children.push(watch(folder, watches, leads));
    await until(async () =>
      expect(await ask(watches, (one) => one.call('SENTINEL', 'REPLICAS', LEADER))).toHaveLength(1),
    );
    return new RedisTopology(
      `redis-sentinel://:${PASSWORD}@127.0.0.1:${watches}/0?sentinelPassword=${PASSWORD}#${LEADER}`,
      folder,
      children,
    );
  }

  /** The first server dies as a machine does. */
  async killFirst(): Promise<void> {
    const [first] = this.#children;
    const gone = once(first!, 'exit');
    first!.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }),
    );
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function serve(folder: string, port: number, settings: readonly string[]): ChildProcess {
  const own = join(folder, String(port));
  mkdirSync(own);
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${own}`,
    'save ""',
    `requirepass ${PASSWORD}`,
    `masterauth ${PASSWORD}`,
    ...settings,
  ];
  const file = join(own, 'redis.conf');
  writeFileSync(file, lines.join('\n'));
  return spawn('redis-server', [file], { stdio: 'ignore' });
}

function watch(folder: string, port: number, leads: number): ChildProcess {
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${PASSWORD}`,
    `sentinel monitor ${LEADER} 127.0.0.1 ${leads} 1`,
    `sentinel auth-pass ${LEADER} ${PASSWORD}`,
    `sentinel down-after-milliseconds ${LEADER} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${LEADER} 5000`,
  ];
  const file = join(folder, 'sentinel.conf');
  writeFileSync(file, lines.join('\n'));
  return spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
}

async function answers(port: number): Promise<void> {
  await until(async () => expect(await ask(port, (one) => one.ping())).toBe('PONG'));
}

/** As `expect.poll`, which a hook may not use. */
function until(holds: () => Promise<void>): Promise<void> {
  return vi.waitFor(holds, { timeout: 60_000 });
}

async function ask<T>(port: number, question: (server: Redis) => Promise<T>): Promise<T | null> {
  const server = new Redis({ port, password: PASSWORD, lazyConnect: true, retryStrategy: null });
  server.on('error', () => {});
  try {
    await server.connect();
    return await question(server);
  } catch {
    return null;
  } finally {
    server.disconnect();
  }
}

/** The port of a cluster's own bus lies 10,000 above. */
async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (!ports.includes(port) && (await isFree(port)) && (await isFree(port + 10_000))) ports.push(port);
  }
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const outcome = once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.listen(port, '127.0.0.1');
  if (!(await outcome)) return false;
  await new Promise((done) => server.close(done));
  return true;
}
