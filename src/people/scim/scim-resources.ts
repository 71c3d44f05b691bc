import type { ScimGroup, ScimUser } from './scim-lists.js';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
/** Our extension of a group: the time zone of the team's weeks, hours and shifts. */
export const TEAM = 'urn:ietf:params:scim:schemas:extension:evenkeel:2.0:Team';

export type ScimResource = Readonly<Record<string, unknown>>;

/** @param base where SCIM is served, without a slash at the end */
export function userResource(user: ScimUser, base: string): ScimResource {
  return {
    schemas: [USER],
    id: user.id,
    userName: user.userName,
    ...(user.externalId === null ? {} : { externalId: user.externalId }),
    active: user.active,
    meta: metaOf('User', `${base}/Users/${encodeURIComponent(user.id)}`, user.updatedAt),
  };
}

/** @param base where SCIM is served, without a slash at the end */
export function groupResource(group: ScimGroup, base: string): ScimResource {
  return {
    schemas: [GROUP, TEAM],
    id: group.id,
    displayName: group.displayName,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    members: group.memberIds.map((value) => ({
      value,
      $ref: `${base}/Users/${encodeURIComponent(value)}`,
      type: 'User',
    })),
    [TEAM]: { timeZone: group.timeZone },
    meta: metaOf('Group', `${base}/Groups/${encodeURIComponent(group.id)}`, group.updatedAt),
  };
}

function metaOf(resourceType: string, location: string, updatedAt: number) {
  return { resourceType, lastModified: new Date(updatedAt).toISOString(), location };
}

/** Names as RFC 7644 section 3.9 has them: `attributes` or `excludedAttributes`, comma-separated. */
export type Projection = {
  readonly attributes?: string | undefined;
  readonly excludedAttributes?: string | undefined;
};

/** Only what was asked for; `schemas` and `id` are always there. A part of an attribute selects all of it. */
export function projected(resource: ScimResource, wanted: Projection): ScimResource {
  const always = new Set(['schemas', 'id']);
  if (wanted.attributes !== undefined) {
    const only = new Set(attributesIn(wanted.attributes));
    return pick(resource, (name) => always.has(name) || only.has(name));
  }
  if (wanted.excludedAttributes === undefined) return resource;
  const without = new Set(attributesIn(wanted.excludedAttributes));
  return pick(resource, (name) => always.has(name) || !without.has(name));
}

/** In lower case; `urn:…:User:userName` and `urn:…:Team:timeZone` are attributes of their schema. */
function attributesIn(list: string): readonly string[] {
  return list.split(',').map((text) => {
    const name = text.trim().toLowerCase();
    if (name.startsWith(TEAM.toLowerCase())) return TEAM.toLowerCase();
    const core = [USER, GROUP].map((urn) => `${urn.toLowerCase()}:`).find((urn) => name.startsWith(urn));
    return name.slice(core?.length ?? 0).split('.')[0]!;
  });
}

function pick(resource: ScimResource, keeps: (name: string) => boolean): ScimResource {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => keeps(name.toLowerCase())));
}

export function listResponse(
  total: number,
  startIndex: number,
  resources: readonly ScimResource[],
): ScimResource {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
