import type { FastifyPluginCallback, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import { principalOf } from '../../http/authenticate.js';
import type { ErrorBody } from '../../http/error-handler.js';
import { parsed } from '../../http/parsed.js';
import type { Database } from '../../storage/database.js';
import { MOST_RESULTS, RESOURCE_TYPES, SCHEMAS, SERVICE_PROVIDER_CONFIG } from './scim-discovery.js';
import { scimError } from './scim-error.js';
import { parseScimFilter } from './scim-filter.js';
import { listGroups, listUsers, type ScimGroup } from './scim-lists.js';
import { applyPatch, type Patchable, patchBody } from './scim-patch.js';
import { GROUP, groupResource, listResponse, projected, TEAM, USER, userResource } from './scim-resources.js';
import { ScimStore } from './scim-store.js';

export type ScimOptions = {
  readonly db: Database;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
  readonly makeId: () => string;
};

const id = z.string().min(1).max(256);
const externalId = z.string().max(256).nullish();
const flag = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  const word = value.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : value;
}, z.boolean().default(true));
const userBody = z.object({ userName: id, externalId, active: flag });
const groupBody = z.object({
  displayName: id,
  externalId,
  members: z
    .array(z.object({ value: id }))
    .max(10_000)
    .nullish(),
  [TEAM]: z.object({ timeZone: z.string().max(64) }).optional(),
});
const idParams = z.object({ id });
const projection = z.object({
  attributes: z.string().max(1_000).optional(),
  excludedAttributes: z.string().max(1_000).optional(),
});
// RFC 7644 section 3.4.2.4: an index below 1 means 1, a count below 0 means 0; more than the most is the most.
const listQuery = projection.extend({
  filter: z.string().max(1_000).optional(),
  startIndex: z.coerce
    .number()
    .int()
    .default(1)
    .transform((index) => Math.max(1, index)),
  count: z.coerce
    .number()
    .int()
    .default(100)
    .transform((count) => Math.min(MOST_RESULTS, Math.max(0, count))),
});

const PATCHABLE_USER: Patchable = {
  schema: USER,
  kept: ['userName', 'externalId', 'active'],
  notKept: new Set([
    ...['name', 'displayname', 'nickname', 'profileurl', 'title', 'usertype', 'preferredlanguage', 'locale'],
    ...[
      'timezone',
      'password',
      'emails',
      'phonenumbers',
      'ims',
      'photos',
      'addresses',
      'entitlements',
      'roles',
    ],
    'x509certificates',
  ]),
};
const PATCHABLE_GROUP: Patchable = {
  schema: GROUP,
  kept: ['displayName', 'externalId', 'members', TEAM],
  notKept: new Set(),
};

