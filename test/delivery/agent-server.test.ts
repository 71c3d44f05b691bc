import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { PresentedTicket } from '../../src/auth/binding-ticket.js';
import type { Principal } from '../../src/auth/principal.js';
import type { AgentKey } from '../../src/binding/agent-binding.js';
import type { CueMessage, DesktopEvent, ServerMessage } from '../../src/delivery/agent-message.js';
import { AgentServer, type AgentServerOptions } from '../../src/delivery/agent-server.js';
import { LocalCueBus } from '../../src/delivery/local-cue-bus.js';
import { EvenkeelError } from '../../src/errors.js';

/** No fault of our own is expected. */
const onFault = (cause: unknown) => {
  throw cause;
};

const ADA: AgentKey = { tenant: 'acme', agentId: 'ada' };
const LIMITS: AgentServerOptions['limits'] = {
  heartbeatMs: 40,
  helloTimeoutMs: 30_000,
  maxMessagesPer10s: 20,
  maxBufferedBytes: 100_000,
  renewBeforeMs: 60_000,
  maxMessageBytes: 2_000,
  maxDesktopsPerAgent: 2,
};

/** Tickets of these tests read `agent/platform/call`. */
async function verifyBinding(ticket: string): Promise<PresentedTicket> {
  const [agentId, platform, callId] = ticket.split('/');
  if (agentId === undefined || platform === undefined || callId === undefined)
    throw new EvenkeelError('binding.ticket-invalid');
  return { tenant: 'acme', agentId, platform, callId, id: ticket, expiresAtMs: 0 };
}

/** The server's wall clock; a test that turns it sets its own. */
let wallClock: () => number = Date.now;

/** Tokens of these tests read `role:subject:expiresInMs`. */
async function verifyToken(token: string): Promise<Principal> {
  const [role, subject, expiresInMs] = token.split(':');
  if (role !== 'agent' && role !== 'lead') throw new EvenkeelError('internal.fault');
  return {
    role,
    tenant: 'acme',
    subject: subject!,
    teams: [],
    expiresAtMs: wallClock() + Number(expiresInMs ?? 600_000),
  };
}

