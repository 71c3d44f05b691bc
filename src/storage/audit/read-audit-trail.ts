import type { Kysely } from 'kysely';
import { digestOf, saltIfAny } from '../subject-digest.js';
import type { Tables } from '../tables.js';
import type { AuditRow } from './audit-trail.js';

export type AuditPage = {
  readonly afterSeq: number;
  readonly limit: number;
  /** Only what was done about, or by, the subject of this digest. */
  readonly digest?: string;
};

/** A page of the trail, oldest first. */
export async function readAuditTrail(
  db: Kysely<Tables>,
  tenant: string,
  { afterSeq, limit, digest }: AuditPage,
): Promise<readonly AuditRow[]> {
  let query = db
    .selectFrom('audit_trail')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit);
  if (digest !== undefined)
    query = query.where(({ or, eb }) =>
      or([eb('subject', '=', digest), eb('details', 'like', `%"by":"${digest}"%`)]),
    );
  return query.execute();
}

/**
 * As {@link readAuditTrail}, only what was done about or by a subject: `agent:ID`, `call:PLATFORM:ID`, `actor:ID`. The
 * trail knows them by digest, so that a name can be asked for and none is given away.
 */
export async function readAuditTrailAbout(
  db: Kysely<Tables>,
  tenant: string,
  subject: string,
  page: AuditPage,
): Promise<readonly AuditRow[]> {
  const salt = await saltIfAny(db, tenant);
  return salt === null ? [] : readAuditTrail(db, tenant, { ...page, digest: digestOf(subject, salt) });
}
