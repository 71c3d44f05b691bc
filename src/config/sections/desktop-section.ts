import { z } from 'zod';
import { readRedisUrl } from '../redis-url.js';

/** The agents' desktops: where the panel may be embedded, and what bounds a connection. */
export const desktopSection = z
  .strictObject({
    hostOrigins: z
      .array(z.url())
      .default([])
      .describe(
        'Origins that may embed the panel (frame-ancestors) and talk to it by postMessage, such as https://apps.mypurecloud.com; none = it is opened as a tab of its own.',
      ),
    tryPage: z
      .boolean()
      .default(false)
      .describe('Whether /try is served: a live view of what is heard in a microphone or a WAV file.'),
    selfCoachingLegalBasis: z
      .string()
      .min(20)
      .nullable()
      .default(null)
      .describe(
        "Legal basis and date of the decision to offer agents self-coaching on their own voice, for their own eyes; null = not offered (the AI Act's Art. 5(1)(f) exception must be recorded).",
      ),
    redisUrl: z
      .string()
      .max(2_000)
      .refine((text) => readRedisUrl(text) !== null, {
        error:
          'must be redis://host:6379, redis-sentinel://host:26379,host:26379/0#name or redis-cluster://host:6379,host:6379, with user:password@ before the host where there is one, and rediss for TLS',
      })
      .nullable()
      .default(null)
      .describe(
        'Redis or Valkey through which several nodes share desktops, such as redis://cache:6379, redis-sentinel://one:26379,two:26379/0#main or redis-cluster://one:6379,two:6379, with rediss for TLS; null = a single node. Messages pass through; kept is only which node has which call, under a digest and for seconds.',
      )
      .meta({ secret: true }),
    heartbeatMs: z
      .int()
      .min(1_000)
      .max(60_000)
      .default(10_000)
      .describe('How often a heartbeat is sent to each desktop, milliseconds.'),
    helloTimeoutMs: z
      .int()
      .min(500)
      .max(60_000)
      .default(5_000)
      .describe('How long a new desktop may wait before it sends its token, milliseconds.'),
    renewBeforeMs: z
      .int()
      .min(0)
      .default(120_000)
      .describe('How long before its token expires a desktop is asked for a new one, milliseconds.'),
    maxMessageBytes: z
      .int()
      .min(1_024)
      .max(1_048_576)
      .default(16_384)
      .describe('Longest message that a desktop may send, bytes.'),
    maxMessagesPer10s: z
      .int()
      .min(5)
      .default(60)
      .describe('Messages that one desktop may send in ten seconds.'),
    maxBufferedBytes: z
      .int()
      .min(4_096)
      .default(262_144)
      .describe('Unsent bytes above which a desktop that does not read is disconnected.'),
    maxDesktopsPerAgent: z
      .int()
      .min(1)
      .default(8)
      .describe('Desktops that one agent may have open at once: tabs, windows and cue feeds.'),
  })
  .prefault({});
