import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AgentKey, agentKeyText } from '../../src/binding/agent-binding.js';
import type { AgentMessage, CueMessage, DesktopEvent } from '../../src/delivery/agent-message.js';
import { readEnvelope } from '../../src/delivery/bus-envelope.js';
import { RedisCueBus } from '../../src/delivery/redis-cue-bus.js';
import { lacks } from '../support/requirements.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const ADA: AgentKey = { tenant: 'acme', agentId: 'ada' };
const BO: AgentKey = { tenant: 'acme', agentId: 'bo' };
const CALL: AgentMessage = { type: 'call', callRef: 'c1', state: 'listening' };
const LEFT: DesktopEvent = { type: 'left', sessionId: 's1' };
const LAST: DesktopEvent = { type: 'left', sessionId: 'last' };

/** Another node's wall clock, far from ours. */
const SKEWED_MS = 900_000;
const CUE: CueMessage = {
  type: 'cue',
  callRef: 'c1',
  cueId: 'c1.1',
  kind: 'breath',
  step: 'soothe',
  reason: { key: 'tense', values: {}, mood: null },
  atMs: 5_000,
  decidedAt: 0,
  expiresAt: 0,
};

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

const onFault = (cause: unknown) => expect.unreachable(String(cause));

describe.skipIf(lacks('redis'))('redis cue bus', () => {
  const open: RedisCueBus[] = [];
  let prefix: string;
  let stranger: Redis;

  async function node(url = process.env.EVENKEEL_REDIS_URL!): Promise<RedisCueBus> {
    const bus = await RedisCueBus.connect({ url, prefix, onFault });
    open.push(bus);
    return bus;
  }

  const desk = (agent = ADA) => `${prefix}:desktops:${agentKeyText(agent)}`;
  const reports = () => `${prefix}:reports`;

  /** Resolves when Redis itself counts so many nodes on a channel. */
  const listening = (channel: string, nodes: number) =>
    expect.poll(async () => (await stranger.pubsub('NUMSUB', channel))[1]).toBe(nodes);

  beforeEach(() => {
    prefix = `evenkeel-test-${randomUUID()}`;
    stranger = new Redis(process.env.EVENKEEL_REDIS_URL!);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((bus) => bus.close()));
    stranger.disconnect();
  });

  it('carries a message to the desktops on every node, once, and to no other agent', async () => {
    const [one, two] = [await node(), await node()];
    const heard: string[] = [];
    one.subscribe(ADA, () => heard.push('one'));
    two.subscribe(ADA, () => heard.push('two'));
    two.subscribe(BO, () => heard.push('bo'));
    await listening(desk(), 2);
    await listening(desk(BO), 1);
    one.publish(ADA, CALL);
    // Redis keeps the order: what the first would have brought to anybody is there before the last.
    one.publish(BO, CALL);
    await expect.poll(() => heard).toContain('bo');
    expect(heard).toEqual(['one', 'two', 'bo']);
  });

  it('carries what a desktop did back to every node, once', async () => {
    const [one, two] = [await node(), await node()];
    const heard: DesktopEvent[] = [];
    one.onReport((agent, event) => {
      expect(agent).toEqual(ADA);
      heard.push(event);
    });
    await listening(reports(), 2);
    one.report(ADA, LEFT);
    two.report(ADA, LEFT);
    two.report(ADA, LAST);
    await expect.poll(() => heard).toContainEqual(LAST);
    expect(heard).toEqual([LEFT, LEFT, LAST]);
  });

  it('keeps nothing for a desktop that comes later, nor after one has left', async () => {
    const [one, two] = [await node(), await node()];
    let reported = 0;
    two.onReport(() => {
      reported += 1;
    });
    await listening(reports(), 2);
    /** The call's message, and a report after it: once that has arrived, so has whatever came before. */
    const publishAndAwait = async () => {
      const before = reported;
      one.publish(ADA, CALL);
      one.report(ADA, LAST);
      await expect.poll(() => reported).toBe(before + 1);
    };
    const heard: AgentMessage[] = [];
    await publishAndAwait();
    const leave = two.subscribe(ADA, (message) => heard.push(message));
    await listening(desk(), 1);
    expect(heard).toEqual([]);
    await publishAndAwait();
    expect(heard).toEqual([CALL]);
    leave();
    await listening(desk(), 0);
    await publishAndAwait();
    expect(heard).toEqual([CALL]);
  });

  it('does not mind what others write on its channels', async () => {
    const [bus, other] = [await node(), await node()];
    const heard: DesktopEvent[] = [];
    bus.onReport((_, event) => heard.push(event));
    await listening(reports(), 2);
    for (const text of ['{', 'null', '7']) await stranger.publish(reports(), text);
    other.report(ADA, LEFT);
    await expect.poll(() => heard).toEqual([LEFT]);
  });

  it('serves the desktops of its own node while Redis cannot be reached', async () => {
    const alone = await node('redis://127.0.0.1:1');
    const heard: AgentMessage[] = [];
    alone.subscribe(ADA, (message) => heard.push(message));
    alone.publish(ADA, CALL);
    expect(heard).toEqual([CALL]);
  });

  /** A cue as another node sends it, so long ago by its own clock. */
  const sent = (agoMs: number, extra: object = {}) =>
    JSON.stringify({
      from: 'other',
      at: { monotonicMs: 1_000_000 + performance.now() - agoMs, wallMs: SKEWED_MS },
      message: { ...CUE, expiresAt: SKEWED_MS + 5_000, decidedAt: SKEWED_MS, heardAt: SKEWED_MS },
      ...extra,
    });

  it('shows no cue that was long on its way, and puts the others on its own clock', async () => {
    let late = 0;
    const bus = await RedisCueBus.connect({
      url: process.env.EVENKEEL_REDIS_URL!,
      prefix,
      onFault,
      now: () => 50_000,
      onLate: () => {
        late += 1;
      },
    });
    open.push(bus);
    const heard: AgentMessage[] = [];
    bus.subscribe(ADA, (message) => heard.push(message));
    await listening(desk(), 1);
    for (const agoMs of [0, 30_000, 0]) await stranger.publish(desk(), sent(agoMs));
    await expect.poll(() => heard).toHaveLength(2);
    expect(late).toBe(1);
    for (const message of heard) {
      const { decidedAt, expiresAt } = message as CueMessage;
      expect(expiresAt - decidedAt).toBe(5_000);
      expect(Math.abs(decidedAt - 50_000)).toBeLessThan(1_000);
    }
  });

  it('lets nothing through of a node whose lease of the call is over', async () => {
    const bus = await node();
    const heard: AgentMessage[] = [];
    bus.subscribe(ADA, (message) => heard.push(message));
    await listening(desk(), 1);
    for (const epoch of [5, 7, 6, 7])
      await stranger.publish(
        desk(),
        sent(0, { fence: { call: 'c', epoch }, message: { ...CALL, callRef: `e${epoch}` } }),
      );
    await expect
      .poll(() => heard.map((message) => 'callRef' in message && message.callRef))
      .toEqual(['e5', 'e7', 'e7']);
    bus.publish(ADA, { ...CALL, callRef: 'own' }, { call: 'c', epoch: 6 });
    expect(heard).toHaveLength(3);
  });

  it('tells the agents of a node that has fallen silent, within five seconds', {
    timeout: 20_000,
  }, async () => {
    const bus = await node();
    const heard: AgentMessage[] = [];
    bus.subscribe(ADA, (message) => heard.push(message));
    await listening(desk(), 1);
    await stranger.publish(desk(), sent(0, { message: CALL }));
    await expect
      .poll(() => heard, { timeout: 5_000 })
      .toEqual([CALL, { type: 'unavailable', callRef: 'c1', why: 'stream-lost' }]);
  });

  it('finds out that Redis answers no more, and says when others can be reached again', {
    timeout: 30_000,
  }, async () => {
    const { hostname, port } = new URL(process.env.EVENKEEL_REDIS_URL!);
    const line = new TcpProxy(hostname, Number(port));
    const states: boolean[] = [];
    let returns = 0;
    const bus = await RedisCueBus.connect({
      url: `redis://127.0.0.1:${await line.listen()}`,
      prefix,
      onFault,
      onState: (isUp) => states.push(isUp),
    });
    open.push(bus);
    bus.onReturn(() => {
      returns += 1;
    });
    await expect.poll(() => states).toEqual([true]);
    line.stall();
    await expect.poll(() => states, { timeout: 5_000 }).toEqual([true, false]);
    line.mend();
    await expect.poll(() => states, { timeout: 10_000 }).toEqual([true, false, true]);
    expect(returns).toBe(1);
    await bus.close();
    await line.close();
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
    await listening(desk(), 1);
    for (const channel of [desk(), reports()])
      for (const stray of STRAYS) await stranger.publish(channel, stray);
    await stranger.publish(desk(), JSON.stringify({ from: 'x', message: CALL }));
    await stranger.publish(reports(), JSON.stringify({ from: 'x', agent: ADA, event: LEFT }));
    await vi.waitFor(() => expect(heard).toEqual([CALL, [ADA, LEFT]]));
    expect(dropped).toBe(2 * STRAYS.length);
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
