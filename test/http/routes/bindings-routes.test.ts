import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BindingRegistry } from '../../../src/binding/binding-registry.js';
import { ObjectionRegistry } from '../../../src/binding/objection-registry.js';
import { SharedStanding } from '../../../src/binding/shared-standing.js';
import { SINGLE_NODE_NOTICE } from '../../../src/binding/single-node-notice.js';
import { EvenkeelError } from '../../../src/errors.js';
import { errorHandler } from '../../../src/http/error-handler.js';
import { bindingsRoutes } from '../../../src/http/routes/bindings-routes.js';
import { bearer, requireRight } from '../../support/http-principals.js';
import { StandingInMemory } from '../../support/standing-in-memory.js';

const binder = bearer('binder', 'acme', 'crm');
const call = { tenant: 'acme', platform: 'native', callId: 'a/b 1' };
const url = '/v1/calls/native/a%2Fb%201';

describe('bindings routes', () => {
  let app: FastifyInstance;
  let nowMs = 0;
  const bindings = new BindingRegistry(() => nowMs);
  const objections = new ObjectionRegistry(() => nowMs);
  const store = new StandingInMemory();
  const standing = new SharedStanding({
    bindings,
    objections,
    store,
    notice: SINGLE_NODE_NOTICE,
    pollMs: null,
    now: () => 0,
    journal: null,
    onFault: () => {},
  });

  let isTrailAway = false;
  const proven: unknown[] = [];

  beforeEach(async () => {
    nowMs = 0;
    isTrailAway = false;
    proven.length = 0;
    app = Fastify();
    app.setErrorHandler(errorHandler(pino({ level: 'silent' }) as never));
    await app.register(
      bindingsRoutes({
        bindings,
        standing,
        noticeOf: () => 'given',
        issueTicket: async () => 'ticket',
        prove: async (action, read, by) => {
          if (isTrailAway) throw new EvenkeelError('storage.busy');
          proven.push([action, read, by]);
        },
        requireRight,
      }),
    );
  });
  afterEach(async () => {
    bindings.unbind(call);
    await app.close();
  });

  it('announces, shows, transfers, holds and ends a binding in the tenant of the token', async () => {
    const put = await app.inject({
      method: 'PUT',
      url: `${url}/agent`,
      headers: binder,
      payload: { agentId: 'ann' },
    });
    expect(put.json()).toEqual({ agentId: 'ann', source: 'announce', state: 'active', notice: 'given' });
    expect(bindings.of(call)?.agent).toEqual({ tenant: 'acme', agentId: 'ann' });
    await app.inject({ method: 'PUT', url: `${url}/agent`, headers: binder, payload: { agentId: 'bob' } });
    expect((await app.inject({ url: `${url}/agent`, headers: binder })).json()).toMatchObject({
      agentId: 'bob',
    });
    const held = await app.inject({
      method: 'PUT',
      url: `${url}/hold`,
      headers: binder,
      payload: { on: true },
    });
    expect(held.json()).toMatchObject({ state: 'held' });
    expect((await app.inject({ method: 'DELETE', url: `${url}/agent`, headers: binder })).statusCode).toBe(
      204,
    );
    const gone = await app.inject({ url: `${url}/agent`, headers: binder });
    expect([gone.statusCode, gone.json().code]).toEqual([404, 'binding.call-unknown']);
  });

  it('proves who was given a ticket for which call, and gives none that it cannot prove', async () => {
    proven.length = 0;
    const ask = () =>
      app.inject({ method: 'POST', url: `${url}/ticket`, headers: binder, payload: { agentId: 'ann' } });
    expect((await ask()).json()).toMatchObject({ ticket: 'ticket' });
    expect(proven).toEqual([['issue.ticket', call, { actor: 'binder', by: 'crm' }]]);
    isTrailAway = true;
    const refused = await ask();
    isTrailAway = false;
    expect([refused.statusCode, refused.json().ticket]).toEqual([503, undefined]);
  });

  it('proves who was told who is on a call, and tells nothing that it cannot prove', async () => {
    proven.length = 0;
    bindings.bind(call, { tenant: 'acme', agentId: 'ann' }, 'announce');
    expect((await app.inject({ url: `${url}/agent`, headers: binder })).statusCode).toBe(200);
    expect(proven).toEqual([['read.binding', call, { actor: 'binder', by: 'crm' }]]);
    isTrailAway = true;
    const refused = await app.inject({ url: `${url}/agent`, headers: binder });
    expect(refused.statusCode).toBe(503);
    expect(refused.body).not.toContain('ann');
  });

  it('does not see the calls of another tenant', async () => {
    bindings.bind(call, { tenant: 'acme', agentId: 'ann' }, 'announce');
    const other = bearer('binder', 'other', 'crm');
    expect((await app.inject({ url: `${url}/agent`, headers: other })).statusCode).toBe(404);
  });

  it.each(['agent', 'lead', 'source'] as const)('refuses the role %s', async (role) => {
    for (const [path, payload] of [
      ['agent', { agentId: 'ann' }],
      ['objection', undefined],
    ] as const) {
      const reply = await app.inject({
        method: 'PUT',
        url: `${url}/${path}`,
        headers: bearer(role, 'acme', 'x'),
        ...(payload && { payload }),
      });
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'auth.right-missing']);
    }
    expect(bindings.of(call)).toBeNull();
  });

  it('names the field that is wrong', async () => {
    const reply = await app.inject({ method: 'PUT', url: `${url}/agent`, headers: binder, payload: {} });
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'http.body-invalid']);
    expect(reply.json().message).toContain('agentId');
  });

  it('remembers an objection, also for a call that is still to come, and tells who listens', async () => {
    let isMeant = (_call: typeof call) => false;
    objections.subscribe((next) => {
      isMeant = next;
    });
    const reply = await app.inject({ method: 'PUT', url: `${url}/objection`, headers: binder });
    expect([reply.statusCode, reply.json()]).toEqual([200, { erased: { episodes: 1 } }]);
    expect([isMeant(call), isMeant({ ...call, callId: 'another' })]).toEqual([true, false]);
    expect(objections.has(call)).toBe(true);
    expect(objections.has({ ...call, tenant: 'other' })).toBe(false);
    nowMs = 13 * 3_600_000;
    expect(objections.has(call)).toBe(false);
  });

  it('acknowledges nothing that the store does not hold', async () => {
    store.isAway = true;
    const put = (path: string, payload?: object) =>
      app.inject({ method: 'PUT', url: `${url}/${path}`, headers: binder, ...(payload && { payload }) });
    const bound = await put('agent', { agentId: 'ann' });
    expect([bound.statusCode, bound.json().code]).toEqual([503, 'binding.not-kept']);
    expect(bindings.of(call)).toBeNull();
    const objected = await put('objection');
    expect([objected.statusCode, objected.json().code]).toEqual([503, 'binding.not-kept']);
    expect(objections.has(call)).toBe(true);
    store.isAway = false;
  });
});
