import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import { identifier, platformName } from '../../identifier.js';
import { principalOf } from '../authenticate.js';
import { parsed } from '../parsed.js';
import { callParams } from './bindings-api.js';

/** One party of one call, for which a platform holds a media socket ready. */
type AnnouncedMedia = {
  readonly tenant: string;
  readonly platform: string;
  readonly callId: string;
  readonly connector: string;
  readonly connectionId: string;
  readonly role: 'customer' | 'agent' | 'mixed';
};

export type MediaRouteOptions = {
  /** Dials it; throws when no connector can. */
  readonly dial: (media: AnnouncedMedia) => void;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
};

const bodySchema = z.strictObject({
  connector: platformName,
  connectionId: identifier,
  role: z.enum(['customer', 'agent', 'mixed']),
});

const ANNOUNCE_MEDIA = {
  id: 'announceMedia',
  summary: 'Announces a media socket that waits for Evenkeel; it is dialled at once.',
  params: callParams,
  body: bodySchema,
  answers: { 202: null },
  refusals: ['stream.connector-unknown', 'stream.limit-reached', 'stream.tenant-limit-reached'],
} as const;

/** `POST /v1/calls/:platform/:callId/media`: an integrator announces a socket that waits for Evenkeel. Answers 202. */
export function mediaRoute({ dial, requireRight }: MediaRouteOptions): FastifyPluginCallback {
  return (app, _options, done) => {
    const announcing = { preHandler: requireRight('binding.announce'), config: { api: ANNOUNCE_MEDIA } };
    app.post('/v1/calls/:platform/:callId/media', announcing, async (request, reply) => {
      const { tenant } = principalOf(request);
      dial({ tenant, ...parsed(callParams, request.params), ...parsed(bodySchema, request.body) });
      return reply.status(202).send();
    });
    done();
  };
}
