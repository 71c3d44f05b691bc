import { z } from 'zod';
import type { RouteApi } from '../../http/route-api.js';
import { identifier, platformName } from '../../identifier.js';
import type { AuditRow } from '../audit/audit-trail.js';
import { type PurgeReport, RETENTION_CLASSES } from './retention.js';

export const eraseBody = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('agent'), agentId: identifier }),
  z.strictObject({ what: z.literal('objection'), platform: platformName, callId: identifier }),
]);
export const purgeBody = z.strictObject({ dryRun: z.boolean().default(true) });
export const auditQuery = z.strictObject({
  afterSeq: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  /** `agent:ID`, `call:PLATFORM:ID` or `actor:ID`: only what was done about it, or by them. */
  subject: z.string().max(600).optional(),
});

const rows = z.record(z.string(), z.number());
const auditRow = z.object({
  tenant: identifier,
  seq: z.number(),
  at: z.number(),
  actor: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  details: z.string(),
  previous_hash: z.string(),
  hash: z.string(),
}) satisfies z.ZodType<AuditRow>;
const auditAnswer = z.object({
  entries: z.array(auditRow).readonly(),
  /**
   * The first entry that was changed or is missing between `afterSeq` and the page's last entry; on the last page, up
   * to the end of the chain. Null = all of it holds.
   */
  brokenAt: z.number().nullable(),
});

/** `GET /v1/audit`. */
export type AuditAnswer = Readonly<z.infer<typeof auditAnswer>>;

export const ERASE: RouteApi = {
  id: 'erase',
  summary: 'Erases an agent, or what was inferred of a call whose caller objects.',
  body: eraseBody,
  answers: { 200: z.object({ erased: rows }) },
};
export const PURGE: RouteApi = {
  id: 'purge',
  summary: 'Takes out what is older than its class is kept; counts only, unless `dryRun` is false.',
  body: purgeBody,
  answers: {
    200: z.object({
      dryRun: z.boolean(),
      classes: z.array(
        z.object({ class: z.enum(RETENTION_CLASSES), days: z.number(), before: z.number(), rows }),
      ),
    }) satisfies z.ZodType<PurgeReport>,
  },
};
export const READ_AUDIT: RouteApi = {
  id: 'readAudit',
  summary: 'The audit trail of the tenant, oldest first, and whether its chain holds.',
  query: auditQuery,
  answers: { 200: auditAnswer },
};
