import type { Command } from 'commander';
import { loadConfig } from '../config/load-config.js';
import { migrate } from '../storage/migrator.js';
import { auditReport, reportText } from './output/audit-report.js';
import { languageOption, told } from './output/cli-language.js';
import { withDatabase } from './with-database.js';

type AuditOptions = { tenant: string; subject?: string; config?: string; json?: true };

/** `evenkeel audit`: verifies a tenant's audit trail, and prints it. Exit status 1 = the chain is broken. */
export function registerAudit(program: Command): void {
  program
    .command('audit')
    .description("Verifies a tenant's audit trail and prints it: erasures, objections, bindings, admin acts.")
    .requiredOption('--tenant <tenant>', 'whose trail')
    .option('--subject <subject>', 'only entries about agent:ID, call:PLATFORM:ID or actor:ID')
    .option('--config <file>', 'configuration file', process.env.EVENKEEL_CONFIG)
    .option('--json', 'one JSON document on standard output')
    .addOption(languageOption())
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel audit --tenant acme
  $ evenkeel audit --tenant acme --subject agent:ada --json

Exit status: 0 = the chain holds, 1 = an entry was changed or is missing, at either end too.
The number and hash of the last entry are printed: kept elsewhere, they prove that the trail was not written anew.
Names are in the trail only as digests: --subject finds what was done about a name that you know.`,
    )
    .action(async ({ tenant, subject, config, json }: AuditOptions) => {
      const { storage } = loadConfig({ file: config, env: process.env });
      const report = await withDatabase(storage, async (db) => {
        await migrate(db, 'latest');
        return auditReport(db, tenant, subject ?? null);
      });
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : told(reportText(report)));
      if (report.brokenAt !== null) process.exitCode = 1;
    });
}
