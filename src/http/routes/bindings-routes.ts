import type { FastifyPluginCallback, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { type BindingTicket, TICKET_LIFETIME_S } from '../../auth/binding-ticket.js';
import type { Right } from '../../auth/principal.js';
import type { BindingOutcome, CallKey } from '../../binding/agent-binding.js';
import type { BindingRegistry } from '../../binding/binding-registry.js';
import type { SharedStanding } from '../../binding/shared-standing.js';
import type { OnBehalfOf } from '../../binding/standing-store.js';
import { EvenkeelError } from '../../errors.js';
import { principalOf } from '../authenticate.js';
import { parsed } from '../parsed.js';
import type { RouteApi } from '../route-api.js';
import {
  agentBody,
  BIND,
  type BindingAnswer,
  callParams,
  HOLD,
  type HoldAnswer,
  holdBody,
  ISSUE_TICKET,
  type Notice,
  OBJECT,
  type ObjectionAnswer,
  READ_BINDING,
  type TicketAnswer,
  UNBIND,
} from './bindings-api.js';

export type BindingsOptions = {
  readonly bindings: BindingRegistry;
  readonly standing: SharedStanding;
  /** The state of the caller's notice: the same as the source and the desktop are shown. */
  readonly noticeOf: (call: CallKey) => Notice;
  /** Signs a binder's statement about one call and one agent; `by`: the binder. */
  readonly issueTicket: (ticket: BindingTicket, by: string) => Promise<string>;
  /**
   * Proves that somebody was told who is on a call, or was given a ticket for it. Rejects where that cannot be kept: then
   * nothing is told or given.
   */
  readonly prove: (action: 'read.binding' | 'issue.ticket', call: CallKey, on: OnBehalfOf) => Promise<void>;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
};

/**
 * How an integrator says who is on a call, and that a caller objects: before, during or after the audio. The tenant
 * is always the token's own.
 */
export function bindingsRoutes(options: BindingsOptions): FastifyPluginCallback {
  const { bindings, standing, noticeOf, issueTicket, prove, requireRight } = options;
  const announcing = (api: RouteApi) => ({ preHandler: requireRight('binding.announce'), config: { api } });
  const objecting = { preHandler: requireRight('call.object'), config: { api: OBJECT } };
  const path = '/v1/calls/:platform/:callId';
  const answerOf = ({ call, agent, source, state }: BindingOutcome): BindingAnswer => ({
    agentId: agent.agentId,
    source,
    state,
    notice: noticeOf(call),
  });

  return (app, _options, done) => {
    app.put(`${path}/agent`, announcing(BIND), async (request): Promise<BindingAnswer> => {
      const call = callOf(request);
      const agent = { tenant: call.tenant, agentId: parsed(agentBody, request.body).agentId };
      return answerOf(await standing.bind(call, agent, 'announce', wordOf(request)));
    });

    app.get(`${path}/agent`, announcing(READ_BINDING), async (request): Promise<BindingAnswer> => {
      const call = callOf(request);
      const binding = bindings.of(call);
      if (binding === null) throw new EvenkeelError('binding.call-unknown');
      await prove('read.binding', call, wordOf(request));
      return answerOf(binding);
    });

    app.delete(`${path}/agent`, announcing(UNBIND), async (request, reply) => {
      if (!(await standing.unbind(callOf(request), wordOf(request))))
        throw new EvenkeelError('binding.call-unknown');
      return reply.status(204).send();
    });

    app.post(`${path}/ticket`, announcing(ISSUE_TICKET), async (request): Promise<TicketAnswer> => {
      const { agentId } = parsed(agentBody, request.body);
      const call = callOf(request);
      await prove('issue.ticket', call, wordOf(request));
      const ticket = await issueTicket({ ...call, agentId }, principalOf(request).subject);
      return { ticket, expiresInS: TICKET_LIFETIME_S };
    });

    app.put(`${path}/hold`, announcing(HOLD), async (request): Promise<HoldAnswer> => {
      const call = callOf(request);
      const { on } = parsed(holdBody, request.body);
      const binding = await standing.hold(call, on, wordOf(request));
      if (binding !== null) return answerOf(binding);
      // Nobody is on the call yet: the hold is remembered for the next agent.
      return { agentId: null, source: null, state: on ? 'held' : 'active', notice: noticeOf(call) };
    });

    app.put(`${path}/objection`, objecting, async (request): Promise<ObjectionAnswer> => {
      return { erased: await standing.object(callOf(request), wordOf(request)) };
    });
    done();
  };
}

function wordOf(request: FastifyRequest): OnBehalfOf {
  const { role, subject } = principalOf(request);
  return { actor: role, by: subject };
}

function callOf(request: FastifyRequest): CallKey {
  return { tenant: principalOf(request).tenant, ...parsed(callParams, request.params) };
}
