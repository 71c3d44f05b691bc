import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueToken } from '../../auth/issue-token.js';
import type { Config } from '../../config/config-schema.js';

/** The one agent of a desktop: the softphone names this agent in its stream. */
export const DESKTOP_AGENT = 'me';
export const DESKTOP_TENANT = 'desktop';
/** Tokens never leave this machine and are replaced at every start. */
const TOKEN_LIFE_MS = 366 * 86_400_000;

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
