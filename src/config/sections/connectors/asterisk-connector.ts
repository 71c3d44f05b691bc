import { z } from 'zod';
import { connectorBase, tenantSetting } from './connector-base.js';
import { anonymousSetting, basicSetting, requireProof } from './proof-of-origin.js';
import { roleSetting } from './role-setting.js';

/** Audio formats of chan_websocket that Evenkeel decodes. */
const ASTERISK_FORMATS = ['ulaw', 'alaw', 'slin', 'slin16', 'slin24', 'slin32', 'slin44', 'slin48'] as const;

const variable = z.string().min(1).max(64);

/** Asterisk chan_websocket: one mono tap on each socket, two taps to a call. */
export const asteriskConnector = z
  .strictObject({
    protocol: z.literal('asterisk'),
    ...connectorBase,
    tenant: tenantSetting,
    basic: basicSetting,
    role: roleSetting
      .nullable()
      .default(null)
      .describe(
        'Whose voice comes in on this path; null = the channel variable named by roleVariable says so.',
      ),
    format: z
      .enum(ASTERISK_FORMATS)
      .default('slin16')
      .describe('Audio format of a stream whose MEDIA_START comes too late.'),
    callIdVariable: variable
      .default('EVENKEEL_CALL_ID')
      .describe(
        'Channel variable that names the call; without it the channel_id is the call id, and two taps stay two calls.',
      ),
    roleVariable: variable
      .default('EVENKEEL_ROLE')
      .describe('Channel variable that says whose voice it is: customer, agent or mixed.'),
    anonymous: anonymousSetting,
  })
  .superRefine(requireProof(['basic']));

export type AsteriskConnector = z.infer<typeof asteriskConnector>;
