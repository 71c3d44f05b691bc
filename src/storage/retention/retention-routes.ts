import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import type { Right } from '../../auth/principal.js';
import { principalOf } from '../../http/authenticate.js';
import { parsed } from '../../http/parsed.js';
import type { RouteApi } from '../../http/route-api.js';
import { recordRead } from '../audit/audit-trail.js';
import { readAuditTrail, readAuditTrailAbout } from '../audit/read-audit-trail.js';
import { verifyAuditTrail } from '../audit/verify-audit-trail.js';
import { type Erasure, type ErasureStore, erase } from '../erase.js';
import type { ErasureReport } from '../erasure-report.js';
import { type PurgeReport, purge, type RetentionDays } from './retention.js';
import {
  type AuditAnswer,
  auditQuery,
  ERASE,
  eraseBody,
  PURGE,
  purgeBody,
  READ_AUDIT,
} from './retention-api.js';

export type RetentionOptions = ErasureStore & {
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
  readonly days: RetentionDays;
};

/** Erasure on request, the purge of what is too old, and the trail that proves both. */
export function retentionRoutes({
  db,
  writer,
  tellNodes,
  requireRight,
  now,
  days,
}: RetentionOptions): FastifyPluginCallback {
  const running = (api: RouteApi) => ({ preHandler: requireRight('retention.run'), config: { api } });
  return (app, _options, done) => {
    app.post(
      '/v1/retention/erase',
      running(ERASE),
      async (request): Promise<{ readonly erased: ErasureReport }> => {
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
      },
    );

    app.post('/v1/retention/purge', running(PURGE), async (request): Promise<PurgeReport> => {
      const { dryRun } = parsed(purgeBody, request.body);
      const { tenant, subject } = principalOf(request);
      const by = { actor: 'admin', by: subject };
      return purge({ db, writer }, { days, now: now(), dryRun, tenant, by });
    });

    const reading = { preHandler: requireRight('audit.read'), config: { api: READ_AUDIT } };
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
