import { SINGLE_NODE_NOTICE } from '../binding/single-node-notice.js';
import type { StandingNotice } from '../binding/standing-store.js';
import type { CueBus } from '../delivery/cue-bus.js';
import { LocalCueBus } from '../delivery/local-cue-bus.js';
import type { AppContext } from './app-context.js';

/** The bus that cues travel on: Redis between nodes, in memory where there is one node. */
export async function connectBus({ config, metrics, dependencies, faultIn }: AppContext): Promise<CueBus> {
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
  });
}

/** How nodes tell each other that a binding or an objection changed. */
export async function connectNotice({ config }: AppContext): Promise<StandingNotice> {
  const { redisUrl } = config.desktop;
  if (redisUrl === null) return SINGLE_NODE_NOTICE;
  const { RedisStandingNotice } = await import('../delivery/redis-standing-notice.js');
  return RedisStandingNotice.connect(redisUrl);
}
