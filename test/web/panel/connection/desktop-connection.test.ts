import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { ServerMessage } from '../../../../src/delivery/agent-message.js';
import { LocalCueBus } from '../../../../src/delivery/local-cue-bus.js';
import { EvenkeelError } from '../../../../src/errors.js';
import {
  DesktopConnection,
  type LinkSocket,
} from '../../../../src/web/panel/connection/desktop-connection.js';
import type { Link } from '../../../../src/web/panel/panel-state.js';
import { DesktopHost, readTestToken, testTicket } from '../../../support/desktop-host.js';

/** No fault of our own is expected. */
const onFault = (cause: unknown) => {
  throw cause;
};

/** The panel's own connection against real servers over real sockets. */
class Line {
  readonly links: Link[] = [];
  readonly got: ServerMessage[] = [];
  /** Sockets opened so far. */
  attempts = 0;
  port: number;
  readonly connection: DesktopConnection;

  constructor(port: number, token: string | null = 'agent.ada') {
    this.port = port;
    this.connection = new DesktopConnection({
      openSocket: () => {
        this.attempts += 1;
        const socket = new WebSocket(`ws://127.0.0.1:${this.port}/desktop`, 'evenkeel.desktop.v1');
        socket.on('error', () => {});
        return socket as unknown as LinkSocket;
      },
      onLink: (link) => this.links.push(link),
      onMessage: (message) => this.got.push(message),
      introduce: () => [{ type: 'bind', platform: 'p', callId: 'c', ticket: testTicket('ada', 'p', 'c') }],
      random: () => 0,
    });
    this.connection.start(token);
  }

  count(type: ServerMessage['type']): number {
    return this.got.filter((message) => message.type === type).length;
  }
}

const until = (holds: () => boolean) => expect.poll(holds).toBe(true);

const CALL = { type: 'call', callRef: 'c1', state: 'listening' } as const;

describe('desktop connection', () => {
  let host: DesktopHost;
  let line: Line;

  beforeEach(async () => {
    host = await new DesktopHost().start();
  });
  afterEach(async () => {
    line.connection.stop();
    await host.stop();
  });

  it('introduces itself after hello', async () => {
    line = new Line(host.port);
    await until(() => host.binds.length > 0);
    expect(line.links).toEqual(['connecting']);
    expect(line.got[0]?.type).toBe('hello');
  });

  it('comes back after the server did, and then delivers the feedback that waited', async () => {
    line = new Line(host.port);
    await until(() => line.count('hello') === 1);
    const { port } = host;
    await host.stop();
    await until(() => line.links.at(-1) === 'lost');
    line.connection.send({ type: 'feedback', cueId: 'q1', verdict: 'helped' });
    host = await new DesktopHost({ port }).start();
    await until(() => host.reports.some((event) => event.type === 'feedback'));
    expect(line.count('hello')).toBe(2);
  });

  it('stops at a refused token, and goes on with a new one without a reload', async () => {
    line = new Line(host.port, 'nobody');
    await until(() => line.links.at(-1) === 'token-invalid');
    line.connection.useToken('agent.ada');
    await until(() => line.count('hello') === 1);
  });

  it('says that a lead has no panel', async () => {
    line = new Line(host.port, 'lead.lea');
    await until(() => line.links.at(-1) === 'refused');
  });

  it('keeps its token and tries again while nobody can check it', async () => {
    let asked = 0;
    const away = await new DesktopHost({
      verifyToken: (token) =>
        ++asked === 1 ? Promise.reject(new EvenkeelError('auth.keys-unavailable')) : readTestToken(token),
    }).start();
    line = new Line(away.port);
    await until(() => line.count('hello') === 1);
    expect(asked).toBe(2);
    expect(line.links).toContain('lost');
    expect(line.links).not.toContain('token-invalid');
    line.connection.stop();
    await away.stop();
  });

  it('keeps its line while nobody can check a renewed token', async () => {
    const away = await new DesktopHost({
      verifyToken: (token) =>
        token === 'agent.ada.600000'
          ? Promise.reject(new EvenkeelError('auth.keys-unavailable'))
          : readTestToken(token),
    }).start();
    line = new Line(away.port);
    await until(() => line.count('hello') === 1);
    // The server's clock stands still a second before the token's end.
    const [greeting] = line.got.flatMap((message) => (message.type === 'hello' ? message : []));
    const nearTheEnd = greeting!.tokenExpiresAt - 1_000;
    Object.defineProperty(away, 'clockAheadMs', { get: () => nearTheEnd - Date.now() });
    await until(() => line.count('token-expiring') === 1);
    line.connection.useToken('agent.ada.600000');
    await until(() => line.count('token-expiring') === 2);
    line.connection.useToken('agent.ada.900000');
    await until(() => line.count('hello') === 2);
    expect(line.links).toEqual(['connecting']);
    line.connection.stop();
    await away.stop();
  });

  it('renews its token on the open line', async () => {
    line = new Line(host.port, 'agent.ada.1400');
    await until(() => line.count('token-expiring') === 1);
    line.connection.useToken('agent.ada.600000');
    await until(() => line.count('hello') === 2);
    // Past the first token's end, which the next heartbeat would close.
    host.clockAheadMs = 2_000;
    const beats = line.count('heartbeat');
    await until(() => line.count('heartbeat') >= beats + 2);
    expect(line.links).toEqual(['connecting']);
    expect(host.reports.filter((event) => event.type === 'joined')).toHaveLength(1);
  });

  it('moves to another node without a gap in which a cue could be lost', async () => {
    const bus = new LocalCueBus(onFault);
    const leaving = await new DesktopHost({ bus }).start();
    const next = await new DesktopHost({ bus }).start();
    line = new Line(leaving.port);
    await until(() => line.count('hello') === 1);

    let said = 0;
    const talking = setInterval(() => bus.publish(host.agent, { ...CALL, callRef: `c${said++}` }), 2);
    line.port = next.port;
    leaving.drain();
    await until(() => line.count('hello') === 2);
    const saidBefore = said;
    await until(() => said >= saidBefore + 20);
    clearInterval(talking);
    const last = `c${said++}`;
    bus.publish(host.agent, { ...CALL, callRef: last });
    await until(() => line.got.some((message) => message.type === 'call' && message.callRef === last));

    const heard = new Set(line.got.flatMap((message) => (message.type === 'call' ? message.callRef : [])));
    expect(heard.size).toBe(said);
    expect(line.links).not.toContain('lost');
    line.connection.stop();
    await Promise.all([leaving.stop(), next.stop()]);
  });

  it('stays on a draining node while no other one takes it', async () => {
    line = new Line(host.port);
    await until(() => line.count('hello') === 1);
    host.drain();
    await until(() => line.count('draining') === 1);
    const refused = line.attempts;
    await until(() => line.attempts >= refused + 2);
    host.bus.publish(host.agent, CALL);
    await until(() => line.count('call') === 1);
    expect(line.links).not.toContain('lost');
  });
});
