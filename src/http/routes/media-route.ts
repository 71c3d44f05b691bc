import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import { identifier, platformName } from '../../identifier.js';
import { principalOf } from '../authenticate.js';
import { parsed } from '../parsed.js';

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

const paramsSchema = z.object({
  platform: platformName,
  callId: identifier,
});
const bodySchema = z.strictObject({
  connector: platformName,
  connectionId: identifier,
  role: z.enum(['customer', 'agent', 'mixed']),
});

/** `POST /v1/calls/:platform/:callId/media`: an integrator announces a socket that waits for Evenkeel. Answers 202. */
export function mediaRoute({ dial, requireRight }: MediaRouteOptions): FastifyPluginCallback {
  return (app, _options, done) => {
    const announcing = { preHandler: requireRight('binding.announce') };
    app.post('/v1/calls/:platform/:callId/media', announcing, async (request, reply) => {
      const { tenant } = principalOf(request);
      dial({ tenant, ...parsed(paramsSchema, request.params), ...parsed(bodySchema, request.body) });
      return reply.status(202).send();
    });
    done();
  };
}
