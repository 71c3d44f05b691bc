import { createApp } from '../src/app/app.js';
import { SOCKET_ACCESS } from '../src/app/socket-access.js';
import { type Right, ROLES, rolesThatMay } from '../src/auth/principal.js';
import { loadConfig } from '../src/config/load-config.js';
import type { OpenTo, RouteAccess } from '../src/http/route-access.js';

const ROUTE_CELLS = ['no token', ...ROLES] as const;

/** Every HTTP route of an app as `serve` builds it, sorted; the built pages left out. */
export async function productRoutes(): Promise<readonly RouteAccess[]> {
  const config = loadConfig({
    env: {},
    overrides: {
      auth: { secret: 'only to build the routes, never to sign' },
      storage: { sqliteFile: ':memory:' },
      telemetry: { logLevel: 'silent' },
      server: { workers: 0 },
    },
  });
  const app = await createApp(config, { classifier: { classify: async () => [], close: async () => {} } });
  const all = app.routes();
  await app.stop(0);
  return all
    .filter(({ url }) => !url.startsWith('/*') && !url.startsWith('/try'))
    .sort((a, b) => `${a.url} ${a.method}`.localeCompare(`${b.url} ${b.method}`, 'en'));
}

function mayAsk(who: (typeof ROUTE_CELLS)[number], needs: Right | OpenTo): string {
  if (needs === 'everyone') return 'yes';
  if (needs === 'metrics-token' || needs === 'own-session' || needs === 'identity-provider') return '–';
  return who !== 'no token' && rolesThatMay(needs).includes(who) ? 'own' : '–';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
}

/** The page of rights: every route and every socket message, by role. */
export async function rightsPage(note: string): Promise<string> {
  return [
    '# Who may do what',
    '',
    `${note} \`test/integration/rights-table.test.ts\` tries every cell against a running server.`,
    '',
    'A token names one role and one tenant. The tenant is never part of a request: it is always the token’s own, so a token of one tenant reads and changes nothing of another, whatever its role. **own** = allowed, for the own tenant, and where the right ends in `-own` for the holder alone; **yes** = open, because nothing of a person or a call is in the answer; **–** = refused (`401 auth.token-missing` without a token, `403 auth.right-missing` with one).',
    '',
    '## HTTP',
    '',
    ...table(
      ['route', 'needs', ...ROUTE_CELLS],
      (await productRoutes()).map(({ method, url, needs }) => [
        `\`${method} ${url}\``,
        `\`${needs}\``,
        ...ROUTE_CELLS.map((who) => mayAsk(who, needs)),
      ]),
    ),
    '',
    '`metrics-token`: whoever knows `telemetry.metricsToken`; open where none is set. The built pages are open too: nothing of a person is in them. `own-session`: whoever holds the cookie, token, ticket or link of a [sign-in](sign-in.md); it answers about that sign-in alone. `identity-provider`: what the provider has signed.',
    '',
    '## WebSockets',
    '',
    'The first message of `/desktop` and `/try` carries the token, on the native path the request does; a socket without the right is closed, and a message before the token closes it too. `/desktop` takes the same messages in the panel’s protocol and in that of the cue feed. The paths of telephone platforms take the credentials of their connector, and no token opens them.',
    '',
    ...table(
      ['socket', 'message', 'needs', ...ROLES],
      SOCKET_ACCESS.map(({ socket, message, needs }) => [
        `\`${socket}\``,
        `\`${message}\``,
        `\`${needs}\``,
        ...ROLES.map((role) => mayAsk(role, needs)),
      ]),
    ),
    '',
  ].join('\n');
}
