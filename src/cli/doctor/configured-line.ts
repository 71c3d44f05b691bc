import { issueToken } from '../../auth/issue-token.js';
import type { PrincipalRole } from '../../auth/principal.js';
import type { Config } from '../../config/config-schema.js';
import type { ConnectorSettings } from '../../config/sections/connectors-section.js';
import { EvenkeelError } from '../../errors.js';
import type { Credentials } from '../../lab/telephones/call-plan.js';
import type { Telephone } from '../../lab/telephones/telephone.js';
import { TELEPHONES } from '../../lab/telephones/telephones.js';

/** A connector as the doctor dials it. */
export type ExaminedLine = {
  readonly url: string;
  readonly telephone: Telephone;
  /** Platform part of the call key. */
  readonly platform: string;
  readonly credentials: Credentials;
  readonly publicOrigin: string | null;
  /** Of role binder; null = how the audio arrives is not asked. */
  readonly apiToken: string | null;
  readonly agentToken: string | null;
};

const TOKEN_LIFE_MS = 10 * 60_000;
/** Whose calls the doctor places where the connector leaves the tenant to the token. */
const USUAL_TENANT = 'acme';

/** A connector of a configuration, with the credentials that its own settings ask for. */
export async function configuredLine(
  config: Config,
  { connector, agent }: { readonly connector?: string | undefined; readonly agent?: string | undefined },
): Promise<ExaminedLine> {
  const row = config.connectors.find(
    ({ name, path }) => path !== null && (connector === undefined || name === connector),
  );
  if (row === undefined)
    throw new EvenkeelError(
      'cli.usage',
      connector === undefined
        ? 'No connector of the configuration has a path to dial.'
        : `No connector with a path is called ${connector}.`,
    );
  const tenant = tenantOf(row);
  const token = (role: PrincipalRole, subject: string) =>
    issueToken(config.auth, {
      role,
      tenant,
      subject,
      teams: [],
      expiresAtMs: Date.now() + TOKEN_LIFE_MS,
    });
  return {
    url: `${baseUrlOf(config.server)}${row.path}`,
    telephone: TELEPHONES.find(({ name }) => name === row.protocol)!,
    platform: row.platform ?? row.protocol,
    credentials: row.protocol === 'native' ? { token: await token('source', 'doctor') } : credentialsOf(row),
    publicOrigin: publicOriginOf(row),
    apiToken: await token('binder', 'doctor'),
    agentToken: agent === undefined ? null : await token('agent', agent),
  };
}

function baseUrlOf({ host, port, tlsCertFile }: Config['server']): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const shown = reachable.includes(':') ? `[${reachable}]` : reachable;
  return `${tlsCertFile === null ? 'ws' : 'wss'}://${shown}:${port}`;
}

function tenantOf(row: ConnectorSettings): string {
  if (row.protocol === 'audiohook') return row.keys[0]!.tenant;
  return row.tenant ?? USUAL_TENANT;
}

function publicOriginOf(row: ConnectorSettings): string | null {
  if (row.protocol === 'audiohook')
    return row.publicAuthority === null ? null : `wss://${row.publicAuthority}`;
  return 'publicOrigin' in row ? row.publicOrigin : null;
}

/** What the platform would prove itself with. */
function credentialsOf(row: Exclude<ConnectorSettings, { protocol: 'native' }>): Credentials {
  if (row.protocol === 'audiohook') {
    const { apiKey, secret } = row.keys[0]!;
    return { apiKey, secret };
  }
  return {
    ...('basic' in row && row.basic),
    ...('authToken' in row && row.authToken !== null && { secret: row.authToken }),
    ...('accountId' in row && row.accountId !== null && { username: row.accountId }),
    ...('bearerToken' in row && row.bearerToken !== null && { token: row.bearerToken }),
    ...(row.protocol === 'vonage' && row.token !== null && { token: row.token.secret }),
  };
}
