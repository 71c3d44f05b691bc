import { join } from 'node:path';
import type { Config } from '../config/config-schema.js';
import type { ConfigOverrides } from '../config/load-config.js';
import { connectorsSection } from '../config/sections/connectors-section.js';
import { desktopSecret } from './local/desktop-folder.js';

/** One call, another that rings meanwhile, and a reconnection of each. */
const STREAM_LIMIT = 4;

/**
 * What `--desktop` puts on top of a configuration: loopback, a database and a secret in the user's own folder, and the
 * softphone trusted when it says whose call it is. A configuration's own connectors stay.
 */
export function desktopOverrides(folder: string, configured: Config): ConfigOverrides {
  const isDefault =
    JSON.stringify(configured.connectors) === JSON.stringify(connectorsSection.parse(undefined));
  return {
    server: { host: '127.0.0.1', workers: 0 },
    auth: { secret: desktopSecret(folder) },
    storage: { sqliteFile: join(folder, 'evenkeel.sqlite') },
    ingest: { streamLimit: STREAM_LIMIT, tenantStreamLimit: STREAM_LIMIT },
    ...(isDefault
      ? {
          connectors: connectorsSection.parse([
            { name: 'softphone', protocol: 'native', path: '/streams/native', agent: { trusted: true } },
          ]),
        }
      : {}),
  };
}
