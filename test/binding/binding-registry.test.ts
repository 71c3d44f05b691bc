import { describe, expect, it } from 'vitest';
import type { AgentKey, CallKey } from '../../src/binding/agent-binding.js';
import {
  type BindingChange,
  type BindingLimits,
  BindingRegistry,
} from '../../src/binding/binding-registry.js';
import { OBJECTION_LIFETIME_MS, ObjectionRegistry } from '../../src/binding/objection-registry.js';

const LIMIT = expect.objectContaining({ code: 'binding.limit-reached' });
const call = (callId: string, tenant = 'acme'): CallKey => ({ tenant, platform: 'native', callId });
const agent = (agentId: string, tenant = 'acme'): AgentKey => ({ tenant, agentId });

function registry(limits?: BindingLimits) {
  const time = { nowMs: 0 };
  const changes: BindingChange[] = [];
  const bindings = new BindingRegistry(() => time.nowMs, limits);
  bindings.subscribe((change) => changes.push(change));
  return { bindings, changes, time };
}

describe('BindingRegistry', () => {
  it('binds before any stream is there, and tells once', () => {
    const { bindings, changes } = registry();
    bindings.bind(call('1'), agent('ann'), 'announce');
    bindings.bind(call('1'), agent('ann'), 'announce');
    expect(bindings.of(call('1'))).toMatchObject({ agent: agent('ann'), state: 'active' });
    expect(changes.map(({ type }) => type)).toEqual(['bound']);
  });

  it('moves a call on transfer and says who had it', () => {
    const { bindings, changes } = registry();
    bindings.bind(call('1'), agent('ann'), 'announce');
    bindings.bind(call('1'), agent('bob'), 'announce');
    expect(changes.at(-1)).toMatchObject({
      type: 'bound',
      binding: { agent: agent('bob') },
      previous: { agent: agent('ann') },
    });
    expect(bindings.callsOf(agent('ann'))).toEqual([]);
  });

  it('lets an agent be on several calls, and refuses one more than the limit', () => {
    const { bindings, changes } = registry({ lifetimeMs: 1e9, callsPerAgent: 2, bindingsPerTenant: 10 });
    for (const id of ['1', '2']) bindings.bind(call(id), agent('ann'), 'announce');
    expect(() => bindings.bind(call('3'), agent('ann'), 'announce')).toThrow(LIMIT);
    bindings.bind(call('1'), agent('ann'), 'announce');
    expect(bindings.callsOf(agent('ann')).map(({ call }) => call.callId)).toEqual(['2', '1']);
    expect(changes.map(({ type }) => type)).toEqual(['bound', 'bound']);
  });

  it('remembers a hold before anybody is bound, through a transfer, until it is taken back', () => {
    const bindings = new BindingRegistry(() => 0);
    const heard: [string, boolean][] = [];
    bindings.onHold(({ callId }, on) => void heard.push([callId, on]));
    bindings.hold(call('1'), true);
    bindings.hold(call('1'), true);
    expect(bindings.isHeld(call('1'))).toBe(true);
    expect(bindings.bind(call('1'), { tenant: 'acme', agentId: 'ann' }, 'announce').state).toBe('held');
    expect(bindings.bind(call('1'), { tenant: 'acme', agentId: 'bob' }, 'announce').state).toBe('held');
    bindings.hold(call('1'), false);
    expect(bindings.of(call('1'))?.state).toBe('active');
    expect(heard).toEqual([
      ['1', true],
      ['1', false],
    ]);
  });

  it('keeps the binding on hold and says so', () => {
    const { bindings, changes } = registry();
    bindings.bind(call('1'), agent('ann'), 'announce');
    bindings.hold(call('1'), true);
    bindings.hold(call('1'), true);
    expect(bindings.of(call('1'))?.state).toBe('held');
    bindings.hold(call('1'), false);
    expect(changes.map(({ type }) => type)).toEqual(['bound', 'state', 'state']);
  });

  it('does not let a desktop take a call that a trusted party gave to somebody else', () => {
    const { bindings } = registry();
    bindings.bind(call('1'), agent('ann'), 'announce');
    expect(() => bindings.bind(call('1'), agent('eve'), 'desktop')).toThrow(
      expect.objectContaining({ code: 'binding.taken' }),
    );
    bindings.bind(call('1'), agent('ann'), 'desktop');
    expect(() => bindings.bind(call('1'), agent('eve'), 'desktop')).toThrow();
    bindings.bind(call('2'), agent('ann'), 'desktop');
    expect(() => bindings.bind(call('2'), agent('bob'), 'desktop')).toThrow();
    expect(bindings.of(call('2'))?.agent.agentId).toBe('ann');
  });

  it('never crosses tenants', () => {
    const { bindings } = registry();
    expect(() => bindings.bind(call('1', 'acme'), agent('ann', 'other'), 'announce')).toThrow(
      expect.objectContaining({ code: 'binding.tenant-mismatch' }),
    );
    bindings.bind(call('1', 'acme'), agent('ann', 'acme'), 'announce');
    expect(bindings.of(call('1', 'other'))).toBeNull();
  });

  it('unbinds only for the agent who is still on the call', () => {
    const { bindings } = registry();
    bindings.bind(call('1'), agent('bob'), 'announce');
    expect(bindings.unbind(call('1'), agent('ann'))).toBe(false);
    expect(bindings.unbind(call('1'), agent('bob'))).toBe(true);
    expect(bindings.unbind(call('1'))).toBe(false);
  });

  it('forgets what nobody renewed', () => {
    const { bindings, time } = registry({ lifetimeMs: 1000, callsPerAgent: 4, bindingsPerTenant: 10 });
    bindings.bind(call('1'), agent('ann'), 'announce');
    time.nowMs = 1500;
    expect(bindings.of(call('1'))).toBeNull();
    expect(bindings.callsOf(agent('ann'))).toEqual([]);
    expect(bindings.unbind(call('1'))).toBe(false);
    bindings.bind(call('2'), agent('bob'), 'announce');
    expect(bindings.of(call('1'))).toBeNull();
    expect(bindings.of(call('2'))).not.toBeNull();
  });

  it('refuses what is beyond one tenant’s limit, and takes nothing from those who are there', () => {
    const { bindings, time } = registry({ lifetimeMs: 1000, callsPerAgent: 4, bindingsPerTenant: 3 });
    bindings.bind(call('1', 'other'), agent('ann', 'other'), 'announce');
    const bind = (i: number) => bindings.bind(call(String(i)), agent(String(i)), 'announce');
    for (let i = 0; i < 3; i += 1) bind(i);
    expect(() => bind(3)).toThrow(LIMIT);
    bind(0);
    bindings.bind(call('1'), agent('transferred'), 'announce');
    expect(() => bind(3)).toThrow(LIMIT);
    expect(bindings.of(call('1', 'other'))).not.toBeNull();
    for (let i = 0; i < 3; i += 1) expect(bindings.of(call(String(i)))).not.toBeNull();
    bindings.unbind(call('2'));
    bind(3);
    time.nowMs = 2000;
    for (let i = 10; i < 13; i += 1) bind(i);
    expect(() => bind(13)).toThrow(LIMIT);
  });
});

describe('ObjectionRegistry', () => {
  it('refuses what is beyond one tenant’s limit, forgets nobody’s objection, and stops the call all the same', () => {
    const time = { nowMs: 0 };
    const objections = new ObjectionRegistry(() => time.nowMs, 2);
    let isTold = false;
    objections.subscribe((isMeant) => {
      isTold = isMeant(call('3'));
    });
    objections.object(call('0', 'other'));
    objections.object(call('1'));
    objections.object(call('2'));
    objections.object(call('1'));
    expect(() => objections.object(call('3'))).toThrow(LIMIT);
    expect(isTold).toBe(true);
    expect(['1', '2', '3'].map((id) => objections.has(call(id)))).toEqual([true, true, false]);
    expect(objections.has(call('0', 'other'))).toBe(true);
    time.nowMs = OBJECTION_LIFETIME_MS + 1;
    expect(objections.has(call('1'))).toBe(false);
    objections.object(call('3'));
    expect(objections.has(call('3'))).toBe(true);
  });
});
