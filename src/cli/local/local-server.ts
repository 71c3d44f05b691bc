import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../app/app.js';
import { issueToken } from '../../auth/issue-token.js';
import type { PrincipalRole } from '../../auth/principal.js';
import { ALL_TEAMS } from '../../auth/principal.js';
import { loadConfig } from '../../config/load-config.js';
import { connectorsSection } from '../../config/sections/connectors-section.js';

export const LOCAL_AGENT = 'ruth';
export const LOCAL_TENANT = 'trial';

const TOKEN_LIFE_MS = 12 * 3_600_000;

/** A whole Evenkeel for the length of a trial: loopback only, a secret of its own in memory, a database that goes with it. */
export type LocalServer = {
  readonly url: string;
  token(role: PrincipalRole, subject: string): Promise<string>;
  stop(): Promise<void>;
};

export type LocalServerPlan = {
  /** 0 = any free port. */
  readonly port: number;
  readonly tryPage: boolean;
  /** Puts sample records into the database before the first page is served. */
  readonly fill?: (sqliteFile: string) => Promise<void>;
};

export async function startLocalServer({ port, tryPage, fill }: LocalServerPlan): Promise<LocalServer> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-trial-'));
  const forget = () => rm(folder, { recursive: true, force: true });
  try {
    const sqliteFile = join(folder, 'trial.sqlite');
    await fill?.(sqliteFile);
    const config = loadConfig({
      env: {},
      overrides: {
        server: { host: '127.0.0.1', port, workers: 0 },
        auth: { secret: randomBytes(32).toString('hex') },
        storage: { sqliteFile },
        desktop: { tryPage },
        connectors: connectorsSection.parse([
          { name: 'trial', protocol: 'native', path: '/streams/native', agent: { trusted: true } },
        ]),
        telemetry: { logLevel: 'error' },
      },
    });
    const app = await createApp(config);
    const url = await app.listen();
    return {
      url,
      token: (role, subject) => {
        const expiresAtMs = Date.now() + TOKEN_LIFE_MS;
        return issueToken(config.auth, {
          role,
          tenant: LOCAL_TENANT,
          subject,
          teams: [ALL_TEAMS],
          expiresAtMs,
        });
      },
      async stop() {
        await app.stop(0);
        await forget();
      },
    };
  } catch (cause) {
    await forget();
    throw cause;
  }
}
