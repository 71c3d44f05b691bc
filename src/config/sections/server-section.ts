import { z } from 'zod';

/** Where the process listens and how it stops. */
export const serverSection = z
  .strictObject({
    host: z.string().default('127.0.0.1').describe('Address to listen on.'),
    port: z
      .int()
      .min(0)
      .max(65535)
      .default(8040)
      .describe('TCP port for audio, desktops, HTTP and metrics; 0 = any free port.'),
    drainLimitMs: z
      .int()
      .min(0)
      .default(300_000)
      .describe('How long calls may go on after SIGTERM, milliseconds.'),
  })
  .prefault({});
