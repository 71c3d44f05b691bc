import { z } from 'zod';

/** How calls are run: how often the model looks, and how long a call waits for its audio. */
export const callsSection = z
  .strictObject({
    tickMs: z
      .int()
      .min(20)
      .max(500)
      .default(100)
      .describe('How often all calls are analysed together, milliseconds.'),
    rejoinMs: z
      .int()
      .min(0)
      .default(0)
      .describe('How long a call waits for another stream after a polite end, milliseconds.'),
    lostPeerMs: z
      .int()
      .min(0)
      .default(10_000)
      .describe('How long a call waits for another stream after the connection was lost, milliseconds.'),
  })
  .prefault({});
