import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import type { AgentKey } from '../../src/binding/agent-binding.js';
import type { AgentMessage, DesktopEvent } from '../../src/delivery/agent-message.js';
import { RedisCueBus } from '../../src/delivery/redis-cue-bus.js';
import { lacks } from '../support/requirements.js';

const ADA: AgentKey = { tenant: 'acme', agentId: 'ada' };
const CALL: AgentMessage = { type: 'call', callRef: 'c1', state: 'listening' };
const LEFT: DesktopEvent = { type: 'left', sessionId: 's1' };

const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

const onFault = (cause: unknown) => expect.unreachable(String(cause));

describe.skipIf(lacks('redis'))('redis cue bus', () => {
  const open: RedisCueBus[] = [];
  const prefix = `evenkeel-test-${randomUUID()}`;

  async function node(url = process.env.EVENKEEL_REDIS_URL!): Promise<RedisCueBus> {
    const bus = await RedisCueBus.connect({ url, prefix, onFault });
    open.push(bus);
    return bus;
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map((bus) => bus.close()));
  });

  it('carries a message to the desktops on every node, once, and to no other agent', async () => {
    const [one, two] = [await node(), await node()];
    const heard: string[] = [];
    one.subscribe(ADA, () => heard.push('one'));
    two.subscribe(ADA, () => heard.push('two'));
    two.subscribe({ ...ADA, agentId: 'bo' }, () => heard.push('bo'));
    await settle();
    one.publish(ADA, CALL);
    await settle();
    expect(heard.sort()).toEqual(['one', 'two']);
  });

  it('carries what a desktop did back to every node, once', async () => {
    const [one, two] = [await node(), await node()];
    const heard: DesktopEvent[] = [];
    one.onReport((agent, event) => {
      expect(agent).toEqual(ADA);
      heard.push(event);
    });
    await settle();
    two.report(ADA, LEFT);
    one.report(ADA, LEFT);
    await settle();
    expect(heard).toEqual([LEFT, LEFT]);
  });

  it('keeps nothing for a desktop that comes later, nor after one has left', async () => {
    const [one, two] = [await node(), await node()];
    const heard: AgentMessage[] = [];
    one.publish(ADA, CALL);
    await settle();
    const leave = two.subscribe(ADA, (message) => heard.push(message));
    await settle();
    leave();
    await settle();
    one.publish(ADA, CALL);
    await settle();
    expect(heard).toEqual([]);
  });

  it('does not mind what others write on its channels', async () => {
    const bus = await node();
    const stranger = new Redis(process.env.EVENKEEL_REDIS_URL!);
    await settle();
    for (const text of ['{', 'null', '7']) await stranger.publish(`${prefix}:reports`, text);
    await settle();
    stranger.disconnect();
    const heard: DesktopEvent[] = [];
    bus.onReport((_, event) => heard.push(event));
    bus.report(ADA, LEFT);
    expect(heard).toEqual([LEFT]);
  });

  it('serves the desktops of its own node while Redis cannot be reached', async () => {
    const alone = await node('redis://127.0.0.1:1');
    const heard: AgentMessage[] = [];
    alone.subscribe(ADA, (message) => heard.push(message));
    alone.publish(ADA, CALL);
    expect(heard).toEqual([CALL]);
  });
});
