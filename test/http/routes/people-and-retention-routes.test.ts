import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorHandler } from '../../../src/http/error-handler.js';
import { peopleRoutes } from '../../../src/http/routes/people-routes.js';
import { retentionRoutes } from '../../../src/http/routes/retention-routes.js';
import { scimRoutes } from '../../../src/http/routes/scim-routes.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { bearer, requireRight } from '../../support/http-principals.js';
import { callRecord, cueRecord } from '../../support/stored-records.js';

const DAY_MS = 86_400_000;
const NOW = 400 * DAY_MS;
const DAYS = { calls: 90, cues: 90, resets: 90, bindings: 7, checkIns: 90, published: 1095, audit: 1095 };
const PEOPLE = [
  'agent_id,team_id,team_name,time_zone,from,to',
  'ana,billing,Billing,Europe/Berlin,1970-06-01,',
  'bo,billing,Billing,Europe/Berlin,1970-06-01,1970-12-01',
  'ana,cards,Cards,Europe/Berlin,1970-06-01,',
].join('\n');
const SHIFTS = 'team_id,shift_id,name,weekdays,start,end\nbilling,night,Night,12345,22:00,06:00\n';

describe.each(DATABASES.filter(({ skip }) => !skip))('people and retention on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;
  let app: FastifyInstance;
  const headers = bearer('admin', 'acme', 'root');

  beforeAll(async () => {
    database = await make();
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
    const { db } = storage;
    app = Fastify();
    app.setErrorHandler(errorHandler(pino({ level: 'silent' }) as never));
    let now = NOW;
    const options = { db, requireRight, now: () => (now += 1) };
    await app.register(peopleRoutes(options));
    await app.register(scimRoutes({ ...options, makeId: () => 'g1' }));
    await app.register(retentionRoutes({ ...options, days: DAYS }));
  });

  afterAll(async () => {
    await app.close();
    await storage.close(1_000);
    await database.dispose();
  });

  const post = async (url: string, payload: object, as = headers) =>
    app.inject({ method: 'POST', url, headers: as, payload });

  it('imports people and shifts, first as a dry run that changes nothing', async () => {
    const dry = await post('/v1/people/import', { people: PEOPLE, shifts: SHIFTS, dryRun: true });
    expect(dry.json()).toMatchObject({ dryRun: true, teams: 2, agents: 2, joined: 3, shifts: 1 });
    expect(await storage.db.selectFrom('teams').selectAll().execute()).toEqual([]);
    const real = await post('/v1/people/import', { people: PEOPLE, shifts: SHIFTS });
    expect(real.json()).toMatchObject({ dryRun: false, joined: 3 });
    const again = await post('/v1/people/import', { people: PEOPLE, shifts: SHIFTS });
    expect(again.json()).toMatchObject({ joined: 0 });
    expect(await storage.db.selectFrom('memberships').selectAll().execute()).toHaveLength(3);
  });

  it.each([
    ['an unknown time zone', PEOPLE.replace('Europe/Berlin', 'Berlin'), 'Line 2, column time_zone'],
    ['a day that is none', PEOPLE.replace('1970-12-01', '1970-13-01'), 'Line 3, column to'],
    ['a missing column', 'agent_id,team_id\na,b', 'The first line must name'],
  ])('refuses %s, and says where', async (_name, people, where) => {
    const answer = await post('/v1/people/import', { people });
    expect(answer.json().code).toBe('people.file-invalid');
    expect(answer.json().message).toContain(where);
  });

  it('keeps people in step by SCIM: create, find, patch members, leave', async () => {
    const scim = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
      app.inject({
        method,
        url: `/scim/v2${url}`,
        headers: { ...headers, 'content-type': 'application/scim+json' },
        ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
      });
    expect((await scim('POST', '/Users', { userName: 'cy', externalId: 'x-1' })).statusCode).toBe(201);
    expect((await scim('POST', '/Users', { userName: 'cy' })).json().code).toBe('people.exists');
    const found = (await scim('GET', '/Users?filter=userName%20eq%20%22cy%22')).json();
    expect(found).toMatchObject({
      totalResults: 1,
      Resources: [{ userName: 'cy', externalId: 'x-1', active: true }],
    });
    const group = (await scim('POST', '/Groups', { displayName: 'Loans' })).json();
    const added = { op: 'Add', path: 'members', value: [{ value: 'cy' }, { value: 'ana' }] };
    expect((await scim('PATCH', `/Groups/${group.id}`, { Operations: [added] })).json().members).toHaveLength(
      2,
    );
    const removed = { op: 'remove', path: 'members[value eq "ana"]' };
    expect((await scim('PATCH', `/Groups/${group.id}`, { Operations: [removed] })).json().members).toEqual([
      { value: 'cy', type: 'User' },
    ]);
    const left = { op: 'replace', value: { active: 'False' } };
    expect(
      (
        await scim('PATCH', '/Users/cy', { Operations: [{ op: 'replace', path: 'active', value: 'False' }] })
      ).json(),
    ).toMatchObject({ active: false });
    expect((await scim('GET', `/Groups/${group.id}`)).json().members).toEqual([]);
    expect((await scim('PATCH', '/Users/cy', { Operations: [{ ...left, value: 3 }] })).json().code).toBe(
      'http.body-invalid',
    );
    expect((await scim('GET', '/Users/nobody')).json().code).toBe('people.not-found');
  });

  it('purges what is too old, and only reports it in a dry run', async () => {
    await storage.writer.write(callRecord({ callId: 'old' }, NOW - 91 * DAY_MS));
    await storage.writer.write(callRecord({ callId: 'new' }, NOW - 10 * DAY_MS));
    await storage.writer.write(cueRecord({ callId: 'old' }, NOW - 91 * DAY_MS));
    const dry = (await post('/v1/retention/purge', {})).json();
    expect(dry.dryRun).toBe(true);
    expect(dry.classes[0]).toMatchObject({ class: 'calls', rows: { calls: 1 } });
    expect(await storage.db.selectFrom('calls').select('call_id').execute()).toHaveLength(2);
    const real = (await post('/v1/retention/purge', { dryRun: false })).json();
    expect(real.classes[1]).toMatchObject({ class: 'cues', rows: { cue_log: 1 } });
    expect(await storage.db.selectFrom('calls').select('call_id').execute()).toEqual([{ call_id: 'new' }]);
    expect(await storage.db.selectFrom('own_facts').selectAll().execute()).toHaveLength(1);
  });

  it('erases a call on a customer’s objection and an agent on request, and can prove it', async () => {
    const objection = { what: 'objection', platform: 'native', callId: 'new' };
    expect((await post('/v1/retention/erase', objection)).json().erased).toMatchObject({ calls: 1 });
    expect((await post('/v1/retention/erase', { what: 'agent', agentId: 'ana' })).statusCode).toBe(200);
    const proof = (await app.inject({ url: '/v1/audit?subject=agent:ana', headers })).json();
    expect(proof.entries.map(({ action }: { action: string }) => action)).toEqual(['erase.agent']);
    const all = (await app.inject({ url: '/v1/audit', headers })).json();
    expect(all.brokenAt).toBeNull();
    expect(all.entries.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['people.import', 'purge', 'erase.objection', 'erase.agent']),
    );
  });

  it.each(['agent', 'lead', 'source', 'binder'] as const)('refuses a %s', async (role) => {
    const as = bearer(role, 'acme', 'x');
    expect((await post('/v1/people/import', {}, as)).statusCode).toBe(403);
    expect((await post('/v1/retention/purge', {}, as)).statusCode).toBe(403);
    expect((await app.inject({ url: '/v1/audit', headers: as })).statusCode).toBe(403);
    expect((await app.inject({ url: '/scim/v2/Users', headers: as })).statusCode).toBe(403);
  });
});
