import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { type RedisTarget, readRedisUrl } from '../../config/redis-url.js';

/** A line to one server, to the one that leads, or to a cluster. */
export type RedisLine = Redis | Cluster;

export type RedisLineOptions = Pick<
  RedisOptions,
  | 'lazyConnect'
  | 'connectTimeout'
  | 'commandTimeout'
  | 'disconnectTimeout'
  | 'enableOfflineQueue'
  | 'maxRetriesPerRequest'
  | 'autoResubscribe'
>;

/** What this client wants; the mapping of replies is fixed by its own types. */
type ClientOptions = Omit<RedisOptions, 'replyMapping'>;

/** How long a cluster that cannot be reached is left alone. */
const RETRY_MS = 1_000;

/**
 * Opens a line to the Redis at the URL; see {@link readRedisUrl} for its forms. Every line has its error listener
 * from here on: what its owner wants to know of errors, it adds.
 */
export function openRedis(url: string, options: RedisLineOptions): RedisLine {
  const target = readRedisUrl(url);
  if (target === null) throw new TypeError('This is no URL of a Redis.');
  const { kind, hosts, username, password, database, isTls } = target;
  const common: ClientOptions = {
    ...options,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(isTls && { tls: {} }),
  };
  const line =
    kind === 'cluster'
      ? openCluster(hosts, common)
      : new Redis({ ...common, db: database, ...(kind === 'sentinel' ? leaderOf(target) : hosts[0]) });
  line.on('error', () => {});
  return line;
}

function openCluster(hosts: RedisTarget['hosts'], options: ClientOptions): Cluster {
  const { lazyConnect, enableOfflineQueue, ...redisOptions } = options;
  return new Cluster([...hosts], {
    ...(lazyConnect !== undefined && { lazyConnect }),
    ...(enableOfflineQueue !== undefined && { enableOfflineQueue }),
    redisOptions,
    clusterRetryStrategy: () => RETRY_MS,
  });
}

function leaderOf({ hosts, name, sentinelPassword, isTls }: RedisTarget): ClientOptions {
  return {
    sentinels: [...hosts],
    name: name!,
    ...(sentinelPassword !== undefined && { sentinelPassword }),
    ...(isTls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
  };
}
