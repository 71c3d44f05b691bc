export type RedisHost = { readonly host: string; readonly port: number };

/** Where Redis, or Valkey, is: one server, the sentinels that know which server leads, or some nodes of a cluster. */
export type RedisTarget = {
  readonly kind: 'server' | 'sentinel' | 'cluster';
  readonly hosts: readonly [RedisHost, ...RedisHost[]];
  readonly isTls: boolean;
  readonly username?: string;
  readonly password?: string;
  readonly database: number;
  /** The name under which sentinels know the servers. */
  readonly name?: string;
  /** What the sentinels themselves ask for. */
  readonly sentinelPassword?: string;
};

const URL_PARTS =
  /^redis(?<tls>s?)(?:-(?<kind>sentinel|cluster))?:\/\/(?:(?<user>[^@/]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<database>\d{0,2}))?(?:\?sentinelPassword=(?<ask>[^#&]+))?(?:#(?<name>[\w.-]{1,100}))?$/;
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]{1,253})(?::(\d{1,5}))?$/i;
const PORTS = { server: 6379, sentinel: 26379, cluster: 6379 };
const MOST_HOSTS = 32;

/**
 * Reads `redis://user:password@host:port/database`, and the two forms for more than one server:
 * `redis-sentinel://user:password@host:port,host:port/database?sentinelPassword=…#name` and
 * `redis-cluster://user:password@host:port,host:port`. `rediss` instead of `redis` is TLS. Null where it is none of
 * these.
 */
export function readRedisUrl(text: string): RedisTarget | null {
  const parts = URL_PARTS.exec(text)?.groups;
  if (parts === undefined) return null;
  const kind = (parts.kind ?? 'server') as RedisTarget['kind'];
  const hosts = readHosts(parts.hosts!, PORTS[kind]);
  const credentials = readCredentials(parts.user ?? '');
  const sentinelPassword = decoded(parts.ask ?? '');
  const database = Number(parts.database ?? 0);
  if (hosts === null || credentials === null || sentinelPassword === null) return null;
  if (kind === 'server' && hosts.length > 1) return null;
  if (kind === 'cluster' && database !== 0) return null;
  if ((kind === 'sentinel') !== (parts.name !== undefined)) return null;
  if (kind !== 'sentinel' && sentinelPassword !== '') return null;
  return {
    kind,
    hosts,
    isTls: parts.tls === 's',
    database,
    ...credentials,
    ...(parts.name !== undefined && { name: parts.name }),
    ...(sentinelPassword !== '' && { sentinelPassword }),
  };
}

function readHosts(text: string, port: number): RedisTarget['hosts'] | null {
  const texts = text.split(',');
  if (texts.length > MOST_HOSTS) return null;
  const hosts: RedisHost[] = [];
  for (const one of texts) {
    const found = HOST.exec(one);
    if (found === null) return null;
    const said = found[2] === undefined ? port : Number(found[2]);
    if (said < 1 || said > 65_535) return null;
    hosts.push({ host: found[1]!.replace(/^\[|\]$/g, ''), port: said });
  }
  return hosts as [RedisHost, ...RedisHost[]];
}

/** `user:password` or `:password`, each percent-encoded where it holds marks of a URL. */
function readCredentials(text: string): { username?: string; password?: string } | null {
  const colon = text.indexOf(':');
  const [user, said] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  const [username, password] = [decoded(user), decoded(said)];
  if (username === null || password === null) return null;
  return { ...(username !== '' && { username }), ...(password !== '' && { password }) };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
