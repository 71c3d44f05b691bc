import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { RawPeer } from '../../scripts/served/raw-peer.js';
import type { Principal } from '../../src/auth/principal.js';
import { EvenkeelError } from '../../src/errors.js';
import { principalOf, rightsGuard } from '../../src/http/authenticate.js';
import { createHttpServer, type HttpServerOptions } from '../../src/http/http-server.js';
import { listen } from '../../src/http/listen.js';
import { markingRights } from '../../src/http/route-access.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics } from '../../src/telemetry/metrics.js';

const open: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

async function start(options: Partial<HttpServerOptions> = {}): Promise<FastifyInstance> {
  const app = await createHttpServer({
    logger: createLogger({ logLevel: 'silent', logIdentifiers: 'remove' }),
    metrics: createMetrics(),
    metricsToken: null,
    version: '0.0.0',
    frameAncestors: [],
    trustedProxies: [],
    bodyLimitBytes: 1024,
    tls: null,
    webFolder: null,
    isDraining: () => false,
    checkReadiness: async () => {},
    listWarnings: async () => [],
    routes: [],
    ...options,
  });
  open.push(app);
  return app;
}

const OPEN = { config: { openTo: 'everyone' } } as const;

const lead: Principal = { role: 'lead', tenant: 't', subject: 's', teams: [], expiresAtMs: 0 };
const verify = async (token: string): Promise<Principal> => {
  if (token !== 'good') throw new EvenkeelError('auth.token-missing', 'planted');
  return lead;
};

it('cuts a connection whose peer asks for much and reads nothing', async () => {
  const body = Buffer.alloc(32 << 20);
  const routes: HttpServerOptions['routes'] = [
    (app, _options, done) => {
      app.get('/much', OPEN, async () => body);
      done();
    },
  ];
  const app = await start({ quietLimitMs: 200, routes });
  const cut = new Promise((resolve) =>
    app.server.on('connection', (socket) => socket.once('close', () => resolve(socket.bytesWritten))),
  );
  const peer = await RawPeer.dial(await listen(app, { host: '127.0.0.1', port: 0 }));
  peer.socket.pause();
  await peer.say('GET /much HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await cut;
  peer.socket.resume();
  expect((await peer.closed()).length).toBeLessThan(body.length);
});

describe('health', () => {
  it('is alive and ready', async () => {
    const app = await start();
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready', warnings: [] });
  });

  it('is not ready but alive while it drains', async () => {
    const app = await start({ isDraining: () => true });
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    const ready = await app.inject('/readyz');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ code: 'http.not-ready' });
  });

  it('names the reason when the check fails, and does not wait for one that hangs', async () => {
    const failing = await start({
      checkReadiness: () => Promise.reject(new EvenkeelError('audio.codec-unknown')),
    });
    expect((await failing.inject('/readyz')).json().message).toContain('audio.codec-unknown');
    const hanging = await start({ checkReadiness: () => new Promise(() => {}) });
    expect((await hanging.inject('/readyz')).statusCode).toBe(503);
  });
});

describe('answers', () => {
  it('carry a strict policy; frames only for the named origins', async () => {
    const policyOf = async (app: FastifyInstance) => {
      const url = await listen(app, { host: '127.0.0.1', port: 0 });
      return (await fetch(`${url}/healthz`)).headers.get('content-security-policy');
    };
    const closed = await policyOf(await start());
    expect(closed).toContain("default-src 'none'");
    expect(closed).toContain("frame-ancestors 'none'");
    expect(closed).not.toContain('unsafe');
    const framed = await policyOf(await start({ frameAncestors: ['https://desk.example'] }));
    expect(framed).toContain('frame-ancestors https://desk.example');
  });

  it('to unknown addresses, large bodies, broken bodies and faults each have a stable code', async () => {
    const app = await start({
      routes: [
        async (scope: FastifyInstance) => {
          scope.post('/echo', OPEN, async (request) => request.body);
          scope.get('/fault', OPEN, async () => {
            throw new Error('a detail that no client may see');
          });
        },
      ],
    });
    const post = (payload: string) =>
      app.inject({ method: 'POST', url: '/echo', headers: { 'content-type': 'application/json' }, payload });
    expect((await app.inject('/nothing')).json()).toMatchObject({ code: 'http.not-found' });
    expect((await post('{')).json()).toMatchObject({ code: 'http.body-invalid' });
    expect((await post(JSON.stringify('x'.repeat(2000)))).json()).toMatchObject({
      code: 'http.body-too-large',
    });
    const fault = await app.inject('/fault');
    expect(fault.statusCode).toBe(500);
    expect(fault.json().code).toBe('internal.fault');
    expect(fault.body).not.toContain('a detail that no client may see');
  });

  it('are counted by route, never by URL', async () => {
    const metrics = createMetrics();
    const app = await start({
      metrics,
      routes: [async (scope: FastifyInstance) => void scope.get('/people/:id', OPEN, async () => 'x')],
    });
    await app.inject('/people/anna');
    const text = (await app.inject('/metrics')).body;
    expect(text).toContain('route="/people/:id",status="200"');
    expect(text).not.toContain('anna');
  });
});

