import { connect as connectTls } from 'node:tls';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { handshake, RawPeer } from '../../scripts/served/raw-peer.js';
import { desktopSection } from '../../src/config/sections/desktop-section.js';
import { makeCertificate } from '../support/certificates.js';
import { type RunningApp, startApp } from '../support/running-app.js';

const SECRET = 'a secret that only this test knows, long enough';
const CLOSE = 'Host: localhost\r\nConnection: close\r\n';

/** Status line and headers, names in lower case. */
function headOf(answer: string): { status: number; headers: Map<string, string>; body: string } {
  const [head = '', ...body] = answer.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = lines.map((text): [string, string] => {
    const colon = text.indexOf(':');
    return [text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim()];
  });
  return { status: Number(line.split(' ')[1]), headers: new Map(headers), body: body.join('\r\n\r\n') };
}

describe('every answer', () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startApp({ desktop: desktopSection.parse({ tryPage: true }) });
  });
  afterAll(() => running.stop());

  const upgrade = (path: string, headers = {}) => handshake(path, headers);
  it.each([
    ['health', 200, () => `GET /healthz HTTP/1.1\r\n${CLOSE}\r\n`],
    ['an unknown address', 404, () => `GET /nowhere HTTP/1.1\r\n${CLOSE}\r\n`],
    ['an address that cannot be read', 400, () => `GET /% HTTP/1.1\r\n${CLOSE}\r\n`],
    ['a parameter without end', 400, () => `GET /v1/${'x'.repeat(9_000)}/% HTTP/1.1\r\n${CLOSE}\r\n`],
    ['no token', 401, () => `GET /v1/my/calls HTTP/1.1\r\n${CLOSE}\r\n`],
    ['no token on the feed', 401, () => `GET /v1/cues HTTP/1.1\r\n${CLOSE}\r\n`],
    ['no token for SCIM', 401, () => `GET /scim/v2/Users HTTP/1.1\r\n${CLOSE}\r\n`],
    ['an expectation that nobody meets', 417, () => `GET /healthz HTTP/1.1\r\nExpect: x\r\n${CLOSE}\r\n`],
    ['no HTTP at all', 400, () => 'help\r\n\r\n'],
    ['a method that does not exist', 400, () => `BREW /healthz HTTP/1.1\r\n${CLOSE}\r\n`],
    ['headers beyond all limits', 431, () => `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n${CLOSE}\r\n`],
    ['an upgrade of no connector', 404, () => upgrade('/nowhere')],
    ['an upgrade to no protocol', 400, () => upgrade('/desktop')],
    [
      'a handshake of another version',
      400,
      () =>
        upgrade('/desktop', {
          'sec-websocket-protocol': 'evenkeel.desktop.v1',
          'sec-websocket-version': '7',
        }),
    ],
  ])('to %s carries the security headers (%i)', async (_what, status, request) => {
    const peer = await RawPeer.dial(running.url);
    await peer.say(request());
    const answer = headOf(await peer.closed());
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    if (status !== 200 && status !== 417) expect(answer.body).toMatch(/"code":"[a-z]+\.[a-z-]+"/);
  });

  it('to a reader of the feed carries them', async () => {
    const authorization = `Bearer ${await running.token('agent', 'ada')}`;
    const answer = await fetch(`${running.url}/v1/cues`, { headers: { authorization } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    await answer.body?.cancel();
  });

  it('takes an identifier of 128 characters of any script in its path', async () => {
    const authorization = `Bearer ${await running.token('binder', 'softphone')}`;
    const url = `${running.url}/v1/calls/native/${encodeURIComponent('通'.repeat(128))}/agent`;
    const answer = await fetch(url, { headers: { authorization } });
    expect([answer.status, await answer.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'binding.call-unknown' }),
    ]);
  });

  describe('to a token over 8,192 characters', () => {
    const long = (role: string, length: number) =>
      new SignJWT({ role, tenant: 'acme', sub: 'ada', filler: 'x'.repeat(length) })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('evenkeel')
        .setAudience('evenkeel')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(SECRET));

    it('is the same on every route', async () => {
      const ask = async (path: string, role: string, length: number) => {
        const headers = { authorization: `Bearer ${await long(role, length)}` };
        const answer = await fetch(`${running.url}${path}`, { headers });
        const code = answer.status === 200 ? 'ok' : ((await answer.json()) as { code: string }).code;
        await answer.body?.cancel().catch(() => {});
        return [answer.status, code];
      };
      for (const [path, role] of [
        ['/v1/cues', 'agent'],
        ['/v1/my/calls', 'agent'],
        ['/v1/audit', 'admin'],
        ['/scim/v2/Users', 'admin'],
      ] as const) {
        expect(await ask(path, role, 5_000)).toEqual([200, 'ok']);
        expect(await ask(path, role, 6_500)).toEqual([401, 'auth.token-too-large']);
      }
    });

    it.each([
      ['/desktop', 'evenkeel.desktop.v1', { type: 'token' }],
      ['/desktop', 'evenkeel.cues.v1', { type: 'token' }],
      ['/try', 'evenkeel.try.v1', { type: 'start', sampleRateHz: 48_000 }],
    ])('is the same on the socket %s as %s', async (path, protocol, first) => {
      const token = await long('agent', 6_500);
      const socket = new WebSocket(`${running.url.replace('http', 'ws')}${path}`, protocol);
      const heard: string[] = [];
      socket.on('message', (data) => heard.push(data.toString()));
      await new Promise((resolve) => socket.once('open', resolve));
      socket.send(JSON.stringify({ ...first, token }));
      await new Promise((resolve) => socket.once('close', resolve));
      expect(heard.join()).toContain('auth.token-too-large');
    });
  });
});

describe('every answer over TLS', () => {
  it('asks the browser to stay with TLS, from a route and from a refused upgrade', async () => {
    const { tlsCertFile, tlsKeyFile } = makeCertificate();
    const running = await startApp({ server: { tlsCertFile, tlsKeyFile } } as never);
    try {
      const port = Number(new URL(running.url).port);
      const say = (request: string) =>
        new Promise<string>((resolve, reject) => {
          const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () =>
            socket.write(request),
          );
          let heard = '';
          socket.on('data', (bytes) => {
            heard += bytes.toString('latin1');
          });
          socket.on('error', reject);
          socket.on('close', () => resolve(heard));
        });
      for (const request of [`GET /healthz HTTP/1.1\r\n${CLOSE}\r\n`, handshake('/nowhere'), 'help\r\n\r\n'])
        expect(headOf(await say(request)).headers.get('strict-transport-security')).toMatch(/^max-age=/);
    } finally {
      await running.stop();
    }
  });
});
