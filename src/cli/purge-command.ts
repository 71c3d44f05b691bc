import type { Command } from 'commander';
import { loadConfig } from '../config/load-config.js';
import { migrate } from '../storage/migrator.js';
import { type PurgeReport, purge } from '../storage/retention/retention.js';
import { journalOf } from '../storage/storage.js';
import { told } from './output/cli-language.js';
import { withDatabase } from './with-database.js';

/** `evenkeel purge`: takes out what is older than it may be kept. `serve` does the same once a day. */
export function registerPurge(program: Command): void {
  program
    .command('purge')
    .description(
      'Deletes records that are past their retention (wellbeing.retention.*) and reports the rows by class. `serve` does this daily.',
    )
    .option('--dry-run', 'report what would go, and keep everything')
    .option('--config <file>', 'configuration file', process.env.EVENKEEL_CONFIG)
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel purge --dry-run
  $ evenkeel purge --json`,
    )
    .action(async (options: { dryRun?: true; config?: string; json?: true }) => {
      const { storage, wellbeing } = loadConfig({ file: options.config, env: process.env });
      const report = await withDatabase(storage, async (db) => {
        await migrate(db, 'latest');
        return purge(
          { db, writer: journalOf(storage) },
          { days: wellbeing.retention, now: Date.now(), dryRun: options.dryRun === true, tenant: null },
        );
      });
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : told(reportText(report)));
    });
}

function reportText({ dryRun, classes }: PurgeReport): string {
  const lines = classes.map(({ class: name, days, before, rows }) => {
    const counts = Object.entries(rows).map(([table, count]) => `${count} ${table}`);
    const day = new Date(before).toISOString().slice(0, 10);
    return `${name.padEnd(10)} ${String(days).padStart(5)} days  before ${day}  ${counts.join(', ')}`;
  });
  return `${dryRun ? 'Would be deleted (dry run, nothing was changed):' : 'Gone:'}\n${lines.join('\n')}\n`;
}