describe('a route that does not say who may ask', () => {
  it('keeps the server from starting', async () => {
    const app = await start({
      routes: [async (scope: FastifyInstance) => void scope.get('/secret', async () => 'x')],
    });
    await expect(app.ready()).rejects.toThrow(/GET \/secret does not say who may ask/);
    const guarded = async (scope: FastifyInstance) =>
      void scope.get('/secret', { preHandler: async () => {} }, async () => 'x');
    await expect((await start({ routes: [guarded] })).ready()).rejects.toThrow(/GET \/secret/);
  });
});

describe('rights', () => {
  const routes = [
    async (scope: FastifyInstance) => {
      const requireRight = markingRights(rightsGuard(verify));
      scope.get(
        '/exposure',
        { preHandler: requireRight('exposure.read') },
        async (request) => principalOf(request).role,
      );
      scope.get('/purge', { preHandler: requireRight('retention.run') }, async () => 'never');
    },
  ];

  it('need a token, a good one, with the right', async () => {
    const app = await start({ routes });
    const get = (url: string, authorization?: string) =>
      app.inject({ url, headers: authorization === undefined ? {} : { authorization } });
    const none = await get('/exposure');
    expect([none.statusCode, none.headers['www-authenticate'], none.json().code]).toEqual([
      401,
      'Bearer',
      'auth.token-missing',
    ]);
    expect((await get('/exposure', 'Bearer bad')).statusCode).toBe(401);
    expect((await get('/purge', 'Bearer good')).json()).toMatchObject({ code: 'auth.right-missing' });
    expect((await get('/exposure', 'Bearer good')).body).toBe('lead');
  });

  it('guard the metrics when a token is configured', async () => {
    const app = await start({ metricsToken: 'sixteen-letters-x' });
    expect((await app.inject('/metrics')).statusCode).toBe(401);
    const headers = { authorization: 'Bearer sixteen-letters-x' };
    expect((await app.inject({ url: '/metrics', headers })).statusCode).toBe(200);
  });
});

describe('pages', () => {
  it('are served without their ending, fresh, with assets kept for ever', async () => {
    const webFolder = mkdtempSync(join(tmpdir(), 'evenkeel-web-'));
    mkdirSync(join(webFolder, 'assets'));
    writeFileSync(join(webFolder, 'index.html'), '<!doctype html>panel');
    writeFileSync(join(webFolder, 'lead.html'), '<!doctype html>lead');
    writeFileSync(join(webFolder, 'assets', 'a-1234.js'), '0');
    const app = await start({ webFolder });
    expect((await app.inject('/')).body).toContain('panel');
    const page = await app.inject('/lead');
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect((await app.inject('/assets/a-1234.js')).headers['cache-control']).toContain('immutable');
    expect((await app.inject('/../../etc/passwd')).statusCode).toBe(404);
  });
});

describe('listen', () => {
  it('gives the real address, and a stable code when the port or the address cannot be had', async () => {
    const first = await start();
    const url = await listen(first, { host: '127.0.0.1', port: 0 });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const port = Number(new URL(url).port);
    await expect(listen(await start(), { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'server.port-taken',
    });
    await expect(listen(await start(), { host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
      code: 'server.address-unavailable',
    });
  });
});
