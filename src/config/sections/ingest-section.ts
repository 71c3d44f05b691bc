import { z } from 'zod';

/** Limits of every audio socket. */
export const ingestSection = z
  .strictObject({
    firstMessageLimitMs: z
      .int()
      .min(100)
      .default(10_000)
      .describe('How long a connection may take to open its stream, milliseconds.'),
    idleLimitMs: z
      .int()
      .min(1_000)
      .default(30_000)
      .describe(
        'How long a stream may be silent (no message at all, unless it is paused or held, or closing it would end the call), milliseconds.',
      ),
    pausedLimitMs: z
      .int()
      .min(1_000)
      .default(3_600_000)
      .describe(
        'How long a stream may be silent that is paused or held, or whose closing would end the call, milliseconds.',
      ),
    sessionLimitMs: z
      .int()
      .min(1_000)
      .default(14_400_000)
      .describe('Longest life of one stream, milliseconds.'),
    pingIntervalMs: z
      .int()
      .min(1_000)
      .default(20_000)
      .describe('How often each socket is pinged, milliseconds; one that misses two is closed.'),
    streamLimit: z.int().min(1).default(2_000).describe('Most audio sockets at one time.'),
    tenantStreamLimit: z
      .int()
      .min(1)
      .default(1_000)
      .describe('Most audio sockets of one tenant at one time.'),
    messageLimitBytes: z.int().min(1_024).default(262_144).describe('Largest WebSocket message, bytes.'),
    textLimitBytes: z.int().min(1_024).default(65_536).describe('Largest text message, bytes.'),
    floodMessagesPerSecond: z
      .int()
      .min(10)
      .default(2_000)
      .describe('Messages a second above which a socket is closed as a flood, after a burst of ten seconds.'),
    floodBytesPerSecond: z
      .int()
      .min(1_000)
      .default(4_194_304)
      .describe('Bytes a second above which a socket is closed as a flood, after a burst of ten seconds.'),
    staleAfterMs: z
      .int()
      .min(100)
      .default(3_000)
      .describe('Audio that arrives this late updates state but never cues, milliseconds.'),
    driftLimitMs: z
      .int()
      .min(100)
      .default(500)
      .describe('Audio missing against the clock by more than this is marked as a gap, milliseconds.'),
  })
  .prefault({});
