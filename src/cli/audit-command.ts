import type { Command } from 'commander';
import { loadConfig } from '../config/load-config.js';
import {
  type AuditPage,
  type AuditRow,
  readAuditTrail,
  readAuditTrailAbout,
} from '../storage/audit/audit-trail.js';
import { type AuditVerdict, verifyAuditTrail } from '../storage/audit/verify-audit-trail.js';
import type { Database } from '../storage/database.js';
import { migrate } from '../storage/migrator.js';
import { withDatabase } from './with-database.js';

type AuditOptions = { tenant: string; subject?: string; config?: string; json?: true };

/** What `--json` prints: whether the tenant's chain holds, and its entries, all or those about the subject. */
export type AuditReport = AuditVerdict & { readonly entries: readonly AuditRow[] };

const ROWS_A_TIME = 1_000;

/** `evenkeel audit`: verifies a tenant's audit trail, and prints it. Exit status 1 = the chain is broken. */
export function registerAudit(program: Command): void {
  program
    .command('audit')
    .description("Verify a tenant's audit trail and print it: erasures, objections, bindings, admin acts.")
    .requiredOption('--tenant <tenant>', 'whose trail')
    .option('--subject <subject>', 'only entries about agent:ID, call:PLATFORM:ID or actor:ID')
    .option('--config <file>', 'configuration file', process.env.EVENKEEL_CONFIG)
    .option('--json', 'one JSON document on standard output')
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
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : reportText(report));
      if (report.brokenAt !== null) process.exitCode = 1;
    });
}

/** Verifies the whole chain, from where retention left its beginning to its last entry. */
export async function auditReport(
  db: Database,
  tenant: string,
  subject: string | null,
): Promise<AuditReport> {
  const read = (page: AuditPage) =>
    subject === null ? readAuditTrail(db, tenant, page) : readAuditTrailAbout(db, tenant, subject, page);
  const entries: AuditRow[] = [];
  for (;;) {
    const page = await read({ afterSeq: entries.at(-1)?.seq ?? 0, limit: ROWS_A_TIME });
    entries.push(...page);
    if (page.length < ROWS_A_TIME) break;
  }
  return { ...(await verifyAuditTrail(db, tenant)), entries };
}

function reportText({ brokenAt, checked, head, entries }: AuditReport): string {
  const lines = entries.map(
    ({ seq, at, actor, action, details }) =>
      `${String(seq).padStart(6)}  ${new Date(at).toISOString()}  ${actor.padEnd(9)}  ${action.padEnd(16)}  ${details}`,
  );
  const verdict =
    brokenAt === null
      ? `The chain holds: ${checked} entries checked${head === null ? '' : `, up to ${head.seq} (${head.hash})`}.`
      : `The chain is broken at entry ${brokenAt}: it was changed or is missing, or is one too many.`;
  return `${[...lines, verdict].join('\n')}\n`;
}
