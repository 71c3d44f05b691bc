import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../app/app.js';
import { issueToken } from '../../auth/issue-token.js';
import type { PrincipalRole } from '../../auth/principal.js';
import { loadConfig } from '../../config/load-config.js';
import { connectorsSection } from '../../config/sections/connectors-section.js';

const TENANT = 'demo';
export const DEMO_AGENT = 'ruth';

/** A whole Evenkeel for the length of a demo: loopback, a secret of its own, a database that goes with it. */
export type DemoServer = {
  readonly url: string;
  token(role: PrincipalRole, subject: string): Promise<string>;
  stop(): Promise<void>;
};

export async function startDemoServer(port: number): Promise<DemoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-demo-'));
  const config = loadConfig({
    env: {},
    overrides: {
      server: { host: '127.0.0.1', port },
      auth: { secret: randomBytes(32).toString('hex') },
      storage: { sqliteFile: join(folder, 'demo.sqlite') },
      connectors: connectorsSection.parse([
        { name: 'demo', protocol: 'native', path: '/streams/native', agent: { trusted: true } },
      ]),
      telemetry: { logLevel: 'error' },
    },
  });
  const app = await createApp(config);
  const url = await app.listen();
  return {
    url,
    token: (role, subject) => {
      const expiresAtMs = Date.now() + 12 * 3_600_000;
      return issueToken(config.auth, { role, tenant: TENANT, subject, teams: [], expiresAtMs });
    },
    async stop() {
      await app.stop(0);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
