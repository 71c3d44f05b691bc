import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorHandler } from '../../src/http/error-handler.js';
import { peopleRoutes } from '../../src/people/people-routes.js';
import { purge } from '../../src/storage/retention/retention.js';
import { retentionRoutes } from '../../src/storage/retention/retention-routes.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../support/databases.js';
import { bearer, requireRight } from '../support/http-principals.js';
import { callRecord, cueRecord } from '../support/stored-records.js';

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
    const { db, writer } = storage;
    app = Fastify();
    app.setErrorHandler(errorHandler(pino({ level: 'silent' }) as never));
    let now = NOW;
    const options = { db, writer, requireRight, now: () => (now += 1) };
    await app.register(peopleRoutes(options));
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
    // Many entries came before: they are filtered before they are paged.
    const first = (await app.inject({ url: '/v1/audit?subject=agent:ana&limit=1', headers })).json();
    expect(first).toEqual({ entries: proof.entries, brokenAt: null });
    const byRoot = (await app.inject({ url: '/v1/audit?subject=actor:root', headers })).json();
    expect(byRoot.entries.map(({ action }: { action: string }) => action)).toContain('erase.agent');
    const all = (await app.inject({ url: '/v1/audit', headers })).json();
    expect(all.brokenAt).toBeNull();
    expect(all.entries.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['people.import', 'purge', 'erase.objection', 'erase.agent']),
    );
  });

  it('names the admin by digest in whatever they did: import, purge, changes and reads of people, reads of the trail', async () => {
    await post('/v1/people/import', { people: PEOPLE });
    await post('/v1/retention/purge', { dryRun: false });
    await app.inject({ url: '/v1/audit', headers });
    const { entries } = (await app.inject({ url: '/v1/audit?subject=actor:root', headers })).json();
    const actions = entries.map(
      ({ action, actor }: { action: string; actor: string }) => `${actor} ${action}`,
    );
    expect(actions).toEqual(
      expect.arrayContaining(['admin people.import', 'admin purge', 'admin read.audit']),
    );
    expect(JSON.stringify(entries)).not.toContain('root');
  });

  it('takes those who have left out of the directory, and nobody who still works', async () => {
    const erased = async (agentId: string) =>
      (await post('/v1/retention/erase', { what: 'agent', agentId })).json().erased;
    expect(await erased('bo')).toMatchObject({ memberships: 1, agents: 1 });
    expect(await erased('ana')).toMatchObject({ memberships: 0, agents: 0 });
    const left = await storage.db.selectFrom('memberships').select('agent_id').distinct().execute();
    expect(left).toEqual([{ agent_id: 'ana' }]);
  });

  it('purges one tenant at the word of its admin, and proves it to that tenant alone', async () => {
    for (const tenant of ['acme', 'other'])
      await storage.writer.write(
        callRecord({ tenant, callId: `old-${tenant}`, agentId: 'cy' }, NOW - 95 * DAY_MS),
      );
    const as = bearer('admin', 'other', 'root');
    const report = (await post('/v1/retention/purge', { dryRun: false }, as)).json();
    expect(report.classes[0]).toMatchObject({ class: 'calls', rows: { calls: 1 } });
    expect(await storage.db.selectFrom('calls').select('call_id').execute()).toEqual([
      { call_id: 'old-acme' },
    ]);
    const trail = (await app.inject({ url: '/v1/audit', headers: as })).json();
    expect(trail.entries).toMatchObject([{ action: 'purge', seq: 1 }, { action: 'scrub' }]);
    expect(JSON.parse(trail.entries[0].details)).toMatchObject({ calls: 1 });
    const every = await purge(storage, { days: DAYS, now: NOW, dryRun: true, tenant: null });
    expect(every.classes[0]?.rows).toEqual({ calls: 1, erasures: 0, objections: 0 });
  });

  it('keeps the chain whole when many erase at once, and finds the entry that was changed', async () => {
    const many = Array.from({ length: 12 }, (_, n) =>
      post('/v1/retention/erase', { what: 'agent', agentId: `at-once-${n}` }),
    );
    expect((await Promise.all(many)).map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(200));
    const trail = async () => (await app.inject({ url: '/v1/audit?limit=1000', headers })).json();
    const { entries, brokenAt } = await trail();
    expect(brokenAt).toBeNull();
    const { seq } = entries.at(-5);
    await storage.db.updateTable('audit_trail').set({ details: '{}' }).where('seq', '=', seq).execute();
    expect((await trail()).brokenAt).toBe(seq);
  });

  it('misses the first entry, and the last', async () => {
    const brokenAt = async (query: string) =>
      (await app.inject({ url: `/v1/audit?${query}`, headers })).json().brokenAt;
    const last = (await app.inject({ url: '/v1/audit?limit=1000', headers })).json().entries.at(-1).seq;
    await storage.db.deleteFrom('audit_trail').where('seq', '=', last).execute();
    expect(await brokenAt(`afterSeq=${last - 1}`)).toBe(last);
    expect(await brokenAt(`afterSeq=${last - 3}&limit=1`)).toBeNull();
    await storage.db.deleteFrom('audit_trail').where('seq', '=', 1).execute();
    expect(await brokenAt('limit=5')).toBe(1);
    expect(await brokenAt('subject=agent:ana')).toBe(1);
  });

  it.each(['agent', 'lead', 'source', 'binder'] as const)('refuses a %s', async (role) => {
    const as = bearer(role, 'acme', 'x');
    expect((await post('/v1/people/import', {}, as)).statusCode).toBe(403);
    expect((await post('/v1/retention/purge', {}, as)).statusCode).toBe(403);
    expect((await app.inject({ url: '/v1/audit', headers: as })).statusCode).toBe(403);
  });
});
