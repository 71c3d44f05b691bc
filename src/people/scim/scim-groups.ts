import { inTurns } from '../../loop-pause.js';
import { groupFrom, KEPT_OF_GROUP } from './scim-bodies.js';
import type { ScimGroup } from './scim-lists.js';
import { applyPatch, patchFrom } from './scim-patch.js';
import { projectionOf, scimQueryOf } from './scim-query.js';
import { groupResource, listResponse, projected, type ScimResource, TEAM } from './scim-resources.js';
import { gone, made, ok, type ScimAsked, type ScimRoute } from './scim-route.js';

/** `/Groups`: the teams of the tenant. */
export function groupRoutes(makeId: () => string): readonly ScimRoute[] {
  return [
    { method: 'GET', path: '/Groups', answer: (asked) => search(asked, asked.query) },
    { method: 'POST', path: '/Groups/.search', answer: (asked) => search(asked, asked.body) },
    {
      method: 'POST',
      path: '/Groups',
      answer: async (asked) =>
        made(shown(await asked.store.createGroup(teamFrom(makeId(), asked.body, 'UTC')), asked)),
    },
    {
      method: 'GET',
      path: '/Groups/:id',
      answer: async (asked) => ok(shown(await asked.store.group(asked.id), asked)),
    },
    {
      method: 'PUT',
      path: '/Groups/:id',
      answer: async (asked) => {
        const { timeZone } = await asked.store.group(asked.id);
        const team = teamFrom(asked.id, asked.body, timeZone);
        return ok(shown(await asked.store.updateGroup(team), asked));
      },
    },
    {
      method: 'PATCH',
      path: '/Groups/:id',
      answer: async (asked) => {
        const before = await asked.store.group(asked.id);
        const resource = groupResource(before, asked.base);
        const patched = applyPatch(resource, patchFrom(asked.body), KEPT_OF_GROUP);
        const team = teamFrom(asked.id, patched, before.timeZone);
        return ok(shown(await asked.store.updateGroup(team), asked));
      },
    },
    {
      method: 'DELETE',
      path: '/Groups/:id',
      answer: async ({ store, id }) => {
        await store.deleteGroup(id);
        return gone;
      },
    },
  ];
}

async function search({ store, base }: ScimAsked, asked: unknown) {
  const query = scimQueryOf(asked);
  const { total, resources } = await store.groups(query);
  const found = await inTurns(resources, (group) => projected(groupResource(group, base), query));
  return ok(listResponse(total, query.startIndex, found));
}

function shown(group: ScimGroup, { base, query }: ScimAsked): ScimResource {
  return projected(groupResource(group, base), projectionOf(query));
}

function teamFrom(id: string, body: unknown, timeZone: string): Omit<ScimGroup, 'updatedAt'> {
  const { displayName, externalId, members, [TEAM]: team } = groupFrom(body);
  return {
    id,
    displayName,
    externalId,
    timeZone: team?.timeZone ?? timeZone,
    memberIds: (members ?? []).map(({ value }) => value),
  };
}
