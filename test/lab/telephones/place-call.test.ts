import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { seededRandom } from '../../../src/lab/random/seeded-random.js';
import type { CallPlan } from '../../../src/lab/telephones/call-plan.js';
import { placeCall } from '../../../src/lab/telephones/place-call.js';
import { nativeTelephone } from '../../../src/lab/telephones/platforms/native-telephone.js';
import { WALL_CLOCK } from '../../../src/lab/telephones/wall-clock.js';

const recording = {
  sampleRateHz: 8000,
  voices: { customer: new Float32Array(8000).fill(0.5), agent: new Float32Array(8000) },
};
const options = { speed: 20, faults: new Set<never>(), clock: WALL_CLOCK, random: seededRandom(1) };

let server: WebSocketServer | null = null;
afterEach(() => server?.close());

async function listen(onLine: (socket: WebSocket) => void, accept = true): Promise<CallPlan> {
  server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: (_info, done) => done(accept, 403),
  });
  server.on('connection', onLine);
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/streams/native`,
    callId: 'call-1',
    tenant: 'default',
    agentId: 'agent-1',
    language: null,
    noticeWording: 'v1',
    encoding: 'pcmu',
    sampleRateHz: 8000,
    layout: 'stereo',
    channelOrder: ['customer', 'agent'],
    credentials: { token: 'secret' },
    publicOrigin: null,
  };
}

describe('a telephone on a real socket', () => {
  it('starts, plays every sample, ends, and reports what it saw', async () => {
    const heard: (string | number)[] = [];
    const plan = await listen((socket) => {
      socket.ping();
      socket.on('message', (data: RawData, isBinary) => {
        if (isBinary) return heard.push((data as Buffer).length);
        const { type } = JSON.parse(String(data)) as { type: string };
        heard.push(type);
        if (type === 'end') {
          socket.send('{"type":"ended","reason":"normal"}');
          socket.close(1000);
        }
        return undefined;
      });
    });
    const report = await placeCall(nativeTelephone, recording, plan, options);
    expect(heard).toEqual(['start', ...Array.from({ length: 50 }, () => 320), 'end']);
    expect(report).toMatchObject({ completed: true, audioMs: 1000, protocol: 'native' });
    expect(report.lines[0]).toMatchObject({
      closeCode: 1000,
      pingsHeard: 1,
      binariesHeard: 0,
      messagesSent: 52,
    });
    expect(report.lines[0]?.handshakeMs).toBeGreaterThan(0);
  });

  it('reports a refused upgrade as a result', async () => {
    const plan = await listen(() => undefined, false);
    const report = await placeCall(nativeTelephone, recording, plan, options);
    expect(report.completed).toBe(false);
    expect(report.lines[0]).toMatchObject({
      httpStatus: 403,
      handshakeMs: null,
      closeCode: null,
      messagesSent: 0,
    });
  });

  it('stops when the server hangs up in the middle of the call', async () => {
    const plan = await listen((socket) => socket.once('message', () => socket.close(1008, 'stream.idle')));
    const report = await placeCall(nativeTelephone, recording, plan, { ...options, speed: 2 });
    expect(report.completed).toBe(false);
    expect(report.lines[0]).toMatchObject({ closeCode: 1008, closeReason: 'stream.idle' });
    // The whole call is 52 messages, as above.
    expect(report.lines[0]?.messagesSent).toBeLessThan(52);
  });
});
