import type { FastifyPluginCallback, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { Right } from '../../auth/principal.js';
import { EvenkeelError } from '../../errors.js';
import { principalOf } from '../../http/authenticate.js';
import { sendJson } from '../../http/json-in-turns.js';
import { parsed } from '../../http/parsed.js';
import type { RouteApi } from '../../http/route-api.js';
import { recordRead } from '../audit/audit-trail.js';
import { type ErasureStore, erase } from '../erase.js';
import { listMyCalls } from './list-my-calls.js';
import {
  CHECK_IN,
  callParams,
  checkInBody,
  DELETE_CALL,
  DELETE_CALLS,
  EXPORT,
  exportQuery,
  LIST_CALLS,
  LIST_CHECK_INS,
  type MyCallsAnswer,
  type MyCallsErased,
  type MyCheckIns,
  noteBody,
  pageQuery,
  spanQuery,
  WRITE_NOTE,
} from './my-calls-api.js';
import { findOwnCall, type OwnKey } from './own-calls.js';
import { ownCallsCsv } from './own-calls-csv.js';
import { exportOwn } from './own-export.js';
import { checkIn, listCheckIns, writeNote } from './own-notes.js';

export type { MyCall, MyCallsAnswer, MyCheckIns } from './my-calls-api.js';

export type MyCallsOptions = ErasureStore & {
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
};

/** The agent's own records: only that agent's token reaches them, and no other role has the right. */
export function myCallsRoutes(options: MyCallsOptions): FastifyPluginCallback {
  const { db, requireRight, now } = options;
  const reading = (api: RouteApi) => ({ preHandler: requireRight('calls.read-own'), config: { api } });
  const changing = (api: RouteApi) => ({ preHandler: requireRight('calls.delete-own'), config: { api } });
  const byAgent = ({ agentId }: OwnKey) => ({ actor: 'agent', by: agentId, at: now() });

  return (app, _options, done) => {
    app.get('/v1/my/calls', reading(LIST_CALLS), async (request): Promise<MyCallsAnswer> => {
      return listMyCalls(db, ownKey(request), parsed(pageQuery, request.query));
    });

    app.delete('/v1/my/calls/:id', changing(DELETE_CALL), async (request): Promise<MyCallsErased> => {
      const { id } = parsed(callParams, request.params);
      const own = ownKey(request);
      if ((await findOwnCall(db, own, id)) === null) throw new EvenkeelError('http.not-found');
      const erasure = { what: 'own-call', own, callRow: id } as const;
      return { erased: await erase(options, erasure, byAgent(own)) };
    });

    app.delete('/v1/my/calls', changing(DELETE_CALLS), async (request): Promise<MyCallsErased> => {
      const own = ownKey(request);
      const erasure = { what: 'agent', own } as const;
      return { erased: await erase(options, erasure, byAgent(own)) };
    });

    app.put('/v1/my/calls/:id/note', changing(WRITE_NOTE), async (request, reply) => {
      const { id } = parsed(callParams, request.params);
      const { text } = parsed(noteBody, request.body);
      if (!(await writeNote(db, ownKey(request), id, { text: text.trim(), at: now() })))
        throw new EvenkeelError('http.not-found');
      return reply.status(204).send();
    });

    app.get('/v1/my/export', reading(EXPORT), async (request, reply) => {
      const { format } = parsed(exportQuery, request.query);
      const own = ownKey(request);
      const everything = await exportOwn(db, own);
      const subject = `agent:${own.agentId}`;
      const action = 'read.own-export';
      await recordRead(db, { ...byAgent(own), tenant: own.tenant, action, subject, details: { format } });
      reply.header('content-disposition', `attachment; filename="evenkeel-my-calls.${format}"`);
      if (format === 'json') return sendJson(reply, everything);
      return reply.type('text/csv; charset=utf-8').send(await ownCallsCsv(everything.calls));
    });

    app.get('/v1/my/check-ins', reading(LIST_CHECK_INS), async (request): Promise<MyCheckIns> => {
      const { from } = parsed(spanQuery, request.query);
      return { checkIns: await listCheckIns(db, ownKey(request), { from, to: now() + 1 }) };
    });

    app.post('/v1/my/check-ins', changing(CHECK_IN), async (request, reply) => {
      const { feeling } = parsed(checkInBody, request.body);
      await checkIn(db, ownKey(request), feeling, now());
      return reply.status(204).send();
    });
    done();
  };
}

function ownKey(request: FastifyRequest): OwnKey {
  const { tenant, subject } = principalOf(request);
  return { tenant, agentId: subject };
}
