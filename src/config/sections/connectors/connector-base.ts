import { validateHeaderName, validateHeaderValue } from 'node:http';
import { z } from 'zod';
import { platformName, tenantName } from '../../../identifier.js';

/** What every connector says, whatever its protocol. A connector is one place where call audio comes in. */
export const connectorBase = {
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
    .describe('Name of the connector in logs and metrics: lower case, digits, hyphens.'),
  path: z
    .string()
    .regex(/^\/[A-Za-z0-9/_.-]*$/)
    .nullable()
    .default(null)
    .describe('URL path on which the platform connects to Evenkeel; each connector has its own.'),
  subscribe: z
    .strictObject({
      url: z
        .url({ protocol: /^wss?$/ })
        .describe(
          'ws:// or wss:// URL of the source; asterisk: {connection} stands for the id that is announced for a call.',
        ),
      headers: z
        .record(z.string(), z.string())
        .refine(
          mayBeSent,
          'HTTP cannot send it: names are of ASCII letters, digits and hyphens, values of Latin-1',
        )
        .default({})
        .meta({ secret: true })
        .describe('HTTP headers of the request, such as Authorization.'),
      connections: z
        .int()
        .min(1)
        .max(200)
        .default(1)
        .describe('Connections kept open at once, for a source that gives one call to each.'),
    })
    .nullable()
    .default(null)
    .describe('Instead of a path: the source that Evenkeel dials and subscribes to.'),
  platform: platformName
    .nullable()
    .default(null)
    .describe(
      'Platform part of the call key (tenant, platform, call id); null = the name of the protocol. Connectors with the same platform can carry the same call.',
    ),
  notice: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('stream') }),
      z.strictObject({
        by: z.literal('configuration'),
        wordingVersion: z.string().min(1).max(64).describe('Version of the wording that every caller hears.'),
      }),
      z.strictObject({
        by: z.literal('metadata'),
        key: z
          .string()
          .min(1)
          .max(64)
          .describe(
            'Custom parameter that carries the wording version; absent, empty, "false" or "0" = no notice.',
          ),
      }),
    ])
    .default({ by: 'stream' })
    .describe(
      'Who asserts that the caller was told: the stream in its own protocol, this configuration, or a custom parameter. Without an assertion only call facts are computed.',
    ),
  objection: z
    .strictObject({
      digit: z
        .string()
        .regex(/^[0-9A-D*#]$/)
        .nullable()
        .default(null)
        .describe('Key that a caller presses to object to emotion analysis; null = none.'),
      metadataKey: z
        .string()
        .min(1)
        .max(64)
        .nullable()
        .default(null)
        .describe('Custom parameter that says that the caller objects ("true" or "1"); null = none.'),
    })
    .prefault({})
    .describe('How an objection of the caller arrives with the stream.'),
  agent: z
    .strictObject({
      trusted: z.boolean().default(false).describe('Whether the stream may say which agent is on the call.'),
      metadataKey: z
        .string()
        .min(1)
        .max(64)
        .default('agentId')
        .describe('Custom parameter that carries the agent, where the protocol has no field of its own.'),
    })
    .prefault({})
    .describe('Whether to trust the agent that a stream names.'),
} as const;

/** For a connector whose platform does not prove a tenant of its own. */
export const tenantSetting = tenantName.describe('Tenant to which the calls belong.');

function mayBeSent(headers: Readonly<Record<string, string>>): boolean {
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    return true;
  } catch {
    return false;
  }
}
