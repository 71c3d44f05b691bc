import type { FastifyPluginCallback, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import { type BindingTicket, TICKET_LIFETIME_S } from '../../auth/binding-ticket.js';
import type { Right } from '../../auth/principal.js';
import type { AgentBinding, BindingOutcome, CallKey } from '../../binding/agent-binding.js';
import type { BindingRegistry } from '../../binding/binding-registry.js';
import type { SharedStanding } from '../../binding/shared-standing.js';
import type { ErasedRows, OnWordOf } from '../../binding/standing-store.js';
import { EvenkeelError } from '../../errors.js';
import { identifier, platformName } from '../../identifier.js';
import { principalOf } from '../authenticate.js';
import { parsed } from '../parsed.js';

export type BindingsOptions = {
  readonly bindings: BindingRegistry;
  readonly standing: SharedStanding;
  /** The state of the caller's notice: the same as the source and the desktop are shown. */
  readonly noticeOf: (call: CallKey) => Notice;
  /** Signs a binder's statement about one call and one agent; `by`: the binder. */
  readonly issueTicket: (ticket: BindingTicket, by: string) => Promise<string>;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
};

/** `POST …/ticket`: what the agent's desktop binds the call with. */
type TicketAnswer = { readonly ticket: string; readonly expiresInS: number };

type Notice = 'given' | 'missing' | 'objection' | 'unknown';

/** `PUT` and `GET /v1/calls/:platform/:callId/agent`. */
type BindingAnswer = {
  readonly agentId: string;
  readonly source: AgentBinding['source'];
  readonly state: BindingOutcome['state'];
  readonly notice: Notice;
};

/** `PUT …/hold`. */
type HoldAnswer =
  | BindingAnswer
  | (Pick<BindingAnswer, 'state' | 'notice'> & { readonly agentId: null; readonly source: null });

/** `PUT …/objection`: rows taken out of the store, by table. */
type ObjectionAnswer = { readonly erased: ErasedRows };

const paramsSchema = z.object({
  platform: platformName,
  callId: identifier,
});
const agentBody = z.strictObject({ agentId: identifier });
const holdBody = z.strictObject({ on: z.boolean() });

/**
 * How an integrator says who is on a call, and that a caller objects: before, during or after the audio. The tenant
 * is always the token's own.
 */
export function bindingsRoutes(options: BindingsOptions): FastifyPluginCallback {
  const { bindings, standing, noticeOf, issueTicket, requireRight } = options;
  const announcing = { preHandler: requireRight('binding.announce') };
  const objecting = { preHandler: requireRight('call.object') };
  const path = '/v1/calls/:platform/:callId';
  const answerOf = ({ call, agent, source, state }: BindingOutcome): BindingAnswer => ({
    agentId: agent.agentId,
    source,
    state,
    notice: noticeOf(call),
  });

  return (app, _options, done) => {
    app.put(`${path}/agent`, announcing, async (request): Promise<BindingAnswer> => {
      const call = callOf(request);
      const agent = { tenant: call.tenant, agentId: parsed(agentBody, request.body).agentId };
      return answerOf(await standing.bind(call, agent, 'announce', wordOf(request)));
    });

    app.get(`${path}/agent`, announcing, async (request): Promise<BindingAnswer> => {
      const binding = bindings.of(callOf(request));
      if (binding === null) throw new EvenkeelError('binding.call-unknown');
      return answerOf(binding);
    });

    app.delete(`${path}/agent`, announcing, async (request, reply) => {
      if (!(await standing.unbind(callOf(request), wordOf(request))))
        throw new EvenkeelError('binding.call-unknown');
      return reply.status(204).send();
    });

    app.post(`${path}/ticket`, announcing, async (request): Promise<TicketAnswer> => {
      const { agentId } = parsed(agentBody, request.body);
      const ticket = await issueTicket({ ...callOf(request), agentId }, principalOf(request).subject);
      return { ticket, expiresInS: TICKET_LIFETIME_S };
    });

    app.put(`${path}/hold`, announcing, async (request): Promise<HoldAnswer> => {
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

function wordOf(request: FastifyRequest): OnWordOf {
  const { role, subject } = principalOf(request);
  return { actor: role, by: subject };
}

function callOf(request: FastifyRequest): CallKey {
  return { tenant: principalOf(request).tenant, ...parsed(paramsSchema, request.params) };
}
