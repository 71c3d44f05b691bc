import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorHandler } from '../../../src/http/error-handler.js';
import { scimRoutes } from '../../../src/people/scim/scim-routes.js';
import { retentionRoutes } from '../../../src/storage/retention/retention-routes.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { bearer, requireRight } from '../../support/http-principals.js';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const TEAM = 'urn:ietf:params:scim:schemas:extension:evenkeel:2.0:Team';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe.each(DATABASES.filter(({ skip }) => !skip))('SCIM 2.0 on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;
  let app: FastifyInstance;
  const headers = bearer('admin', 'acme', 'idp');

  beforeAll(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    app = Fastify();
    app.setErrorHandler(errorHandler(pino({ level: 'silent' }) as never));
    let now = Date.UTC(2026, 0, 1);
    const options = { db: storage.db, writer: storage.writer, requireRight, now: () => (now += 1000) };
    await app.register(scimRoutes({ ...options, makeId: randomUUID }));
    await app.register(retentionRoutes({ ...options, days: {} as never }));
  });

  afterAll(async () => {
    await app.close();
    await storage.close(1_000);
    await database.dispose();
  });

  type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  async function scim(method: Method, path: string, payload?: object, as = headers) {
    const answer = await app.inject({
      method,
      url: `/scim/v2${path}`,
      headers: { ...as, 'content-type': 'application/scim+json' },
      ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
    });
    if (answer.statusCode !== 204) expect(answer.headers['content-type']).toContain('application/scim+json');
    return { status: answer.statusCode, location: answer.headers.location, body: () => answer.json() };
  }
  const patch = (path: string, Operations: object[]) =>
    scim('PATCH', path, { schemas: [PATCH_OP], Operations });
  const search = async (kind: 'Users' | 'Groups', filter: string, more = '') =>
    (await scim('GET', `/${kind}?filter=${encodeURIComponent(filter)}${more}`)).body();

  it('goes through what Okta sends, from the first search to the deactivation', async () => {
    expect(await search('Users', 'userName eq "ana@acme.test"', '&startIndex=1&count=100')).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
    const profile = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ana@acme.test',
      name: { givenName: 'Ana', familyName: 'Ruiz' },
      emails: [{ primary: true, value: 'ana@acme.test', type: 'work' }],
      displayName: 'Ana Ruiz',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    };
    const made = await scim('POST', '/Users', profile);
    expect(made.status).toBe(201);
    const user = made.body();
    expect(user).toMatchObject({ userName: 'ana@acme.test', externalId: profile.externalId, active: true });
    expect(user.meta).toMatchObject({ resourceType: 'User', location: made.location });
    expect(new URL(user.meta.location).pathname).toBe('/scim/v2/Users/ana%40acme.test');
    // What is not needed is not kept: no name, no mail address.
    expect(JSON.stringify(user)).not.toContain('Ruiz');
    const path = `/Users/${encodeURIComponent(user.id)}`;
    expect((await scim('GET', path)).body().userName).toBe('ana@acme.test');

    const group = (
      await scim('POST', '/Groups', {
        displayName: 'Billing',
        members: [],
        [TEAM]: { timeZone: 'Europe/Madrid' },
      })
    ).body();
    const add = { op: 'add', path: 'members', value: [{ value: user.id, display: user.userName }] };
    expect((await patch(`/Groups/${group.id}`, [add])).body().members).toMatchObject([{ value: user.id }]);
    expect((await patch(`/Groups/${group.id}`, [add])).body().members).toHaveLength(1);
    const renamed = { op: 'replace', value: { id: group.id, displayName: 'Billing EU' } };
    expect((await patch(`/Groups/${group.id}`, [renamed])).body()).toMatchObject({
      displayName: 'Billing EU',
      members: [{ value: user.id }],
      [TEAM]: { timeZone: 'Europe/Madrid' },
    });

    expect((await scim('PUT', path, { ...profile, active: false })).body().active).toBe(false);
    expect((await scim('GET', `/Groups/${group.id}`)).body().members).toEqual([]);
    expect((await patch(path, [{ op: 'replace', value: { active: true } }])).body().active).toBe(true);
    expect((await scim('DELETE', `/Groups/${group.id}`)).status).toBe(204);
    expect((await scim('GET', `/Groups/${group.id}`)).status).toBe(404);
  });

  it('goes through what Entra ID sends, with its capitals, its texts for flags and its paths', async () => {
    expect((await search('Users', 'externalId eq "6c75de36"')).totalResults).toBe(0);
    const made = await scim('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      externalId: '6c75de36',
      userName: 'Bo@acme.test',
      active: 'True',
      [ENTERPRISE]: { department: 'Cards' },
    });
    expect([made.status, made.body().active]).toEqual([201, true]);
    const found = await search('Users', 'userName eq "bo@ACME.test"');
    expect(found.Resources.map(({ id }: { id: string }) => id)).toEqual(['Bo@acme.test']);
    const path = '/Users/Bo%40acme.test';
    const changed = await patch(path, [
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'bo@acme.test' },
      { op: 'Replace', path: 'name.familyName', value: 'Li' },
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: 'cy' },
      { op: 'Replace', value: { displayName: 'Bo Li', 'name.givenName': 'Bo' } },
      { op: 'Replace', path: 'externalId', value: '6c75de37' },
    ]);
    expect([changed.status, changed.body()]).toMatchObject([200, { active: false, externalId: '6c75de37' }]);

    const body = { externalId: '8aa1a0c0', displayName: 'Cards', schemas: [] };
    const { id } = (await scim('POST', '/Groups', body)).body();
    const short = await search('Groups', 'displayName eq "cards"', '&excludedAttributes=members');
    expect(short.Resources).toMatchObject([{ id, externalId: '8aa1a0c0', displayName: 'Cards' }]);
    expect(short.Resources[0].members).toBeUndefined();
    await patch(path, [{ op: 'Replace', path: 'active', value: 'True' }]);
    const add = { op: 'Add', path: 'members', value: [{ $ref: null, value: 'Bo@acme.test' }] };
    expect((await patch(`/Groups/${id}`, [add])).body().members).toMatchObject([{ value: 'Bo@acme.test' }]);
    expect((await search('Groups', `id eq "${id}" and members eq "Bo@acme.test"`)).totalResults).toBe(1);
    expect((await search('Groups', 'members[value eq "nobody"]')).totalResults).toBe(0);
    const zone = { op: 'Replace', path: `${TEAM}:timeZone`, value: 'Asia/Shanghai' };
    expect((await patch(`/Groups/${id}`, [zone])).body()[TEAM]).toEqual({ timeZone: 'Asia/Shanghai' });
    const remove = { op: 'Remove', path: 'members', value: [{ value: 'Bo@acme.test' }] };
    expect((await patch(`/Groups/${id}`, [remove])).body().members).toEqual([]);
    expect((await patch(`/Groups/${id}`, [add])).body().members).toHaveLength(1);
    const filtered = { op: 'Remove', path: 'members[value eq "Bo@acme.test"]' };
    expect((await patch(`/Groups/${id}`, [filtered])).body().members).toEqual([]);

    expect((await scim('DELETE', path)).status).toBe(204);
    expect((await scim('GET', path)).status).toBe(404);
    expect((await scim('POST', '/Users', { userName: 'Bo@acme.test' })).status).toBe(201);
  });

  it('finds by every comparison, and by several together', async () => {
    for (const n of [1, 2, 3, 4, 5])
      await scim('POST', '/Users', { userName: `find-${n}_x`, externalId: `E${n}`, active: n !== 5 });
    const ids = async (filter: string) =>
      (await search('Users', filter)).Resources.map(({ id }: { id: string }) => Number(id[5]));
    expect(await ids('userName sw "FIND-" and active eq true')).toEqual([1, 2, 3, 4]);
    expect(await ids('userName sw "find-" and not (externalId eq "E1" or externalId eq "E2")')).toEqual([
      3, 4, 5,
    ]);
    expect(await ids('userName co "-4_" or externalId eq "E5"')).toEqual([4, 5]);
    expect(await ids('userName co "%"')).toEqual([]);
    expect(await ids('userName ew "3_x" and externalId pr')).toEqual([3]);
    expect(
      await ids('urn:ietf:params:scim:schemas:core:2.0:User:userName sw "find" and externalId gt "E3"'),
    ).toEqual([4, 5]);
    expect(await ids('userName sw "find" and externalId eq "e1"')).toEqual([]);
    expect(await ids('userName sw "find" and meta.lastModified lt "2020-01-01T00:00:00Z"')).toEqual([]);
  });

  it('gives pages, and takes an index or count out of range for the nearest', async () => {
    const filter = `filter=${encodeURIComponent('userName sw "find-"')}`;
    const page = async (more: string) => (await scim('GET', `/Users?${filter}&${more}`)).body();
    expect(await page('startIndex=2&count=2')).toMatchObject({
      totalResults: 5,
      startIndex: 2,
      itemsPerPage: 2,
      Resources: [{ id: 'find-2_x' }, { id: 'find-3_x' }],
    });
    expect(await page('startIndex=0&count=1')).toMatchObject({ startIndex: 1, itemsPerPage: 1 });
    expect(await page('count=-3')).toMatchObject({ totalResults: 5, Resources: [] });
    expect(await page('startIndex=9')).toMatchObject({ totalResults: 5, Resources: [] });
    expect((await page('count=100000')).Resources).toHaveLength(5);
    expect(await page('count=')).toMatchObject({ itemsPerPage: 5 });
    expect(await page('count=&startIndex=&attributes=&sortBy=')).toMatchObject({ itemsPerPage: 5 });
    expect((await page(`count=${'9'.repeat(40)}&startIndex=-${'9'.repeat(40)}`)).Resources).toHaveLength(5);
    expect(await page(`startIndex=${'9'.repeat(40)}`)).toMatchObject({ totalResults: 5, Resources: [] });
  });

  it('sorts, and searches by POST as by GET', async () => {
    const names = (answer: { Resources: { userName: string }[] }) =>
      answer.Resources.map(({ userName }) => Number(userName[5]));
    const body = { filter: 'userName sw "find-"', sortBy: 'externalId', sortOrder: 'descending', count: 3 };
    expect(names((await scim('POST', '/Users/.search', body)).body())).toEqual([5, 4, 3]);
    const url = `/Users?filter=${encodeURIComponent(body.filter)}&sortBy=userName&sortOrder=ascending`;
    expect(names((await scim('GET', url)).body())).toEqual([1, 2, 3, 4, 5]);
    expect((await scim('POST', '/Groups/.search', {})).status).toBe(200);
  });

  it('answers with the attributes that were asked for, whatever the operation', async () => {
    const only = async (more: string) => Object.keys((await scim('GET', `/Users/find-1_x?${more}`)).body());
    expect(await only('attributes=userName')).toEqual(['schemas', 'id', 'userName']);
    const urn = 'urn:ietf:params:scim:schemas:core:2.0:User:userName';
    expect(await only(`attributes=${urn},meta.location`)).toEqual(['schemas', 'id', 'userName', 'meta']);
    expect(await only('excludedAttributes=active,meta,id')).toEqual([
      'schemas',
      'id',
      'userName',
      'externalId',
    ]);
    const patched = await scim('PATCH', '/Users/find-1_x?attributes=active', {
      Operations: [{ op: 'replace', path: 'active', value: true }],
    });
    expect(Object.keys(patched.body())).toEqual(['schemas', 'id', 'active']);
  });

  it('takes names of attributes in any case, and finds names of any script', async () => {
    const made = await scim('POST', '/Users', { USERNAME: 'ÉMILE@acme.test', Active: false });
    expect(made.body()).toMatchObject({ userName: 'ÉMILE@acme.test', active: false });
    expect((await search('Users', 'username eq "ÉMILE@acme.test"')).totalResults).toBe(1);
    expect((await scim('POST', '/Users', { userName: 'ÉMILE@acme.test' })).status).toBe(409);
  });

  it('skips what it does not keep in a patch, as it does elsewhere', async () => {
    await scim('POST', '/Users', { userName: 'leaver' });
    const unknown = [
      'nonsense',
      'id',
      'meta.created',
      'schemas',
      'groups',
      'x[y eq "z]"].w',
      'urn:a:b:2.0:C:d',
    ];
    const operations = unknown.map((path) => ({ op: 'replace', path, value: 'x' }));
    const odd = { op: 'add', value: { '': 1, 'not a path': 2, active: false } };
    const answer = await patch('/Users/leaver', [...operations, odd]);
    expect([answer.status, answer.body()]).toMatchObject([200, { id: 'leaver', active: false }]);
  });

  it('patches members by a filter', async () => {
    for (const userName of ['m1', 'm2', 'm3']) await scim('POST', '/Users', { userName });
    const members = [{ value: 'm1' }, { value: 'm2' }];
    const { id } = (await scim('POST', '/Groups', { displayName: 'Filtered', members })).body();
    const membersAfter = async (operation: object) => {
      const answer = (await patch(`/Groups/${id}`, [operation])).body();
      return answer.scimType ?? answer.members.map(({ value }: { value: string }) => value);
    };
    const either = 'members[value eq "m1" or value eq "m9"]';
    expect(await membersAfter({ op: 'remove', path: either })).toEqual(['m2']);
    expect(await membersAfter({ op: 'add', path: 'members[value eq "m1"].value' })).toEqual(['m1', 'm2']);
    const other = { value: [{ value: 'm3' }] };
    expect(await membersAfter({ op: 'replace', path: 'members[value eq "m1"]', ...other })).toEqual([
      'm2',
      'm3',
    ]);
    expect(await membersAfter({ op: 'replace', path: 'members[value eq "m9"]', ...other })).toBe('noTarget');
    expect(await membersAfter({ op: 'remove', path: 'members[display eq "x"]' })).toBe('invalidFilter');
    expect(await membersAfter({ op: 'replace', path: 'members', value: null })).toEqual([]);
  });

  it.each<[string, readonly [Method, string, object?], number, string?]>([
    ['a user that is none', ['GET', '/Users/nobody'], 404],
    ['a name that is taken, in any case', ['POST', '/Users', { userName: 'FIND-1_X' }], 409, 'uniqueness'],
    ['a user without a name', ['POST', '/Users', { active: true }], 400, 'invalidSyntax'],
    ['a filter without an end', ['GET', '/Users?filter=userName%20eq%20%22'], 400, 'invalidFilter'],
    ['a filter that stops', ['GET', '/Users?filter=userName%20eq'], 400, 'invalidFilter'],
    ['a filter of what is not kept', ['GET', '/Users?filter=title%20pr'], 400, 'invalidFilter'],
    ['another userName', ['PUT', '/Users/find-1_x', { userName: 'other' }], 400, 'mutability'],
    [
      'a zone that is none',
      ['POST', '/Groups', { displayName: 'Z', [TEAM]: { timeZone: 'Mars' } }],
      400,
      'invalidValue',
    ],
    [
      'a member that is none',
      ['POST', '/Groups', { displayName: 'Y', members: [{ value: 'no' }] }],
      400,
      'invalidValue',
    ],
    [
      'a path that cannot be read',
      ['PATCH', '/Users/find-1_x', { Operations: [{ op: 'add', path: 'emails[type eq', value: 1 }] }],
      400,
      'invalidPath',
    ],
    ['a schema that is none', ['GET', '/Schemas/urn:none'], 404],
    ['a resource type that is none', ['GET', '/ResourceTypes/Device'], 404],
    ['an address that is none', ['GET', '/Nothing/here'], 404],
    ['a filter of what it can do', ['GET', '/Schemas?filter=id%20pr'], 403],
    ['a bulk request', ['POST', '/Bulk', {}], 501],
    ['the question who I am', ['GET', '/Me'], 501],
    ['a count that is no number', ['GET', '/Users?count=many'], 400, 'invalidValue'],
    ['an order by what is not kept', ['GET', '/Users?sortBy=title'], 400, 'invalidFilter'],
    [
      'a replacement of a member who is not there',
      [
        'PATCH',
        '/Groups/replace-in',
        { Operations: [{ op: 'replace', path: 'members[value eq "x"]', value: [] }] },
      ],
      404,
    ],
    [
      'a removal of nothing',
      ['PATCH', '/Users/find-1_x', { Operations: [{ op: 'remove' }] }],
      400,
      'invalidPath',
    ],
    [
      'an operation that is none',
      ['PATCH', '/Users/find-1_x', { Operations: [{ op: 'move' }] }],
      400,
      'invalidSyntax',
    ],
  ])('refuses %s as the standard has it', async (_name, request, status, scimType) => {
    const answer = await scim(...request);
    expect(answer.body()).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType === undefined ? {} : { scimType }),
    });
    expect(answer.body().detail).toMatch(/\w/);
    expect(answer.status).toBe(status);
  });

  it('refuses a filter of more comparisons than any directory makes', async () => {
    const many = (count: number) => Array(count).fill('userName co "x"').join(' or ');
    expect((await search('Users', many(8))).totalResults).toBeGreaterThan(0);
    expect(await search('Users', many(9))).toMatchObject({ status: '400', scimType: 'invalidFilter' });
  });

  it('lists a team of thousands with everybody who is in it', async () => {
    const ids = Array.from({ length: 4_100 }, (_, index) => `wide-${String(index).padStart(4, '0')}`);
    const rows = ids.map((agent_id) => ({ tenant: 'wide', team_id: 't', agent_id, from_at: 1, to_at: null }));
    const team = { tenant: 'wide', team_id: 't', name: 'Wide', time_zone: 'UTC', updated_at: 1 };
    await storage.db.insertInto('teams').values(team).execute();
    for (let at = 0; at < rows.length; at += 1_000)
      await storage.db
        .insertInto('memberships')
        .values(rows.slice(at, at + 1_000))
        .execute();
    const listed = (await scim('GET', '/Groups', undefined, bearer('admin', 'wide', 'idp'))).body();
    expect(listed.Resources[0].members.map(({ value }: { value: string }) => value)).toEqual(ids);
  });

  it('keeps none of a change that fails halfway', async () => {
    const { id } = (await scim('POST', '/Groups', { displayName: 'Half' })).body();
    const value = [{ value: 'find-1_x' }, { value: 'no such user' }];
    expect((await patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value }])).status).toBe(400);
    expect((await scim('GET', `/Groups/${id}`)).body().members).toEqual([]);
  });

  it('says what it can do, and proves what it did without naming anybody', async () => {
    for (const [path, count] of [
      ['/ResourceTypes', 2],
      ['/Schemas', 3],
    ] as const)
      expect((await scim('GET', path)).body().totalResults).toBe(count);
    const config = (await scim('GET', '/ServiceProviderConfig')).body();
    expect([config.filter.supported, config.etag.supported]).toEqual([true, false]);
    expect(config.meta.location).toMatch(/\/scim\/v2\/ServiceProviderConfig$/);
    for (const kind of ['Schemas', 'ResourceTypes'])
      for (const resource of (await scim('GET', `/${kind}`)).body().Resources) {
        const one = await scim('GET', new URL(resource.meta.location).pathname.replace('/scim/v2', ''));
        expect([one.status, one.body()]).toEqual([200, resource]);
      }
    const trail = (await app.inject({ url: '/v1/audit?subject=agent:Bo@acme.test', headers })).json();
    expect(trail.entries.map(({ action }: { action: string }) => action)).toContain('people.user-deleted');
    expect(trail.brokenAt).toBeNull();
    expect(JSON.stringify(trail)).not.toContain('Bo@');
  });

  it('keeps tenants apart, and lets nobody but admins in', async () => {
    expect((await scim('GET', '/Users', undefined, bearer('admin', 'other', 'x'))).body().totalResults).toBe(
      0,
    );
    for (const role of ['agent', 'lead', 'source', 'binder'] as const) {
      const answer = await scim('GET', '/Users', undefined, bearer(role, 'acme', 'x'));
      expect([answer.status, answer.body().status]).toEqual([403, '403']);
    }
    expect((await scim('GET', '/Users', undefined, { authorization: '' })).status).toBe(401);
  });
});
