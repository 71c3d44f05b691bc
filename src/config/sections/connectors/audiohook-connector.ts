import { z } from 'zod';
import { connectorBase, tenantSetting } from './connector-base.js';

/** Genesys Cloud AudioHook Monitor, protocol version 2. */
export const audiohookConnector = z.strictObject({
  protocol: z.literal('audiohook'),
  ...connectorBase,
  keys: z
    .array(
      z.strictObject({
        apiKey: z.string().min(1).describe('API key of the integration, sent as X-API-KEY.'),
        secret: z
          .base64()
          .meta({ secret: true })
          .describe('Client secret of the integration, base64; empty = requests need no signature.')
          .default(''),
        tenant: tenantSetting,
      }),
    )
    .min(1)
    .describe('One row for each AudioHook integration that may connect.'),
  publicAuthority: z
    .string()
    .nullable()
    .default(null)
    .describe('Host (and port, unless 443) that Genesys dials, when a proxy changes the Host header.'),
  clockSkewMs: z
    .int()
    .min(0)
    .default(3_000)
    .describe('How far the clocks may differ when a signature is checked, milliseconds.'),
  supportedLanguages: z
    .array(z.string().min(2).max(35))
    .default(['en-US', 'zh-CN'])
    .describe('Languages told to Genesys when it asks which ones are supported.'),
  refuse: z
    .enum(['in-protocol', 'http'])
    .default('in-protocol')
    .describe(
      'How a bad signature is refused: by a disconnect message that the operator can read in Genesys, or by HTTP 401.',
    ),
});
