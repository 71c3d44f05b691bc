import { z } from 'zod';

/** What the process says about itself: logs and metrics, never an identifier. */
export const telemetrySection = z
  .strictObject({
    logLevel: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info')
      .describe('Lowest level that is logged.'),
    logIdentifiers: z
      .enum(['remove', 'hash'])
      .default('remove')
      .describe(
        'How identifiers appear in logs: removed, or replaced by a keyed hash that changes with each start.',
      ),
    tracesUrl: z
      .url()
      .nullable()
      .default(null)
      .describe(
        'Where an OpenTelemetry collector takes traces over HTTP, such as http://collector:4318/v1/traces; null = none are made. They hold times and kinds of cues under random references, never an identifier.',
      ),
    metricsToken: z
      .string()
      .min(16)
      .nullable()
      .default(null)
      .describe('Bearer token that /metrics requires; null = none.')
      .meta({ secret: true }),
  })
  .prefault({});
