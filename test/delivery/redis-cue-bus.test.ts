import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type AgentKey, agentKeyText } from '../../src/binding/agent-binding.js';
import type { AgentMessage, DesktopEvent } from '../../src/delivery/agent-message.js';
import { readEnvelope } from '../../src/delivery/bus-envelope.js';
import { RedisCueBus } from '../../src/delivery/redis-cue-bus.js';
import { lacks } from '../support/requirements.js';

const ADA: AgentKey = { tenant: 'acme', agentId: 'ada' };
const CALL: AgentMessage = { type: 'call', callRef: 'c1', state: 'listening' };
const LEFT: DesktopEvent = { type: 'left', sessionId: 's1' };

/** Each ended a node, or would have: no field is what it must be. */
const STRAYS = [
  'not JSON',
  'null',
  '[]',
  '{"from":"x"}',
  '{"from":"x","event":null}',
  '{"from":"x","message":null}',
  '{"from":"x","agent":null,"event":{"type":"left","sessionId":"s"}}',
  '{"from":"x","agent":{"tenant":"acme","agentId":"ada"},"event":{"type":"settings","quiet":true,"fewerCues":true,"language":"en"}}',
  '{"from":"x","agent":{"tenant":"acme","agentId":"ada"},"event":{"type":"__proto__"}}',
  '{"from":"x","message":{"type":"cue","callRef":"c","cueId":"q","kind":"constructor"}}',
  '{"from":"x","message":{"type":"reset","callRef":"c","offerId":"o","seconds":"30"}}',
];

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

  it('drops and counts what no node can have sent, and goes on', async () => {
    let dropped = 0;
    const bus = await RedisCueBus.connect({
      url: process.env.EVENKEEL_REDIS_URL!,
      prefix,
      onFault: () => {},
      onDropped: () => {
        dropped += 1;
      },
    });
    open.push(bus);
    const heard: unknown[] = [];
    bus.onReport((agent, event) => heard.push([agent, event]));
    bus.subscribe(ADA, (message) => heard.push(message));
    await settle();
    const stranger = new Redis(process.env.EVENKEEL_REDIS_URL!);
    const desk = `${prefix}:desktops:${agentKeyText(ADA)}`;
    for (const channel of [desk, `${prefix}:reports`])
      for (const stray of STRAYS) await stranger.publish(channel, stray);
    await stranger.publish(desk, JSON.stringify({ from: 'x', message: CALL }));
    await stranger.publish(`${prefix}:reports`, JSON.stringify({ from: 'x', agent: ADA, event: LEFT }));
    await vi.waitFor(() => expect(heard).toEqual([CALL, [ADA, LEFT]]));
    expect(dropped).toBe(2 * STRAYS.length);
    stranger.disconnect();
  });
});

describe('readEnvelope', () => {
  it('never throws, whatever came', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readEnvelope(text)).toBeNull();
      }),
    );
  });
});
