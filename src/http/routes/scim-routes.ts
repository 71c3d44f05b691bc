import type { FastifyPluginCallback, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import type { Database } from '../../storage/database.js';
import { type Listed, type ScimGroup, ScimStore, type ScimUser } from '../../storage/people/scim-store.js';
import { principalOf } from '../authenticate.js';
import { parsed } from '../parsed.js';
import { applyPatch, equalsFilter, patchBody } from './scim-patch.js';

export type ScimOptions = {
  readonly db: Database;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
  readonly makeId: () => string;
};

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
/** Our extension of a group: the time zone in which the team's weeks, hours and shifts are told. */
const TEAM = 'urn:ietf:params:scim:schemas:extension:evenkeel:2.0:Team';

const id = z.string().min(1).max(256);
const userBody = z.object({
  userName: id,
  externalId: z.string().max(256).nullish(),
  active: z.boolean().default(true),
});
const groupBody = z.object({
  displayName: id,
  members: z
    .array(z.object({ value: id }))
    .max(10_000)
    .default([]),
  [TEAM]: z.object({ timeZone: z.string().max(64) }).optional(),
});
const idParams = z.object({ id });
const listQuery = z.object({
  filter: z.string().max(1_000).optional(),
  startIndex: z.coerce.number().int().min(1).default(1),
  count: z.coerce.number().int().min(0).max(500).default(100),
});

/** SCIM 2.0 users and groups (RFC 7644, the part that identity providers use to keep people in step). */
export function scimRoutes(options: ScimOptions): FastifyPluginCallback {
  const guarded = { preHandler: options.requireRight('people.manage') };
  const store = (request: FastifyRequest) =>
    new ScimStore(options.db, principalOf(request).tenant, options.now);

  return (app, _options, done) => {
    app.addContentTypeParser(
      'application/scim+json',
      { parseAs: 'string' },
      app.getDefaultJsonParser('error', 'ignore'),
    );
    app.addHook('onSend', async (_request, reply) => {
      reply.header('content-type', 'application/scim+json; charset=utf-8');
    });

    app.get('/scim/v2/ServiceProviderConfig', guarded, async () => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 500 },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: false },
      authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer token', description: 'Role admin' }],
    }));

    app.get('/scim/v2/Users', guarded, async (request) => {
      const query = parsed(listQuery, request.query);
      return listOf(
        await store(request).listUsers(equalsFilter(query.filter, 'userName'), query),
        query,
        userResource,
      );
    });
    app.post('/scim/v2/Users', guarded, async (request, reply) => {
      const { userName, externalId, active } = parsed(userBody, request.body);
      const user = await store(request).createUser({ userName, externalId: externalId ?? null, active });
      return reply.status(201).send(userResource(user));
    });
    app.get('/scim/v2/Users/:id', guarded, async (request) =>
      userResource(await store(request).user(parsed(idParams, request.params).id)),
    );
    app.put('/scim/v2/Users/:id', guarded, async (request) => {
      const { externalId, active } = parsed(userBody, request.body);
      const change = { externalId: externalId ?? null, active };
      return userResource(await store(request).updateUser(parsed(idParams, request.params).id, change));
    });
    app.patch('/scim/v2/Users/:id', guarded, async (request) => {
      const people = store(request);
      const user = await people.user(parsed(idParams, request.params).id);
      const patched = applyPatch(userResource(user), parsed(patchBody, request.body));
      const { externalId, active } = parsed(userBody, patched);
      return userResource(await people.updateUser(user.id, { externalId: externalId ?? null, active }));
    });
    app.delete('/scim/v2/Users/:id', guarded, async (request, reply) => {
      const people = store(request);
      const user = await people.user(parsed(idParams, request.params).id);
      await people.updateUser(user.id, { ...user, active: false });
      return reply.status(204).send();
    });

    app.get('/scim/v2/Groups', guarded, async (request) => {
      const query = parsed(listQuery, request.query);
      const listed = await store(request).listGroups(equalsFilter(query.filter, 'displayName'), query);
      return listOf(listed, query, groupResource);
    });
    app.post('/scim/v2/Groups', guarded, async (request, reply) => {
      const group = groupFrom(options.makeId(), parsed(groupBody, request.body), 'UTC');
      return reply.status(201).send(groupResource(await store(request).createGroup(group)));
    });
    app.get('/scim/v2/Groups/:id', guarded, async (request) =>
      groupResource(await store(request).group(parsed(idParams, request.params).id)),
    );
    app.put('/scim/v2/Groups/:id', guarded, async (request) => {
      const people = store(request);
      const before = await people.group(parsed(idParams, request.params).id);
      const group = groupFrom(before.id, parsed(groupBody, request.body), before.timeZone);
      return groupResource(await people.updateGroup(group));
    });
    app.patch('/scim/v2/Groups/:id', guarded, async (request) => {
      const people = store(request);
      const before = await people.group(parsed(idParams, request.params).id);
      const patched = applyPatch(groupResource(before), parsed(patchBody, request.body));
      return groupResource(
        await people.updateGroup(groupFrom(before.id, parsed(groupBody, patched), before.timeZone)),
      );
    });
    app.delete('/scim/v2/Groups/:id', guarded, async (request, reply) => {
      await store(request).emptyGroup(parsed(idParams, request.params).id);
      return reply.status(204).send();
    });
    done();
  };
}

function groupFrom(groupId: string, body: z.infer<typeof groupBody>, timeZone: string): ScimGroup {
  return {
    id: groupId,
    displayName: body.displayName,
    timeZone: body[TEAM]?.timeZone ?? timeZone,
    memberIds: body.members.map(({ value }) => value),
  };
}

function userResource({ id: userId, userName, externalId, active }: ScimUser) {
  return {
    schemas: [USER],
    id: userId,
    userName,
    ...(externalId === null ? {} : { externalId }),
    active,
    meta: { resourceType: 'User', location: `/scim/v2/Users/${encodeURIComponent(userId)}` },
  };
}

function groupResource({ id: groupId, displayName, timeZone, memberIds }: ScimGroup) {
  return {
    schemas: [GROUP, TEAM],
    id: groupId,
    displayName,
    members: memberIds.map((value) => ({ value, type: 'User' })),
    [TEAM]: { timeZone },
    meta: { resourceType: 'Group', location: `/scim/v2/Groups/${encodeURIComponent(groupId)}` },
  };
}

function listOf<T>(
  listed: Listed<T>,
  page: { readonly startIndex: number },
  resource: (item: T) => object,
): object {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: listed.total,
    startIndex: page.startIndex,
    itemsPerPage: listed.resources.length,
    Resources: listed.resources.map(resource),
  };
}