/** A real WebSocket client that keeps what it was sent. */
class Desktop {
  readonly got: ServerMessage[] = [];
  readonly closed: Promise<number>;
  readonly #waiting = new Set<() => void>();

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.got.push(JSON.parse(String(data)) as ServerMessage);
      for (const wake of [...this.#waiting]) wake();
    });
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.on('close', (code) => {
        resolve(code);
        for (const wake of [...this.#waiting]) wake();
      });
    });
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The first message of that type, now or when it comes; of those from `index` on. */
  async next<T extends ServerMessage['type']>(
    type: T,
    index = 0,
  ): Promise<Extract<ServerMessage, { type: T }>> {
    for (;;) {
      const found = this.got.slice(index).find((message) => message.type === type);
      if (found !== undefined) return found as Extract<ServerMessage, { type: T }>;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`Closed before ${type} came.`);
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  /** Resolves with a heartbeat sent after this call: whatever was sent before it has arrived. */
  async caughtUp(): Promise<void> {
    // The one on its way now may be older than the call, the one after it is not.
    await this.next('heartbeat', this.got.length);
    await this.next('heartbeat', this.got.length);
  }
}

function cue(cueId: string, fromNowMs = 10_000): CueMessage {
  return {
    type: 'cue',
    callRef: 'c1',
    cueId,
    kind: 'breath',
    step: 'soothe',
    reason: { key: 'none', values: {}, mood: null },
    atMs: 30_000,
    decidedAt: Date.now(),
    expiresAt: Date.now() + fromNowMs,
  };
}

describe('agent server', () => {
  let bus: LocalCueBus;
  let server: AgentServer;
  let closeDesktops: () => void;
  let http: Server;
  let reports: DesktopEvent[];
  let bound: object[];

  async function start(
    selfCoachingOffered = false,
    clocks: Pick<AgentServerOptions, 'now' | 'monotonicMs'> = {},
  ): Promise<void> {
    wallClock = clocks.now ?? Date.now;
    bus = new LocalCueBus(onFault);
    reports = [];
    bound = [];
    bus.onReport((_, event) => reports.push(event));
    server = new AgentServer({
      ...clocks,
      onFault,
      bus,
      verifyToken,
      limits: LIMITS,
      verifyBinding,
      bindCall: async ({ tenant, platform, callId, agentId }) => {
        if (callId === 'over') throw new EvenkeelError('binding.call-over');
        bound.push({ call: { tenant, platform, callId }, agent: { tenant, agentId } });
      },
      selfCoachingOffered,
    });
    closeDesktops = server.start();
    http = createServer();
    http.on('upgrade', (request, socket, head) => server.handleUpgrade({ request, socket, head }));
    await once(http.listen(0, '127.0.0.1'), 'listening');
  }

  function open(protocol = 'evenkeel.desktop.v1'): Desktop {
    return new Desktop(
      new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/desktop`, protocol),
    );
  }

  async function join(token = 'agent:ada', protocol?: string): Promise<Desktop> {
    const desktop = open(protocol);
    await once(desktop.socket, 'open');
    desktop.say({ type: 'token', token });
    await desktop.next('hello');
    return desktop;
  }

  async function stop(): Promise<void> {
    closeDesktops();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  }

  beforeEach(() => start());
  afterEach(stop);

  it('says hello with its own clock, then beats', async () => {
    const before = Date.now();
    const desktop = await join();
    const hello = await desktop.next('hello');
    expect(hello.serverNow).toBeGreaterThanOrEqual(before);
    expect(hello.serverNow).toBeLessThanOrEqual(Date.now());
    expect((await desktop.next('heartbeat')).serverNow).toBeGreaterThanOrEqual(hello.serverNow);
    expect(reports).toEqual([{ type: 'joined', sessionId: hello.sessionId }]);
  });

  it('delivers a cue to every desktop of that agent, and to nobody else', async () => {
    const [one, two, other] = await Promise.all([join(), join(), join('agent:bo')]);
    bus.publish(ADA, cue('q1'));
    expect((await one!.next('cue')).cueId).toBe('q1');
    expect((await two!.next('cue')).cueId).toBe('q1');
    await other!.caughtUp();
    expect(other!.got.some((message) => message.type === 'cue')).toBe(false);
  });

  it('sends a desktop a cue once, however often it is said for other desktops', async () => {
    const ada = await join();
    for (const id of ['c1.1', 'c1.1', 'c1.2']) bus.publish(ADA, cue(id));
    await ada.caughtUp();
    const cues = ada.got.flatMap((message) => (message.type === 'cue' ? [message.cueId] : []));
    expect(cues).toEqual(['c1.1', 'c1.2']);
  });

  it('keeps nothing for an absent agent and sends nothing stale', async () => {
    bus.publish(ADA, cue('missed'));
    const desktop = await join();
    bus.publish(ADA, cue('stale', -1));
    bus.publish(ADA, cue('fresh'));
    await desktop.next('cue');
    await desktop.caughtUp();
    const cues = desktop.got.filter((message) => message.type === 'cue');
    expect(cues.map((message) => message.cueId)).toEqual(['fresh']);
  });

  it('reports feedback and takes the cue away at the other desktops', async () => {
    const [one, two] = await Promise.all([join(), join()]);
    one!.say({ type: 'feedback', cueId: 'q1', verdict: 'not-now' });
    expect((await two!.next('cue-ended')).cueId).toBe('q1');
    expect(reports.at(-1)).toEqual({ type: 'feedback', cueId: 'q1', verdict: 'not-now' });
  });

  it.each([
    ['not JSON', '{', 'desktop.message-invalid'],
    ['an unknown type', { type: 'sing' }, 'desktop.message-invalid'],
    ['a field too many', { type: 'reset', offerId: 'r', outcome: 'taken', x: 1 }, 'desktop.message-invalid'],
    ['an endless id', { type: 'bind', platform: 'p', callId: 'x'.repeat(300) }, 'desktop.message-invalid'],
  ])('answers %s with a stable code and closes that desktop alone', async (_, message, code) => {
    const [bad, good] = await Promise.all([join(), join()]);
    bad!.say(message);
    expect((await bad!.next('error')).code).toBe(code);
    expect(await bad!.closed).toBe(1008);
    bus.publish(ADA, cue('q2'));
    expect((await good!.next('cue')).cueId).toBe('q2');
  });

  it('binds a call by a ticket for this agent and this call alone, and says what is wrong with another', async () => {
    const desktop = await join();
    const bind = { type: 'bind', platform: 'p', callId: 'c' };
    desktop.say(bind);
    for (const ticket of ['eve/p/c', 'ada/q/c', 'ada/p/d', 'forged']) desktop.say({ ...bind, ticket });
    const codes = () => desktop.got.flatMap((message) => (message.type === 'error' ? [message.code] : []));
    await expect
      .poll(codes)
      .toEqual(['binding.ticket-missing', ...Array<string>(4).fill('binding.ticket-invalid')]);
    desktop.say({ ...bind, ticket: 'ada/p/c' });
    const call = { tenant: 'acme', platform: 'p', callId: 'c' };
    await expect.poll(() => bound).toEqual([{ call, agent: { tenant: 'acme', agentId: 'ada' } }]);
    desktop.say({ ...bind, callId: 'over', ticket: 'ada/p/over' });
    await expect.poll(() => codes().at(-1)).toBe('binding.call-over');
  });

  it('never repeats what it could not read', async () => {
    const desktop = await join();
    desktop.say({ type: 'bind', platform: 'p', callId: 7, secret: 'caller-number' });
    expect((await desktop.next('error')).text).not.toContain('caller-number');
  });

  it('wants the token first, in time, of an agent', async () => {
    let monotonicMs = 0;
    await stop();
    await start(false, { monotonicMs: () => monotonicMs });
    const early = open();
    await once(early.socket, 'open');
    early.say({ type: 'feedback', cueId: 'q', verdict: 'helped' });
    expect((await early.next('error')).code).toBe('desktop.token-first');
    expect(await early.closed).toBe(4401);

    const silent = open();
    await once(silent.socket, 'open');
    monotonicMs += LIMITS.helloTimeoutMs;
    expect((await silent.next('error')).code).toBe('desktop.token-first');

    const lead = open();
    await once(lead.socket, 'open');
    lead.say({ type: 'token', token: 'lead:lea' });
    expect((await lead.next('error')).code).toBe('desktop.not-an-agent');
    expect(await lead.closed).toBe(4403);
  });

  it('asks for a new token, takes it for the same agent only, and closes on expiry', async () => {
    let wallMs = Date.now();
    await stop();
    await start(false, { now: () => wallMs });
    const [desktop, expiring] = await Promise.all([join('agent:ada:150'), join('agent:ada:150')]);
    expect((await desktop!.next('token-expiring')).expiresAt).toBe(wallMs + 150);
    const renewedFrom = desktop!.got.length;
    desktop!.say({ type: 'token', token: 'agent:ada:600000' });
    expect((await desktop!.next('hello', renewedFrom)).tokenExpiresAt).toBe(wallMs + 600_000);
    wallMs += 250;
    expect(await expiring!.closed).toBe(4401);
    await desktop!.caughtUp();
    expect(desktop!.socket.readyState).toBe(WebSocket.OPEN);
    desktop!.say({ type: 'token', token: 'agent:bo:600000' });
    expect((await desktop!.next('error')).code).toBe('desktop.token-mismatch');
  });

  it('limits desktops, message size and message rate', async () => {
    const [one] = await Promise.all([join(), join()]);
    const third = open();
    await once(third.socket, 'open');
    third.say({ type: 'token', token: 'agent:ada' });
    expect((await third.next('error')).code).toBe('desktop.too-many');
    one!.say('x'.repeat(3_000));
    expect(await one!.closed).toBe(1009);

    const fast = await join();
    for (let i = 0; i < 30; i++) fast.say({ type: 'feedback', cueId: `q${i}`, verdict: 'seen' });
    expect((await fast.next('error')).code).toBe('desktop.too-fast');
  });

  it('counts messages by a clock that nobody sets', async () => {
    let wallMs = Date.now();
    let monotonicMs = 0;
    await stop();
    await start(false, { now: () => wallMs, monotonicMs: () => monotonicMs });
    const desktop = await join();
    const sayFifteen = async () => {
      const before = reports.length;
      for (let i = 0; i < 15; i++) desktop.say({ type: 'feedback', cueId: `q${i}`, verdict: 'seen' });
      await expect.poll(() => reports.length).toBe(before + 15);
    };
    await sayFifteen();
    wallMs -= 7_200_000;
    monotonicMs += 11_000;
    await sayFifteen();
    expect(desktop.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('asks desktops to move on when draining, takes no new ones, and closes with 1001', async () => {
    const desktop = await join();
    server.drain();
    await desktop.next('draining');
    bus.publish(ADA, cue('last'));
    expect((await desktop.next('cue')).cueId).toBe('last');
    const late = open();
    const [, response] = await once(late.socket, 'unexpected-response');
    expect((response as { statusCode: number }).statusCode).toBe(503);
    closeDesktops();
    expect(await desktop.closed).toBe(1001);
  });

  it('gives an own-eyes breath only to the session that switched it on, where it is offered', async () => {
    await stop();
    await start(true);
    const [on, off] = await Promise.all([join(), join()]);
    const { sessionId } = await on!.next('hello');
    const breath = (breathId: string) =>
      ({ type: 'own-breath', sessionId, breathId, decidedAt: 0, expiresAt: Date.now() + 9_000 }) as const;
    bus.publish(ADA, breath('before'));
    on!.say({ type: 'self-coaching', on: true });
    await expect.poll(() => reports.at(-1)?.type).toBe('self-coaching');
    bus.publish(ADA, breath('after'));
    expect((await on!.next('own-breath')).breathId).toBe('after');
    await off!.caughtUp();
    expect(off!.got.some((message) => message.type === 'own-breath')).toBe(false);
  });

  it('passes on no answer to an own-eyes breath: who answers one uses the switch', async () => {
    const [one, another] = await Promise.all([join(), join()]);
    one!.say({ type: 'feedback', cueId: 'a-call.own-1', verdict: 'not-now' });
    one!.say({ type: 'reset', offerId: 'a-call.own-12', outcome: 'taken' });
    one!.say({ type: 'feedback', cueId: 'a-call.c1', verdict: 'not-now' });
    expect(await another!.next('cue-ended')).toMatchObject({ cueId: 'a-call.c1' });
    expect(reports.filter(({ type }) => type !== 'joined')).toEqual([
      { type: 'feedback', cueId: 'a-call.c1', verdict: 'not-now' },
    ]);
    await another!.caughtUp();
    expect(another!.got.some(({ type }) => type === 'reset-ended')).toBe(false);
  });

  it('gives softphones the cue in words', async () => {
    const feed = await join('agent:ada', 'evenkeel.cues.v1');
    feed.say({ type: 'settings', quiet: false, fewerCues: false, kindsOff: [], language: 'zh-CN' });
    await expect.poll(() => reports.at(-1)?.type).toBe('settings');
    bus.publish(ADA, cue('q1'));
    expect(await feed.next('cue')).toMatchObject({ id: 'q1', kind: 'breath', title: '慢慢呼吸一次' });
  });
});
