import { KEPT_OF_USER, userFrom } from './scim-bodies.js';
import type { ScimUser } from './scim-lists.js';
import { applyPatch, patchFrom } from './scim-patch.js';
import { projectionOf, scimQueryOf } from './scim-query.js';
import { listResponse, projected, type ScimResource, userResource } from './scim-resources.js';
import { gone, made, ok, type ScimAsked, type ScimRoute } from './scim-route.js';

/** `/Users`: the agents of the tenant. */
export const USER_ROUTES: readonly ScimRoute[] = [
  { method: 'GET', path: '/Users', answer: (asked) => search(asked, asked.query) },
  { method: 'POST', path: '/Users/.search', answer: (asked) => search(asked, asked.body) },
  {
    method: 'POST',
    path: '/Users',
    answer: async (asked) => made(shown(await asked.store.createUser(userFrom(asked.body)), asked)),
  },
  {
    method: 'GET',
    path: '/Users/:id',
    answer: async (asked) => ok(shown(await asked.store.user(asked.id), asked)),
  },
  {
    method: 'PUT',
    path: '/Users/:id',
    answer: async (asked) => ok(shown(await asked.store.updateUser(asked.id, userFrom(asked.body)), asked)),
  },
  {
    method: 'PATCH',
    path: '/Users/:id',
    answer: async (asked) => {
      const before = userResource(await asked.store.user(asked.id), asked.base);
      const after = userFrom(applyPatch(before, patchFrom(asked.body), KEPT_OF_USER));
      return ok(shown(await asked.store.updateUser(asked.id, after), asked));
    },
  },
  {
    method: 'DELETE',
    path: '/Users/:id',
    answer: async ({ store, id }) => {
      await store.deleteUser(id);
      return gone;
    },
  },
];

async function search({ store, base }: ScimAsked, asked: unknown) {
  const query = scimQueryOf(asked);
  const { total, resources } = await store.users(query);
  const found = resources.map((user) => projected(userResource(user, base), query));
  return ok(listResponse(total, query.startIndex, found));
}

function shown(user: ScimUser, { base, query }: ScimAsked): ScimResource {
  return projected(userResource(user, base), projectionOf(query));
}
