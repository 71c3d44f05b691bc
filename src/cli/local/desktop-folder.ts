import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EvenkeelError } from '../../errors.js';
import { decodeSecret } from '../../strict-text.js';

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

/** The secret that signs this desktop's tokens: made once, readable by its user alone. */
export function desktopSecret(folder: string): string {
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
