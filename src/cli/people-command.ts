import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { loadConfig } from '../config/load-config.js';
import { EvenkeelError } from '../errors.js';
import { isIdentifier } from '../identifier.js';
import { importPeople } from '../people/import-people.js';
import { PEOPLE_COLUMNS, readPeopleCsv, readShiftsCsv, SHIFT_COLUMNS } from '../people/people-csv.js';
import { migrate } from '../storage/migrator.js';
import { decodeStrictly } from '../strict-text.js';
import { told } from './output/cli-language.js';
import { withDatabase } from './with-database.js';

type ImportOptions = {
  people?: string;
  shifts?: string;
  tenant: string;
  dryRun?: true;
  config?: string;
  json?: true;
};

const HELP = `
The people file is CSV with the columns
  ${PEOPLE_COLUMNS.join(',')}
  ana,billing,Billing,Europe/Berlin,2026-01-05,
one line for an agent in a team; an agent in two teams has two lines. An empty "to" = still there.

The shifts file is CSV with the columns
  ${SHIFT_COLUMNS.join(',')}
  billing,early,Early,12345,06:00,14:00
times are local to the team; an end at or before the start is on the next day. Weekdays: 1 = Monday.

People who are not in the file do not change. Weeks that are already published do not change.

Examples:
  $ evenkeel people import --tenant acme --people people.csv --dry-run   what would change
  $ evenkeel people import --tenant acme --people people.csv --shifts shifts.csv
  $ evenkeel people import --tenant acme --shifts shifts.csv --config evenkeel.yaml --json`;

/** `evenkeel people import`: teams, agents and shifts from CSV. */
export function registerPeople(program: Command): void {
  const people = program
    .command('people')
    .description('Looks after people, teams and shifts.')
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel people import --tenant acme --people people.csv --dry-run
  $ evenkeel people import --help   the columns of the files`,
    );
  people
    .command('import')
    .description('Imports agents, teams and shifts from CSV: all lines or none.')
    .option('--people <file>', 'agents and their teams')
    .option('--shifts <file>', 'shifts of the teams')
    .requiredOption('--tenant <tenant>', 'the tenant that they belong to')
    .option('--dry-run', 'check the files and say what would change')
    .option('--config <file>', 'configuration file', process.env.EVENKEEL_CONFIG)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', HELP)
    .action(async (options: ImportOptions) => {
      if (!isIdentifier(options.tenant)) throw new EvenkeelError('cli.usage', '--tenant is not a name.');
      const wanted = {
        tenant: options.tenant,
        people: options.people === undefined ? [] : await readPeopleCsv(readText(options.people)),
        shifts: options.shifts === undefined ? [] : await readShiftsCsv(readText(options.shifts)),
      };
      const { storage } = loadConfig({ file: options.config, env: process.env });
      const report = await withDatabase(storage, async (db) => {
        await migrate(db, 'latest');
        return importPeople(db, wanted, Date.now(), options.dryRun === true);
      });
      if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
      else
        process.stdout.write(
          told(
            `${report.dryRun ? 'Would import' : 'Imported'}: ${report.agents} agents in ${report.teams} teams ` +
              `(${report.joined} joined, ${report.left} left), ${report.shifts} shifts.\n`,
          ),
        );
    });
}

function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EvenkeelError('people.file-invalid', `${file} cannot be opened (${why}).`, { cause });
  }
  const decoded = decodeStrictly(bytes);
  if ('fault' in decoded) throw new EvenkeelError('people.file-invalid', `${file}: ${decoded.fault}.`);
  return decoded.text;
}
