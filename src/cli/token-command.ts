import { type Command, InvalidArgumentError, Option } from 'commander';
import { issueSignInLink, issueToken } from '../auth/issue-token.js';
import { type PrincipalRole, ROLES } from '../auth/principal.js';
import type { Config } from '../config/config-schema.js';
import { loadConfig } from '../config/load-config.js';
import { EvenkeelError } from '../errors.js';
import { openBrowser } from './local/open-browser.js';
import { signInAddress } from './local/page-address.js';
import { languageOption } from './output/cli-language.js';
import { remarks } from './output/remarks.js';

type TokenOptions = {
  role: PrincipalRole;
  tenant: string;
  subject: string;
  teams: string[];
  hours: number;
  config?: string;
  url?: string;
  open: boolean;
};

/** `evenkeel token`: a signed JSON Web Token alone on standard output; the page that it opens on standard error. */
export function registerToken(program: Command): void {
  program
    .command('token')
    .description(
      'Prints a signed token for one party, alone on standard output. For people (agent, lead, admin, reader) the address that signs them in follows on standard error: it is good once, for ten minutes.',
    )
    .addOption(new Option('--role <role>', 'what the party may do').choices(ROLES).makeOptionMandatory())
    .requiredOption('--tenant <tenant>', 'the tenant that the party belongs to')
    .requiredOption('--subject <subject>', "who it is: the agent's id, or a name for the machine")
    .option(
      '--teams <teams>',
      "a lead's teams, separated by commas, or * for every team; none = no team",
      listOf,
      [],
    )
    .option('--hours <hours>', 'how long the token is valid', hoursOf, 12)
    .option('--url <url>', 'where the pages are served; default: as configured', pageUrl)
    .option('--open', 'open the page and sign in there', false)
    .option('--config <file>', 'configuration file, YAML or JSON', process.env.EVENKEEL_CONFIG)
    .addOption(languageOption())
    .addHelpText('after', ROLE_HELP)
    .action(async ({ role, tenant, subject, teams, hours, config, url, open }: TokenOptions) => {
      const { auth, server, signIn } = loadConfig({ file: config, env: process.env });
      const expiresAtMs = Date.now() + hours * 3_600_000;
      const token = await issueToken(auth, { role, tenant, subject, teams, expiresAtMs });
      process.stdout.write(`${token}\n`);
      if (role === 'source' || role === 'binder') {
        if (open) throw new EvenkeelError('cli.usage', `--open: the role ${role} has no page.`);
        return;
      }
      const link = await issueSignInLink(auth, { role, tenant, subject, teams });
      const page = signInAddress(url ?? signIn.publicUrl ?? servedAt(server), role, link);
      remarks.write(`The page, good once and for ten minutes: ${page}\n`);
      if (open) openBrowser(page);
    });
}

const ROLE_HELP = `
Roles:
  source  sends call audio            (Authorization: Bearer … on the WebSocket)
  agent   receives cues on a desktop  (the subject is the agent's id)
  binder  announces which agent is on which call, and a caller's objection
  lead    reads team exposure, never a person
  admin   manages people, retention and audit

The token is signed with auth.secret (EVENKEEL_AUTH_SECRET).

Examples:
  $ export EVENKEEL_AUTH_SECRET=$(openssl rand -hex 32)
  $ TOKEN=$(evenkeel token --role source --tenant acme --subject pbx-1)
  $ evenkeel token --role agent --tenant acme --subject ruth --open`;

/** Where a browser on this machine finds the pages of a server that is configured like this. */
function servedAt({ host, port, tlsCertFile }: Config['server']): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const shown = reachable.includes(':') ? `[${reachable}]` : reachable;
  return `${tlsCertFile === null ? 'http' : 'https'}://${shown}:${port}`;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function hoursOf(text: string): number {
  const hours = Number(text);
  if (!(hours > 0 && hours <= 24 * 366))
    throw new InvalidArgumentError('Give a number of hours, up to 8784 (one year).');
  return hours;
}

function pageUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('Give an http:// or https:// address.');
  return text;
}
