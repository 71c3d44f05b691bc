import { z } from 'zod';
import { connectorBase, tenantSetting } from './connector-base.js';
import { anonymousSetting, bearerSetting, requireProof } from './proof-of-origin.js';
import { roleSetting } from './role-setting.js';

/** Platforms that speak Twilio's Media Streams or a dialect of it. */
const MEDIA_STREAMS_DIALECTS = [
  'twilio',
  'signalwire',
  'telnyx',
  'plivo',
  'bandwidth',
  'exotel',
  'ringcx',
  'talkdesk',
  'kazoo',
  'fonoster',
] as const;

/** Twilio Media Streams and its dialects: JSON messages, audio in base64. */
export const mediaStreamsConnector = z
  .strictObject({
    protocol: z.literal(MEDIA_STREAMS_DIALECTS),
    ...connectorBase,
    tenant: tenantSetting,
    authToken: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Auth token of the account, with which the platform signs the upgrade; null = not signed.'),
    publicOrigin: z
      .string()
      .regex(/^wss?:\/\/[^/?#]+$/)
      .nullable()
      .default(null)
      .describe(
        'Origin that the platform dials, such as wss://coach.example.com; null = wss:// and the Host header.',
      ),
    bearerToken: bearerSetting,
    accountId: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Account that the start message must name; null = any. No secret: it proves little alone.'),
    oneTimeToken: z
      .strictObject({
        secret: z.string().min(32).describe('Secret of at least 32 characters that signs one-time tokens.'),
        parameter: z
          .string()
          .min(1)
          .max(64)
          .default('token')
          .describe('Custom parameter that carries the token.'),
      })
      .nullable()
      .default(null)
      .describe('Require from each stream a token that can be used once, for one call; null = not required.'),
    tracks: z
      .record(z.string().min(1).max(32), roleSetting)
      .nullable()
      .default(null)
      .describe(
        "Who is on which track, such as {inbound: customer, outbound: agent}; null = the platform's usual. A custom parameter role_inbound or role_outbound decides for one call.",
      ),
    byteOrder: z
      .enum(['little', 'big'])
      .default('little')
      .describe('Byte order of L16 audio; little everywhere that is known.'),
    anonymous: anonymousSetting,
  })
  .superRefine(requireProof(['authToken', 'bearerToken', 'accountId', 'oneTimeToken']));

export type MediaStreamsConnector = z.infer<typeof mediaStreamsConnector>;
