import type { FastifyPluginCallback, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import { EvenkeelError } from '../../errors.js';
import { principalOf } from '../../http/authenticate.js';
import type { ErrorBody } from '../../http/error-handler.js';
import { sendJson } from '../../http/json-in-turns.js';
import { parsed } from '../../http/parsed.js';
import { identifier } from '../../identifier.js';
import type { Database } from '../../storage/database.js';
import { scimApi } from './scim-api.js';
import { DISCOVERY_ROUTES } from './scim-discovery.js';
import { scimError } from './scim-error.js';
import { groupRoutes } from './scim-groups.js';
import type { ScimResource } from './scim-resources.js';
import type { ScimAsked, ScimRoute } from './scim-route.js';
import { ScimStore } from './scim-store.js';
import { USER_ROUTES } from './scim-users.js';

export type ScimOptions = {
  readonly db: Database;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
  readonly makeId: () => string;
};

const PREFIX = '/scim/v2';

/** What RFC 7644 has and this service provider does not claim: sections 3.4.3 (at the root), 3.7 and 3.11. */
const NOT_IMPLEMENTED: readonly ScimRoute[] = (
  [
    ['POST', '/.search'],
    ['POST', '/Bulk'],
    ['GET', '/Me'],
    ['POST', '/Me'],
    ['PUT', '/Me'],
    ['PATCH', '/Me'],
    ['DELETE', '/Me'],
  ] as const
).map(([method, path]) => ({
  method,
  path,
  answer: () => {
    throw new EvenkeelError('people.not-implemented');
  },
}));

const idParams = z.object({ id: identifier.default('-') });

/** SCIM 2.0 users and groups (RFC 7643 and 7644, the part that identity providers use to keep people in step). */
export function scimRoutes(options: ScimOptions): FastifyPluginCallback {
  const routes = [...DISCOVERY_ROUTES, ...USER_ROUTES, ...groupRoutes(options.makeId), ...NOT_IMPLEMENTED];
  const preHandler = options.requireRight('people.manage');
  const asked = (request: FastifyRequest): ScimAsked => ({
    store: new ScimStore(
      options.db,
      { tenant: principalOf(request).tenant, by: principalOf(request).subject },
      options.now,
    ),
    base: `${request.protocol}://${request.host}${PREFIX}`,
    id: parsed(idParams, request.params).id,
    query: request.query,
    body: request.body,
  });

  const plugin: FastifyPluginCallback = (app, _options, done) => {
    const parseJson = app.getDefaultJsonParser('error', 'ignore');
    app.addContentTypeParser(
      ['application/scim+json', 'application/json'],
      { parseAs: 'string' },
      // A DELETE comes with this type and no body.
      (request, body, done) =>
        body === '' ? done(null, undefined) : parseJson(request, body as string, done),
    );
    app.addHook('onSend', async (_request, reply) => {
      reply.header('content-type', 'application/scim+json; charset=utf-8');
    });
    app.addHook('preSerialization', async (_request, reply, payload) =>
      reply.statusCode >= 400 ? scimError(payload as ErrorBody, reply.statusCode) : payload,
    );
    app.setNotFoundHandler(() => {
      throw new EvenkeelError('http.not-found');
    });
    for (const { method, path: url, answer } of routes)
      app.route({
        method,
        url,
        preHandler,
        config: { api: scimApi(method, url) },
        handler: async (request, reply) => {
          const question = asked(request);
          const { status, body } = await answer(question);
          if (method === 'GET') await proveRead(question, url);
          const location = status === 201 ? locationOf(body) : null;
          if (location !== null) reply.header('location', location);
          reply.status(status);
          return body === null ? reply.send() : sendJson(reply, body);
        },
      });
    done();
  };
  return (app, _options, done) => {
    app.register(plugin, { prefix: PREFIX });
    done();
  };
}

/** Reading people is an entry of the audit trail; the discovery of what this server can is not. */
async function proveRead({ store, id }: ScimAsked, url: string): Promise<void> {
  const kind = /^\/(User|Group)s/.exec(url)?.[1];
  if (kind === undefined) return;
  const one = kind === 'User' ? `agent:${id}` : `team:${id}`;
  await store.proveRead(url.includes(':id') ? one : null);
}

function locationOf(resource: ScimResource | null): string | null {
  return (
    z.object({ meta: z.object({ location: z.string() }) }).safeParse(resource).data?.meta.location ?? null
  );
}
