import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorHandler } from '../../../src/http/error-handler.js';
import { readAuditTrail, readAuditTrailAbout } from '../../../src/storage/audit/read-audit-trail.js';
import { verifyAuditTrail } from '../../../src/storage/audit/verify-audit-trail.js';
import { type MyCallsAnswer, myCallsRoutes } from '../../../src/storage/own-records/my-calls-routes.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, type TestDatabase, WRITER_OPTIONS } from '../../support/databases.js';
import { bearer, requireRight } from '../../support/http-principals.js';
import { callRecord, cueRecord, KEY, SUMMARY } from '../../support/stored-records.js';

describe.each(DATABASES.filter(({ skip }) => !skip))('my calls on $name', ({ make }) => {
  let database: TestDatabase;
  let storage: Storage;
  let app: FastifyInstance;
  const ana = bearer('agent', 'acme', 'ana');

  beforeAll(async () => {
    database = await make();
    // Long enough for a record to wait when its erasure comes.
    storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS, gatherMs: 1_000 }, SILENT_LOG);
    app = Fastify();
    app.setErrorHandler(errorHandler(pino({ level: 'silent' }) as never));
    await app.register(myCallsRoutes({ ...storage, requireRight, now: () => 9_000_000 }));
    const { writer } = storage;
    await Promise.all([
      writer.write(callRecord()),
      writer.write(cueRecord()),
      writer.write({ type: 'reset', key: KEY, offerId: 'r', outcome: 'offered', at: 1_301_000 }),
      writer.write(callRecord({ callId: 'c-2' }, 2_000_000)),
      writer.write(callRecord({ callId: 'c-3', agentId: 'bo' }, 3_000_000)),
    ]);
  });

  afterAll(async () => {
    await app.close();
    await storage.close(1_000);
    await database.dispose();
  });

  async function calls(headers: { authorization: string }, query = ''): Promise<MyCallsAnswer> {
    return (await app.inject({ url: `/v1/my/calls${query}`, headers })).json();
  }

  it('shows the agent their own calls with cues and resets, newest first', async () => {
    const { calls: own } = await calls(ana);
    expect(own.map(({ callId }) => callId)).toEqual(['c-2', 'c-1']);
    expect(own[1]?.cues.map(({ kind }) => kind)).toEqual(['breath']);
    expect(own[1]?.resets.map(({ outcome }) => outcome)).toEqual(['offered']);
    expect(own[0]?.cues).toEqual([]);
    expect(own[1]?.episodes).toEqual(SUMMARY.episodes);
    expect(own[0]?.episodes).toEqual(SUMMARY.episodes);
    const { calls: bos } = await calls(bearer('agent', 'acme', 'bo'));
    expect(bos.map(({ callId }) => callId)).toEqual(['c-3']);
    expect((await calls(bearer('agent', 'other', 'ana'))).calls).toEqual([]);
  });

  it('pages', async () => {
    const first = await calls(ana, '?limit=1');
    expect(first.calls.map(({ callId }) => callId)).toEqual(['c-2']);
    const second = await calls(ana, `?limit=1&before=${first.nextBefore}`);
    expect(second.calls.map(({ callId }) => callId)).toEqual(['c-1']);
  });

  it.each(['lead', 'admin', 'source', 'binder'] as const)('refuses a %s', async (role) => {
    for (const method of ['GET', 'DELETE'] as const) {
      const answer = await app.inject({ method, url: '/v1/my/calls', headers: bearer(role, 'acme', 'ana') });
      expect(answer.statusCode).toBe(403);
      expect(answer.json().code).toBe('auth.right-missing');
    }
  });

  it('says what is wrong with a request', async () => {
    const answer = await app.inject({ url: '/v1/my/calls?limit=9999', headers: ana });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'http.body-invalid' });
    expect(answer.json().message).toContain('limit');
  });

  it('keeps a private note and a check-in, and exports everything', async () => {
    const id = (await calls(ana)).calls[0]!.id;
    const text = '=SUM(A1) "next time", sooner';
    const headers = ana;
    expect(
      (await app.inject({ method: 'PUT', url: `/v1/my/calls/${id}/note`, headers, payload: { text } }))
        .statusCode,
    ).toBe(204);
    const checked = {
      method: 'POST',
      url: '/v1/my/check-ins',
      headers,
      payload: { feeling: 'fine' },
    } as const;
    expect((await app.inject(checked)).statusCode).toBe(204);
    const everything = (await app.inject({ url: '/v1/my/export', headers })).json();
    expect(everything.calls.map(({ note }: { note: string | null }) => note)).toEqual([text, null]);
    expect(everything.checkIns).toEqual([{ at: 9_000_000, feeling: 'fine' }]);
    expect(everything.episodes).toHaveLength(4);
    const csv = await app.inject({ url: '/v1/my/export?format=csv', headers });
    expect(csv.headers['content-disposition']).toContain('evenkeel-my-calls.csv');
    expect(csv.body).toContain('"\'=SUM(A1) ""next time"", sooner"');
    const own = await readAuditTrailAbout(storage.db, 'acme', 'actor:ana', { afterSeq: 0, limit: 10 });
    expect(own.map(({ actor, action }) => [actor, action])).toEqual([
      ['agent', 'read.own-export'],
      ['agent', 'read.own-export'],
    ]);
  });

  it('erases one call, then all, with proof that names nobody', async () => {
    const [newest] = (await calls(ana)).calls;
    const remove = (url: string, headers = ana) => app.inject({ method: 'DELETE', url, headers });
    expect((await remove(`/v1/my/calls/${newest!.id}`, bearer('agent', 'acme', 'bo'))).statusCode).toBe(404);
    expect((await remove(`/v1/my/calls/${newest!.id}`)).json().erased).toMatchObject({ calls: 1 });
    expect((await calls(ana)).calls.map(({ callId }) => callId)).toEqual(['c-1']);

    void storage.writer.write(callRecord({ callId: 'c-waits' }, 4_000_000));
    const everything = (await remove('/v1/my/calls')).json().erased;
    expect(everything).toMatchObject({ calls: 1, waiting: 1, cue_log: 1, resets: 1, check_ins: 1 });
    await storage.writer.flush(5_000);
    expect((await calls(ana)).calls).toEqual([]);
    expect(await storage.db.selectFrom('own_facts').selectAll().execute()).toHaveLength(1);

    const trail = await readAuditTrail(storage.db, 'acme', { afterSeq: 0, limit: 100 });
    const actions = ['erase.own-call', 'scrub', 'erase.agent', 'scrub'];
    const reads = ['read.own-export', 'read.own-export'];
    expect(trail.map(({ action }) => action)).toEqual([...reads, ...actions]);
    const about = await readAuditTrailAbout(storage.db, 'acme', 'agent:ana', { afterSeq: 0, limit: 100 });
    expect(about.map(({ action }) => action)).toEqual([...reads, 'erase.agent']);
    expect(JSON.stringify(trail)).not.toContain('ana');
    expect(await verifyAuditTrail(storage.db, 'acme')).toMatchObject({ brokenAt: null, checked: 6 });
    expect((await calls(bearer('agent', 'acme', 'bo'))).calls).toHaveLength(1);
  });
});
