import { describe, expect, it } from 'vitest';
import type { AgentKey, CallKey } from '../../src/binding/agent-binding.js';
import { type BindingChange, BindingRegistry } from '../../src/binding/binding-registry.js';

const call = (callId: string, tenant = 'acme'): CallKey => ({ tenant, platform: 'native', callId });
const agent = (agentId: string, tenant = 'acme'): AgentKey => ({ tenant, agentId });

function registry(limits?: { lifetimeMs: number; callsPerAgent: number; bindings: number }) {
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

  it('lets an agent be on several calls, the oldest giving way at the limit', () => {
    const { bindings, changes } = registry({ lifetimeMs: 1e9, callsPerAgent: 2, bindings: 10 });
    for (const id of ['1', '2', '3']) bindings.bind(call(id), agent('ann'), 'announce');
    expect(bindings.callsOf(agent('ann')).map(({ call }) => call.callId)).toEqual(['2', '3']);
    expect(changes.filter(({ type }) => type === 'unbound')).toHaveLength(1);
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
    const { bindings, time } = registry({ lifetimeMs: 1000, callsPerAgent: 4, bindings: 10 });
    bindings.bind(call('1'), agent('ann'), 'announce');
    time.nowMs = 1500;
    bindings.bind(call('2'), agent('bob'), 'announce');
    expect(bindings.of(call('1'))).toBeNull();
    expect(bindings.of(call('2'))).not.toBeNull();
  });

  it('holds no more bindings than its limit', () => {
    const { bindings } = registry({ lifetimeMs: 1e9, callsPerAgent: 4, bindings: 3 });
    for (let i = 0; i < 10; i++) bindings.bind(call(String(i)), agent(String(i)), 'announce');
    const bound = Array.from({ length: 10 }, (_, i) => bindings.of(call(String(i)))).filter(Boolean);
    expect(bound).toHaveLength(3);
  });
});
