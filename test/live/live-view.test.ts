import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { configSchema } from '../../src/config/config-schema.js';
import { LIVE_VIEW_PROTOCOL, type LiveViewMessage } from '../../src/delivery/live-view-message.js';
import { EvenkeelError } from '../../src/errors.js';
import { LiveView } from '../../src/live/try/live-view.js';
import { SpreadClassifier } from '../support/spread-classifier.js';

describe('the live view', () => {
  let server: Server;
  let view: LiveView;
  let rounds: number;
  let refusal: 'auth.token-revoked' | 'auth.sessions-away' | null;
  const faults: unknown[] = [];

  beforeEach(async () => {
    rounds = 0;
    faults.length = 0;
    const classifier = new SpreadClassifier();
    refusal = null;
    view = new LiveView({
      settings: configSchema.parse({}),
      verifyToken: async () => {
        if (refusal !== null) throw new EvenkeelError(refusal);
        return {
          role: 'source',
          tenant: 'acme',
          subject: 'visitor',
          teams: [],
          expiresAtMs: Number.POSITIVE_INFINITY,
        };
      },
      classifier: {
        classify: (windows) => {
          rounds += 1;
          return classifier.classify(windows);
        },
        close: async () => {},
      },
      onFailure: (cause) => faults.push(cause),
      onFault: (cause) => faults.push(cause),
    });
    server = createServer();
    server.on('upgrade', (request, socket, head) => view.handleUpgrade({ request, socket, head }));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(async () => {
    view.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** A visitor: what was said to it, and the code with which it was closed. */
  async function visit(protocol = LIVE_VIEW_PROTOCOL) {
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/try`, protocol);
    const said: LiveViewMessage[] = [];
    socket.on('message', (data) => said.push(JSON.parse(String(data)) as LiveViewMessage));
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await once(socket, 'open');
    return { socket, said, closed };
  }

  const START = JSON.stringify({ type: 'start', token: 't', sampleRateHz: 8000 });

  it('refuses a socket that does not speak its protocol', async () => {
    await expect(visit('something.else')).rejects.toThrow('Unexpected server response');
  });

  it('hears a visitor’s audio, and says how it sounds with the rounds', async () => {
    const { socket, said } = await visit();
    socket.send(START);
    await expect.poll(() => said.map(({ type }) => type)).toContain('ready');
    socket.send(Buffer.alloc(16_000));
    await expect
      .poll(async () => {
        await view.tick();
        return said.length;
      })
      .toBeGreaterThan(1);
    expect(faults).toEqual([]);
  });

  it('runs no model while nobody has started', async () => {
    await visit();
    await view.tick();
    expect(rounds).toBe(0);
  });

  it('takes four visitors at one time, and a fifth when one has gone', async () => {
    const visitors = [await visit(), await visit(), await visit(), await visit()];
    const fifth = await visit();
    await fifth.closed;
    expect(fifth.said).toMatchObject([{ type: 'error', code: 'stream.limit-reached' }]);
    visitors[0]!.socket.close();
    await visitors[0]!.closed;
    const sixth = await visit();
    sixth.socket.send(START);
    await expect.poll(() => sixth.said.map(({ type }) => type)).toContain('ready');
  });

  it('ends a visit whose token is revoked meanwhile, and none because a store is away', async () => {
    const stop = view.start(20);
    const { socket, said, closed } = await visit();
    socket.send(START);
    await expect.poll(() => said.map(({ type }) => type)).toContain('ready');
    refusal = 'auth.sessions-away';
    const other = await visit();
    // It shows nothing, and gives up its seat after the same heartbeats.
    await other.closed;
    expect(other.said).toMatchObject([{ type: 'error', code: 'desktop.token-first' }]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    refusal = 'auth.token-revoked';
    await closed;
    expect(said.at(-1)).toMatchObject({ type: 'error', code: 'auth.token-revoked' });
    stop();
  });

  it('closes its visitors with 1001 when it stops', async () => {
    const { closed } = await visit();
    view.close();
    expect(await closed).toBe(1001);
  });
});
