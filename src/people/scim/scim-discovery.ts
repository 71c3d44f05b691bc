import { EvenkeelError } from '../../errors.js';
import { ownField } from '../../own-field.js';
import { GROUP, listResponse, type ScimResource, TEAM, USER } from './scim-resources.js';
import { ok, type ScimAsked, type ScimRoute } from './scim-route.js';

export const MOST_RESULTS = 500;

/** RFC 7643 section 5. */
const SERVICE_PROVIDER_CONFIG: ScimResource = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_RESULTS },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: false },
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Bearer token', description: 'A token with the role admin' },
  ],
};

const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const types: readonly ScimResource[] = [
  { schemas: [RESOURCE_TYPE], id: 'User', name: 'User', endpoint: '/Users', schema: USER },
  {
    schemas: [RESOURCE_TYPE],
    id: 'Group',
    name: 'Group',
    endpoint: '/Groups',
    schema: GROUP,
    schemaExtensions: [{ schema: TEAM, required: false }],
  },
];

const attribute = (name: string, more: object = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
});
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const schemas: readonly ScimResource[] = [
  {
    schemas: [SCHEMA],
    id: USER,
    name: 'User',
    description: 'An agent. Names, mail addresses and everything else that is sent is not kept.',
    attributes: [
      attribute('userName', { required: true, mutability: 'immutable', uniqueness: 'server' }),
      attribute('active', { type: 'boolean' }),
    ],
  },
  {
    schemas: [SCHEMA],
    id: GROUP,
    name: 'Group',
    description: 'A team.',
    attributes: [
      attribute('displayName', { required: true, uniqueness: 'server' }),
      attribute('members', {
        type: 'complex',
        multiValued: true,
        subAttributes: [
          attribute('value', { mutability: 'immutable', caseExact: true }),
          attribute('$ref', { type: 'reference', referenceTypes: ['User'], mutability: 'immutable' }),
          attribute('type', { canonicalValues: ['User'], mutability: 'immutable' }),
        ],
      }),
    ],
  },
  {
    schemas: [SCHEMA],
    id: TEAM,
    name: 'Team',
    description: 'The time zone in which the weeks, hours and shifts of the team are told.',
    attributes: [attribute('timeZone')],
  },
];

type Kind = 'ServiceProviderConfig' | 'ResourceType' | 'Schema';

/** What this service provider can do (RFC 7644 section 4). */
export const DISCOVERY_ROUTES: readonly ScimRoute[] = [
  {
    method: 'GET',
    path: '/ServiceProviderConfig',
    answer: (asked) => {
      refuseFilter(asked);
      return ok(placed(SERVICE_PROVIDER_CONFIG, 'ServiceProviderConfig', '/ServiceProviderConfig', asked));
    },
  },
  ...listed('ResourceType', '/ResourceTypes', types),
  ...listed('Schema', '/Schemas', schemas),
];

function listed(kind: Kind, path: string, resources: readonly ScimResource[]): readonly ScimRoute[] {
  const at = (resource: ScimResource, asked: ScimAsked) =>
    placed(resource, kind, `${path}/${String(resource.id)}`, asked);
  return [
    {
      method: 'GET',
      path,
      answer: (asked) => {
        refuseFilter(asked);
        const all = resources.map((resource) => at(resource, asked));
        return ok(listResponse(all.length, 1, all));
      },
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      answer: (asked) => {
        // A URN is the same whatever its case (RFC 8141 section 3.1).
        const one = resources.find(({ id }) => String(id).toLowerCase() === asked.id.toLowerCase());
        if (one === undefined) throw new EvenkeelError('people.not-found');
        return ok(at(one, asked));
      },
    },
  ];
}

function placed(resource: ScimResource, resourceType: Kind, path: string, { base }: ScimAsked): ScimResource {
  return { ...resource, meta: { resourceType, location: `${base}${path}` } };
}

/** RFC 7644 section 4: the answer to a filter here is 403, so that no client mistakes the full list for its result. */
function refuseFilter({ query }: ScimAsked): void {
  const filter = ownField(query as Readonly<Record<string, unknown>>, 'filter');
  if (filter !== undefined && filter !== '') throw new EvenkeelError('people.filter-forbidden');
}
