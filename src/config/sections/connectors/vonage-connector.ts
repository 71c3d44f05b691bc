import { z } from 'zod';
import { connectorBase, tenantSetting } from './connector-base.js';
import { anonymousSetting, bearerSetting, requireProof } from './proof-of-origin.js';
import { roleSetting } from './role-setting.js';

/** Vonage Voice API WebSocket endpoint: one mono leg on each socket, usually a mix of everybody. */
export const vonageConnector = z
  .strictObject({
    protocol: z.literal('vonage'),
    ...connectorBase,
    tenant: tenantSetting,
    bearerToken: bearerSetting,
    token: z
      .strictObject({
        secret: z.string().min(16).describe('Value that the header must have.'),
        parameter: z.string().min(1).max(64).default('token').describe('Key among the endpoint headers.'),
      })
      .nullable()
      .default(null)
      .describe(
        'A token among the headers of the NCCO endpoint, for accounts without authorization; null = not required.',
      ),
    role: roleSetting
      .default('mixed')
      .describe(
        'Whose voice a leg carries that does not say role itself. A leg hears the mix of everybody unless canHear restricts it: with a mix, nothing is claimed about the caller.',
      ),
    callIdKey: z
      .string()
      .min(1)
      .max(64)
      .default('callId')
      .describe('Key among the endpoint headers that names the call.'),
    anonymous: anonymousSetting,
  })
  .superRefine(requireProof(['bearerToken', 'token']));

export type VonageConnector = z.infer<typeof vonageConnector>;
