import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueToken } from '../auth/issue-token.js';
import type { Config } from '../config/config-schema.js';
import type { ConfigOverrides } from '../config/load-config.js';
import { connectorsSection } from '../config/sections/connectors-section.js';
import { EvenkeelError } from '../errors.js';
import { decodeSecret } from '../strict-text.js';

/** The one agent of a desktop: the softphone names this agent in its stream. */
export const DESKTOP_AGENT = 'me';
const DESKTOP_TENANT = 'desktop';

/** Tokens never leave this machine and are replaced at every start. */
const TOKEN_LIFE_MS = 366 * 86_400_000;

/** One call, another that rings meanwhile, and a reconnection of each. */
const STREAM_LIMIT = 4;

export type UserPlace = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

/** Where a user's own data belongs: XDG on Linux, Application Support on macOS, LocalAppData on Windows. */
export function desktopFolder({ platform, env, home }: UserPlace): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Evenkeel');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Evenkeel');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'evenkeel');
}

/**
 * What `--desktop` puts on top of a configuration: loopback, a database and a secret in the user's own folder, and the
 * softphone believed when it says whose call it is. A configuration's own connectors stay.
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

/** The secret that signs this desktop's tokens: made once, readable by its user alone. */
function desktopSecret(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'auth-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  const secret = decodeSecret(readFileSync(file));
  if ('fault' in secret || secret.text === '')
    throw new EvenkeelError(
      'config.secret-unreadable',
      `${file} holds no secret. Remove it, and a new one is made.`,
    );
  return secret.text;
}

/** What the user opens, and what the softphone is configured with; both are files, for a start without a terminal. */
export type DesktopEntry = { readonly panelFile: string; readonly sourceFile: string };

/** Writes the panel's address and the softphone's address and token, each readable by its user alone. */
export async function writeDesktopEntry(
  folder: string,
  url: string,
  config: Config,
  nowMs: number,
): Promise<DesktopEntry> {
  const token = (role: 'agent' | 'source', subject: string) =>
    issueToken(config.auth, {
      role,
      tenant: DESKTOP_TENANT,
      subject,
      teams: [],
      expiresAtMs: nowMs + TOKEN_LIFE_MS,
    });
  const panelFile = join(folder, 'panel-url.txt');
  const sourceFile = join(folder, 'softphone.json');
  const source = {
    url: `${url.replace(/^http/, 'ws')}/streams/native`,
    agentId: DESKTOP_AGENT,
    token: await token('source', 'softphone'),
  };
  writeFileSync(panelFile, `${url}/#token=${await token('agent', DESKTOP_AGENT)}\n`, { mode: 0o600 });
  writeFileSync(sourceFile, `${JSON.stringify(source, null, 2)}\n`, { mode: 0o600 });
  return { panelFile, sourceFile };
}
