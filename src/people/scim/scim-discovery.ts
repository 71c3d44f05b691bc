import { GROUP, listResponse, type ScimResource, TEAM, USER } from './scim-resources.js';

export const MOST_RESULTS = 500;

/** `GET /ServiceProviderConfig` (RFC 7643 section 5). */
export const SERVICE_PROVIDER_CONFIG: ScimResource = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_RESULTS },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Bearer token', description: 'A token with the role admin' },
  ],
  meta: { resourceType: 'ServiceProviderConfig' },
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

/** `GET /ResourceTypes` (RFC 7643 section 6). */
export const RESOURCE_TYPES = listResponse(types.length, 1, types);

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

/** `GET /Schemas` (RFC 7643 section 7). */
export const SCHEMAS = listResponse(schemas.length, 1, schemas);
