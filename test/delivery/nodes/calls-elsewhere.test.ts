import { expect, it } from 'vitest';
import type { AgentMessage } from '../../../src/delivery/agent-message.js';
import { CallsElsewhere } from '../../../src/delivery/nodes/calls-elsewhere.js';

const ADA = { tenant: 'acme', agentId: 'ada' };
const call = (callRef: string, state: 'listening' | 'held' | 'ended' = 'listening'): AgentMessage => ({
  type: 'call',
  callRef,
  state,
});

it('tells the agents of a lost node, for the calls that go on', () => {
  const calls = new CallsElsewhere();
  calls.tell(ADA, call('over'), 'n1');
  calls.tell(ADA, call('over', 'ended'), 'n1');
  calls.tell(ADA, call('on'), 'n1');
  calls.tell(ADA, call('other'), 'n2');
  expect(calls.agentsOf('n1')).toEqual([ADA]);
  expect(calls.lose('n1')).toEqual([
    { agent: ADA, message: { type: 'unavailable', callRef: 'on', why: 'stream-lost' } },
  ]);
});

it.each(['here', 'elsewhere'])('ends a lost call when the next begins %s, once', (where) => {
  const calls = new CallsElsewhere();
  calls.tell(ADA, call('lost'), 'n1');
  calls.lose('n1');
  const begin = (ref: string) =>
    where === 'here' ? calls.tellHere(ADA, call(ref)) : calls.tell(ADA, call(ref), 'n2');
  expect(begin('next')).toEqual([call('lost', 'ended')]);
  expect(begin('third')).toEqual([]);
});

it('keeps a call whose node was only out of hearing', () => {
  const calls = new CallsElsewhere();
  calls.tell(ADA, call('kept'), 'n1');
  calls.lose('n1');
  expect(calls.tell(ADA, call('kept'), 'n1')).toEqual([]);
  expect(calls.tellHere(ADA, call('next'))).toEqual([]);
});

it('forgets an agent who has no desktop here', () => {
  const calls = new CallsElsewhere();
  calls.tell(ADA, call('c'), 'n1');
  calls.forget(ADA);
  expect(calls.lose('n1')).toEqual([]);
});
