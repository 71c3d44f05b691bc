import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BindingRegistry } from '../../../src/binding/binding-registry.js';
import { ObjectionRegistry } from '../../../src/binding/objection-registry.js';
import { errorHandler } from '../../../src/http/error-handler.js';
import { bindingsRoutes } from '../../../src/http/routes/bindings-routes.js';
import { bearer, requireRight } from '../../support/http-principals.js';

const binder = bearer('binder', 'acme', 'crm');
const call = { tenant: 'acme', platform: 'native', callId: 'a/b 1' };
const url = '/v1/calls/native/a%2Fb%201';

describe('bindings routes', () => {
  let app: FastifyInstance;
  let nowMs = 0;
  const bindings = new BindingRegistry(() => nowMs);
  const objections = new ObjectionRegistry(() => nowMs);

  beforeEach(async () => {
    nowMs = 0;
    app = Fastify();
    app.setErrorHandler(errorHandler(pino({ level: 'silent' }) as never));
    await app.register(bindingsRoutes({ bindings, objections, requireRight }));
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
    expect(put.json()).toEqual({ agentId: 'ann', source: 'announce', state: 'active' });
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
    const told: string[] = [];
    objections.subscribe(({ callId }) => told.push(callId));
    const reply = await app.inject({ method: 'PUT', url: `${url}/objection`, headers: binder });
    expect(reply.statusCode).toBe(204);
    expect(told).toEqual(['a/b 1']);
    expect(objections.has(call)).toBe(true);
    expect(objections.has({ ...call, tenant: 'other' })).toBe(false);
    nowMs = 13 * 3_600_000;
    expect(objections.has(call)).toBe(false);
  });
});