/** SCIM 2.0 users and groups (RFC 7643 and 7644, the part that identity providers use to keep people in step). */
export function scimRoutes(options: ScimOptions): FastifyPluginCallback {
  const guarded = { preHandler: options.requireRight('people.manage') };
  const store = (request: FastifyRequest) =>
    new ScimStore(options.db, principalOf(request).tenant, options.now);
  const asked = (request: FastifyRequest) => ({
    id: parsed(idParams, request.params).id,
    base: `${request.protocol}://${request.host}/scim/v2`,
    wanted: parsed(projection, request.query),
  });

  return (app, _options, done) => {
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

    app.get('/scim/v2/ServiceProviderConfig', guarded, async () => SERVICE_PROVIDER_CONFIG);
    app.get('/scim/v2/ResourceTypes', guarded, async () => RESOURCE_TYPES);
    app.get('/scim/v2/Schemas', guarded, async () => SCHEMAS);

    app.get('/scim/v2/Users', guarded, async (request) => {
      const query = parsed(listQuery, request.query);
      const filter = query.filter === undefined ? null : parseScimFilter(query.filter);
      const { total, resources } = await listUsers(options.db, principalOf(request).tenant, filter, query);
      const { base } = listed(request);
      const found = resources.map((user) => projected(userResource(user, base), query));
      return listResponse(total, query.startIndex, found);
    });
    app.post('/scim/v2/Users', guarded, async (request, reply) => {
      const body = parsed(userBody, request.body);
      const user = userResource(
        await store(request).createUser({ ...body, externalId: body.externalId ?? null }),
        listed(request).base,
      );
      return reply.status(201).header('location', locationOf(user)).send(user);
    });
    app.get('/scim/v2/Users/:id', guarded, async (request) => {
      const { id: userId, base, wanted } = asked(request);
      return projected(userResource(await store(request).user(userId), base), wanted);
    });
    app.put('/scim/v2/Users/:id', guarded, async (request) => {
      const { id: userId, base } = asked(request);
      const body = parsed(userBody, request.body);
      const change = { ...body, externalId: body.externalId ?? null };
      return userResource(await store(request).updateUser(userId, change), base);
    });
    app.patch('/scim/v2/Users/:id', guarded, async (request) => {
      const { id: userId, base } = asked(request);
      const before = userResource(await store(request).user(userId), base);
      const body = parsed(userBody, applyPatch(before, parsed(patchBody, request.body), PATCHABLE_USER));
      const change = { ...body, externalId: body.externalId ?? null };
      return userResource(await store(request).updateUser(userId, change), base);
    });
    app.delete('/scim/v2/Users/:id', guarded, async (request, reply) => {
      await store(request).deleteUser(asked(request).id);
      return reply.status(204).send();
    });

    app.get('/scim/v2/Groups', guarded, async (request) => {
      const query = parsed(listQuery, request.query);
      const filter = query.filter === undefined ? null : parseScimFilter(query.filter);
      const { total, resources } = await listGroups(options.db, principalOf(request).tenant, filter, query);
      const { base } = listed(request);
      const found = resources.map((group) => projected(groupResource(group, base), query));
      return listResponse(total, query.startIndex, found);
    });
    app.post('/scim/v2/Groups', guarded, async (request, reply) => {
      const group = groupFrom(options.makeId(), parsed(groupBody, request.body), 'UTC');
      const made = groupResource(await store(request).createGroup(group), listed(request).base);
      return reply.status(201).header('location', locationOf(made)).send(made);
    });
    app.get('/scim/v2/Groups/:id', guarded, async (request) => {
      const { id: groupId, base, wanted } = asked(request);
      return projected(groupResource(await store(request).group(groupId), base), wanted);
    });
    app.put('/scim/v2/Groups/:id', guarded, async (request) => {
      const { id: groupId, base } = asked(request);
      const { timeZone } = await store(request).group(groupId);
      const group = groupFrom(groupId, parsed(groupBody, request.body), timeZone);
      return groupResource(await store(request).updateGroup(group), base);
    });
    app.patch('/scim/v2/Groups/:id', guarded, async (request) => {
      const { id: groupId, base } = asked(request);
      const before = await store(request).group(groupId);
      const patch = parsed(patchBody, request.body);
      const patched = parsed(groupBody, applyPatch(groupResource(before, base), patch, PATCHABLE_GROUP));
      const group = await store(request).updateGroup(groupFrom(groupId, patched, before.timeZone));
      return groupResource(group, base);
    });
    app.delete('/scim/v2/Groups/:id', guarded, async (request, reply) => {
      await store(request).deleteGroup(asked(request).id);
      return reply.status(204).send();
    });
    done();
  };
}

function listed(request: FastifyRequest): { readonly base: string } {
  return { base: `${request.protocol}://${request.host}/scim/v2` };
}

function locationOf(resource: Readonly<Record<string, unknown>>): string {
  return (resource.meta as { readonly location: string }).location;
}

function groupFrom(
  groupId: string,
  body: z.infer<typeof groupBody>,
  timeZone: string,
): Omit<ScimGroup, 'updatedAt'> {
  return {
    id: groupId,
    displayName: body.displayName,
    externalId: body.externalId ?? null,
    timeZone: body[TEAM]?.timeZone ?? timeZone,
    memberIds: (body.members ?? []).map(({ value }) => value),
  };
}
