import type { CallLeases } from '../binding/call-leases.js';
import { SINGLE_NODE_NOTICE } from '../binding/single-node-notice.js';
import type { StandingNotice } from '../binding/standing-store.js';
import type { CueBus } from '../delivery/cue-bus.js';
import { LocalCueBus } from '../delivery/local-cue-bus.js';
import { deploymentSecret } from '../storage/audit/deployment-secret.js';
import type { Storage } from '../storage/storage.js';
import type { AppContext } from './app-context.js';

/** The bus that cues travel on: Redis between nodes, in memory where there is one node. */
export async function connectBus({
  config,
  clock,
  metrics,
  dependencies,
  faultIn,
}: AppContext): Promise<CueBus> {
  const { redisUrl } = config.desktop;
  const onFault = faultIn('bus');
  if (redisUrl === null) return new LocalCueBus(onFault);
  // Loaded on demand: a single node has no Redis.
  const { RedisCueBus } = await import('../delivery/redis-cue-bus.js');
  return RedisCueBus.connect({
    url: redisUrl,
    onState: (isUp, cause) => dependencies.report('redis', isUp, cause),
    onFault,
    onDropped: () => metrics.busMessagesRefused.inc(),
    onLate: () => metrics.busMessagesLate.inc(),
    onNodes: (nodes) => metrics.nodesSeen.set(nodes),
    now: () => clock.wallMs(),
  });
}

/** How nodes tell each other that a binding or an objection changed. */
export async function connectNotice({ config, clock }: AppContext): Promise<StandingNotice> {
  const { redisUrl } = config.desktop;
  if (redisUrl === null) return SINGLE_NODE_NOTICE;
  const { RedisStandingNotice } = await import('../delivery/redis-standing-notice.js');
  return RedisStandingNotice.connect({ url: redisUrl, now: () => clock.monotonicMs() });
}

/** Which node has which call; null where there is one node. */
export async function connectLeases(
  { config, clock }: AppContext,
  storage: Storage,
): Promise<CallLeases | null> {
  const { redisUrl } = config.desktop;
  if (redisUrl === null) return null;
  const { RedisCallLeases } = await import('../delivery/nodes/redis-call-leases.js');
  return new RedisCallLeases({
    url: redisUrl,
    now: () => clock.wallMs(),
    secret: deploymentSecret(storage),
  });
}
