import { z } from 'zod';
import { connectorBase, tenantSetting } from './connector-base.js';

/** Evenkeel's own protocol, `evenkeel.audio.v1`. */
export const nativeConnector = z.strictObject({
  protocol: z.literal('native'),
  ...connectorBase,
  tenant: tenantSetting
    .nullable()
    .default(null)
    .describe(
      'Tenant of a source that Evenkeel dials; null where sources connect, since their token names it.',
    ),
});
