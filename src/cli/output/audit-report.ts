import type { AuditRow } from '../../storage/audit/audit-trail.js';
import { type AuditPage, readAuditTrail, readAuditTrailAbout } from '../../storage/audit/read-audit-trail.js';
import { type AuditVerdict, verifyAuditTrail } from '../../storage/audit/verify-audit-trail.js';
import type { Database } from '../../storage/database.js';

/** What `--json` prints: whether the tenant's chain holds, and its entries, all or those about the subject. */
export type AuditReport = AuditVerdict & { readonly entries: readonly AuditRow[] };

const ROWS_A_TIME = 1000;

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

export function reportText({ brokenAt, checked, head, entries }: AuditReport): string {
  if (checked === 0 && brokenAt === null)
    return 'There is no entry: nothing has been done in this tenant yet, or its name is written otherwise.\n';
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
