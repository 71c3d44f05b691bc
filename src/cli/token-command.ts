import { type Command, InvalidArgumentError, Option } from 'commander';
import { issueToken } from '../auth/issue-token.js';
import { type PrincipalRole, ROLES } from '../auth/principal.js';
import { loadConfig } from '../config/load-config.js';

type TokenOptions = {
  role: PrincipalRole;
  tenant: string;
  subject: string;
  teams: string[];
  hours: number;
  config?: string;
};

/** `evenkeel token`: prints a signed JSON Web Token, alone on standard output. */
export function registerToken(program: Command): void {
  program
    .command('token')
    .description('Print a signed token for one party: a source of audio, a desktop, a lead, a binder.')
    .addOption(new Option('--role <role>', 'what the party may do').choices(ROLES).makeOptionMandatory())
    .requiredOption('--tenant <tenant>', 'the tenant that the party belongs to')
    .requiredOption('--subject <subject>', "who it is: the agent's id, or a name for the machine")
    .option('--teams <teams>', "a lead's teams, separated by commas; none = every team", listOf, [])
    .option('--hours <hours>', 'how long the token is valid', hoursOf, 12)
    .option('--config <file>', 'configuration file (default: environment only)')
    .addHelpText('after', ROLE_HELP)
    .action(async ({ role, tenant, subject, teams, hours, config }: TokenOptions) => {
      const { auth } = loadConfig({ file: config, env: process.env });
      const expiresAtMs = Date.now() + hours * 3_600_000;
      process.stdout.write(`${await issueToken(auth, { role, tenant, subject, teams, expiresAtMs })}\n`);
    });
}

const ROLE_HELP = `
Roles:
  source  sends call audio            (Authorization: Bearer … on the WebSocket)
  agent   receives cues on a desktop  (the subject is the agent's id)
  binder  announces which agent is on which call, and a caller's objection
  lead    reads team exposure, never a person
  admin   manages people, retention and audit

The token is signed with auth.secret (EVENKEEL_AUTH_SECRET). Example:
  export EVENKEEL_AUTH_SECRET=$(openssl rand -hex 32)
  npx evenkeel token --role source --tenant acme --subject pbx-1`;

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
