import { z } from 'zod';
import { connectorBase, tenantSetting } from './connector-base.js';
import { anonymousSetting, basicSetting, bearerSetting, requireProof } from './proof-of-origin.js';
import { roleSetting } from './role-setting.js';

/** jambonz `listen`, and FreeSWITCH with mod_audio_fork or mod_audio_stream. */
export const audioForkConnector = z
  .strictObject({
    protocol: z.literal(['jambonz', 'freeswitch']),
    ...connectorBase,
    tenant: tenantSetting,
    basic: basicSetting,
    bearerToken: bearerSetting,
    mixType: z
      .enum(['mono', 'mixed', 'stereo'])
      .default('stereo')
      .describe('What a stream carries that does not say so itself.'),
    sampleRateHz: z.int().default(8000).describe('Sample rate of a stream that does not say so itself, Hz.'),
    channels: z
      .tuple([roleSetting, roleSetting])
      .default(['customer', 'agent'])
      .describe(
        'Who is on the first channel (the forked leg) and on the second. A metadata key channels, such as "agent,customer", decides for one call.',
      ),
    callIdKey: z
      .string()
      .min(1)
      .max(64)
      .nullable()
      .default(null)
      .describe('Metadata key that names the call; null = callSid, then callId, then uuid.'),
    anonymous: anonymousSetting,
  })
  .superRefine(requireProof(['basic', 'bearerToken']));

export type AudioForkConnector = z.infer<typeof audioForkConnector>;
