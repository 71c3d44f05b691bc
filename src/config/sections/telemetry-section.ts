import { z } from 'zod';

/** What the process says about itself: logs and metrics, never an identifier. */
export const telemetrySection = z
  .strictObject({
    logLevel: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info')
      .describe('Least level that is logged.'),
    logIdentifiers: z
      .enum(['remove', 'hash'])
      .default('remove')
      .describe(
        'What becomes of identifiers in logs: removed, or replaced by a keyed hash that lasts until the process ends.',
      ),
    metricsToken: z
      .string()
      .min(16)
      .nullable()
      .default(null)
      .describe('Bearer token that /metrics asks for; null = none is asked.')
      .meta({ secret: true }),
  })
  .prefault({});
