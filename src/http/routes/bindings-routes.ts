import type { FastifyPluginCallback, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import type { AgentBinding, CallKey } from '../../binding/agent-binding.js';
import type { BindingRegistry } from '../../binding/binding-registry.js';
import type { ObjectionRegistry } from '../../binding/objection-registry.js';
import { EvenkeelError } from '../../errors.js';
import { principalOf } from '../authenticate.js';
import { parsed } from '../parsed.js';

export type BindingsOptions = {
  readonly bindings: BindingRegistry;
  readonly objections: ObjectionRegistry;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
};

/** `PUT` and `GET /v1/calls/:platform/:callId/agent`. */
type BindingAnswer = {
  readonly agentId: string;
  readonly source: AgentBinding['source'];
  readonly state: AgentBinding['state'];
};

const paramsSchema = z.object({
  platform: z.string().min(1).max(32),
  callId: z.string().min(1).max(128),
});
const agentBody = z.strictObject({ agentId: z.string().min(1).max(128) });
const holdBody = z.strictObject({ on: z.boolean() });

/**
 * How an integrator says who is on a call, and that a caller objects: before, during or after the audio. The tenant
 * is always the token's own.
 */
export function bindingsRoutes(options: BindingsOptions): FastifyPluginCallback {
  const { bindings, objections, requireRight } = options;
  const announcing = { preHandler: requireRight('binding.announce') };
  const objecting = { preHandler: requireRight('call.object') };
  const path = '/v1/calls/:platform/:callId';

  return (app, _options, done) => {
    app.put(`${path}/agent`, announcing, async (request): Promise<BindingAnswer> => {
      const call = callOf(request);
      const { agentId } = parsed(agentBody, request.body);
      return answerOf(bindings.bind(call, { tenant: call.tenant, agentId }, 'announce'));
    });

    app.get(`${path}/agent`, announcing, async (request): Promise<BindingAnswer> => {
      const binding = bindings.of(callOf(request));
      if (binding === null) throw new EvenkeelError('binding.call-unknown');
      return answerOf(binding);
    });

    app.delete(`${path}/agent`, announcing, async (request, reply) => {
      if (!bindings.unbind(callOf(request))) throw new EvenkeelError('binding.call-unknown');
      return reply.status(204).send();
    });

    app.put(`${path}/hold`, announcing, async (request): Promise<BindingAnswer> => {
      const call = callOf(request);
      bindings.hold(call, parsed(holdBody, request.body).on);
      const binding = bindings.of(call);
      if (binding === null) throw new EvenkeelError('binding.call-unknown');
      return answerOf(binding);
    });

    app.put(`${path}/objection`, objecting, async (request, reply) => {
      objections.object(callOf(request));
      return reply.status(204).send();
    });
    done();
  };
}

function callOf(request: FastifyRequest): CallKey {
  return { tenant: principalOf(request).tenant, ...parsed(paramsSchema, request.params) };
}

function answerOf({ agent, source, state }: AgentBinding): BindingAnswer {
  return { agentId: agent.agentId, source, state };
}
