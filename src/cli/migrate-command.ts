import { type Command, Option } from 'commander';
import { loadConfig } from '../config/load-config.js';
import { type MigrationGoal, migrate } from '../storage/migrator.js';
import { told } from './output/cli-language.js';
import { withDatabase } from './with-database.js';

/** `evenkeel migrate`: brings the database's schema up, or down again. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      'Brings the database schema up to date, as `serve` does when it starts, or takes the last step back. Going back deletes what that step held.',
    )
    .addOption(
      new Option('--to <goal>', 'where to: newest schema, one step back, or nothing at all')
        .choices(['latest', 'one-down', 'empty'])
        .default('latest'),
    )
    .option('--config <file>', 'configuration file', process.env.EVENKEEL_CONFIG)
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel migrate
  $ evenkeel migrate --to one-down --json`,
    )
    .action(async (options: { to: MigrationGoal; config?: string; json?: true }) => {
      const { storage } = loadConfig({ file: options.config, env: process.env });
      const steps = await withDatabase(storage, (db) => migrate(db, options.to));
      if (options.json) process.stdout.write(`${JSON.stringify({ steps })}\n`);
      else if (steps.length === 0)
        process.stdout.write(told('The schema is already there: nothing to do.\n'));
      else for (const { direction, name } of steps) process.stdout.write(told(`${direction}  ${name}\n`));
    });
}
