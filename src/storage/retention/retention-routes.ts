import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import { principalOf } from '../../http/authenticate.js';
import { parsed } from '../../http/parsed.js';
import { identifier, platformName } from '../../identifier.js';
import { type AuditRow, recordRead } from '../audit/audit-trail.js';
import { readAuditTrail, readAuditTrailAbout } from '../audit/read-audit-trail.js';
import { verifyAuditTrail } from '../audit/verify-audit-trail.js';
import { type Erasure, type ErasureStore, erase } from '../erase.js';
import type { ErasureReport } from '../erasure-report.js';
import { type PurgeReport, purge, type RetentionDays } from './retention.js';

export type RetentionOptions = ErasureStore & {
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
  readonly days: RetentionDays;
};

/** `GET /v1/audit`. */
export type AuditAnswer = {
  readonly entries: readonly AuditRow[];
  /**
   * The first entry that was changed or is missing between `afterSeq` and the page's last entry; on the last page, up
   * to the end of the chain. Null = all of it holds.
   */
  readonly brokenAt: number | null;
};

const eraseBody = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('agent'), agentId: identifier }),
  z.strictObject({ what: z.literal('objection'), platform: platformName, callId: identifier }),
]);
const purgeBody = z.strictObject({ dryRun: z.boolean().default(true) });
const auditQuery = z.strictObject({
  afterSeq: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  /** `agent:ID`, `call:PLATFORM:ID` or `actor:ID`: only what was done about it, or by them. */
  subject: z.string().max(600).optional(),
});

/** Erasure on request, the purge of what is too old, and the trail that proves both. */
export function retentionRoutes({
  db,
  writer,
  tellNodes,
  requireRight,
  now,
  days,
}: RetentionOptions): FastifyPluginCallback {
  const running = { preHandler: requireRight('retention.run') };
  return (app, _options, done) => {
    app.post('/v1/retention/erase', running, async (request): Promise<{ readonly erased: ErasureReport }> => {
      const { tenant, subject } = principalOf(request);
      const body = parsed(eraseBody, request.body);
      const erasure: Erasure =
        body.what === 'agent'
          ? { what: 'agent', own: { tenant, agentId: body.agentId } }
          : { what: 'objection', tenant, platform: body.platform, callId: body.callId };
      return {
        erased: await erase({ db, writer, ...(tellNodes && { tellNodes }) }, erasure, {
          actor: 'admin',
          by: subject,
          at: now(),
        }),
      };
    });

    app.post('/v1/retention/purge', running, async (request): Promise<PurgeReport> => {
      const { dryRun } = parsed(purgeBody, request.body);
      const { tenant, subject } = principalOf(request);
      const by = { actor: 'admin', by: subject };
      return purge({ db, writer }, { days, now: now(), dryRun, tenant, by });
    });

    const reading = { preHandler: requireRight('audit.read') };
    app.get('/v1/audit', reading, async (request): Promise<AuditAnswer> => {
      const { tenant } = principalOf(request);
      const { subject, ...page } = parsed(auditQuery, request.query);
      const entries =
        subject === undefined
          ? await readAuditTrail(db, tenant, page)
          : await readAuditTrailAbout(db, tenant, subject, page);
      const last = entries.at(-1);
      const isEnd = last === undefined || entries.length < page.limit;
      const { afterSeq } = page;
      const span = isEnd ? { afterSeq } : { afterSeq, upTo: last.seq };
      const { brokenAt } = await verifyAuditTrail(db, tenant, span);
      const { role: actor, subject: by } = principalOf(request);
      await recordRead(db, {
        tenant,
        at: now(),
        actor,
        by,
        action: 'read.audit',
        subject: null,
        details: {},
      });
      return { entries, brokenAt };
    });
    done();
  };
}
