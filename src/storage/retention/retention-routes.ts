import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import type { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import { principalOf } from '../../http/authenticate.js';
import { parsed } from '../../http/parsed.js';
import type { RouteApi } from '../../http/route-api.js';
import { recordRead } from '../audit/audit-trail.js';
import { readAuditTrail, readAuditTrailAbout } from '../audit/read-audit-trail.js';
import { verifyAuditTrail } from '../audit/verify-audit-trail.js';
import type { Database } from '../database.js';
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
export function retentionRoutes(options: RetentionOptions): FastifyPluginCallback {
  const { db, requireRight, now, days } = options;
  const running = (api: RouteApi) => ({ preHandler: requireRight('retention.run'), config: { api } });
  const reading = { preHandler: requireRight('audit.read'), config: { api: READ_AUDIT } };
  return (app, _options, done) => {
    app.post('/v1/retention/erase', running(ERASE), async (request): Promise<EraseAnswer> => {
      const { tenant, subject } = principalOf(request);
      const erasure = erasureOf(tenant, parsed(eraseBody, request.body));
      return { erased: await erase(options, erasure, { actor: 'admin', by: subject, at: now() }) };
    });

    app.post('/v1/retention/purge', running(PURGE), async (request): Promise<PurgeReport> => {
      const { dryRun } = parsed(purgeBody, request.body);
      const { tenant, subject } = principalOf(request);
      const by = { actor: 'admin', by: subject };
      return purge(options, { days, now: now(), dryRun, tenant, by });
    });

    app.get('/v1/audit', reading, async (request): Promise<AuditAnswer> => {
      const { tenant, role: actor, subject: by } = principalOf(request);
      const answer = await readTrail(db, tenant, parsed(auditQuery, request.query));
      await recordRead(db, {
        tenant,
        at: now(),
        actor,
        by,
        action: 'read.audit',
        subject: null,
        details: {},
      });
      return answer;
    });
    done();
  };
}

type EraseAnswer = { readonly erased: ErasureReport };

function erasureOf(tenant: string, body: z.infer<typeof eraseBody>): Erasure {
  return body.what === 'agent'
    ? { what: 'agent', own: { tenant, agentId: body.agentId } }
    : { what: 'objection', tenant, platform: body.platform, callId: body.callId };
}

/** A page of the trail, and whether the trail holds up to the end of that page. */
async function readTrail(
  db: Database,
  tenant: string,
  { subject, ...page }: z.infer<typeof auditQuery>,
): Promise<AuditAnswer> {
  const entries =
    subject === undefined
      ? await readAuditTrail(db, tenant, page)
      : await readAuditTrailAbout(db, tenant, subject, page);
  const { afterSeq } = page;
  const last = entries.at(-1);
  const isEnd = last === undefined || entries.length < page.limit;
  const span = isEnd ? { afterSeq } : { afterSeq, upTo: last.seq };
  const { brokenAt } = await verifyAuditTrail(db, tenant, span);
  return { entries, brokenAt };
}
