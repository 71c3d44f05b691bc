import { createHmac, randomUUID } from 'node:crypto';
import { type CallKey, callKeyText } from '../../binding/agent-binding.js';
import type { CallLease, CallLeases } from '../../binding/call-leases.js';
import { openRedis, type RedisLine } from './open-redis.js';

/** A node that says nothing for so long has lost its calls. */
const LEASE_MS = 4_000;
const ANSWER_LIMIT_MS = 1_000;

/** A lease is `<epoch> <node> <open|idle>`. ARGV: node, epoch, standing, milliseconds. Returns the epoch, or 0. */
const CLAIM = `
local held = redis.call('GET', KEYS[1])
local epoch = tonumber(ARGV[2])
if held then
  local e, node, standing = string.match(held, '^(%d+) (%S+) (%S+)$')
  if node == ARGV[1] then epoch = tonumber(e)
  elseif standing == 'idle' then epoch = math.max(epoch, tonumber(e) + 1)
  else return 0 end
end
redis.call('SET', KEYS[1], string.format('%.0f', epoch) .. ' ' .. ARGV[1] .. ' ' .. ARGV[3], 'PX', ARGV[4])
return string.format('%.0f', epoch)`;

/** Renewing puts back what a restart of Redis has forgotten; of two nodes that do so, the later epoch stays. */
const RENEW = `
local held = redis.call('GET', KEYS[1])
if held then
  local e, node = string.match(held, '^(%d+) (%S+)')
  if node ~= ARGV[1] and tonumber(e) >= tonumber(ARGV[2]) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[2] .. ' ' .. ARGV[1] .. ' ' .. ARGV[3], 'PX', ARGV[4])
return 1`;

const RELEASE = `
local held = redis.call('GET', KEYS[1])
if held and string.match(held, '^%d+ (%S+)') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

export type RedisCallLeasesOptions = {
  readonly url: string;
  /** Keeps several installations apart on one Redis. */
  readonly prefix?: string;
  readonly now: () => number;
  /** What all nodes share and Redis is not told: without it a digest says nothing of its call. */
  readonly secret: () => Promise<string>;
};

/**
 * Leases in Redis: it is there wherever nodes share calls, answers within a millisecond, and forgets by itself. Where
 * it is away no cue goes from node to node either, so that no lease is needed to keep one from being doubled.
 */
export class RedisCallLeases implements CallLeases {
  readonly #redis: RedisLine;
  readonly #prefix: string;
  readonly #node = randomUUID();
  readonly #now: () => number;
  readonly #secret: () => Promise<string>;

  constructor(options: RedisCallLeasesOptions) {
    this.#secret = options.secret;
    this.#prefix = options.prefix ?? 'evenkeel';
    this.#now = options.now;
    this.#redis = openRedis(options.url, {
      connectTimeout: 2 * ANSWER_LIMIT_MS,
      commandTimeout: ANSWER_LIMIT_MS,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
    });
  }

  async claim(call: CallKey): Promise<CallLease | null> {
    const digest = createHmac('sha256', await this.#secret())
      .update(callKeyText(call))
      .digest('base64url');
    const epoch = Number(await this.#run(CLAIM, digest, [Math.round(this.#now()), 'open']));
    return epoch === 0 ? null : { call: digest, epoch };
  }

  async renew({ call, epoch }: CallLease, isIdle: boolean): Promise<boolean> {
    return (await this.#run(RENEW, call, [epoch, isIdle ? 'idle' : 'open'])) === 1;
  }

  async release({ call, epoch }: CallLease): Promise<void> {
    await this.#run(RELEASE, call, [epoch, 'idle']);
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }

  #run(script: string, digest: string, [epoch, standing]: readonly [number, string]): Promise<unknown> {
    return this.#redis.eval(
      script,
      1,
      `${this.#prefix}:call:${digest}`,
      this.#node,
      epoch,
      standing,
      LEASE_MS,
    );
  }
}
