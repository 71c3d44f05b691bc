import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import fastifyStatic from '@fastify/static';
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyPluginCallback,
  type FastifyReply,
} from 'fastify';
import { ERRORS, EvenkeelError } from '../errors.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { type ExplainFault, errorHandler, type OnRefused } from './error-handler.js';
import { codeOfBrokenRequest, refuseSocket } from './refuse-socket.js';
import { responseWith } from './response-with.js';
import { demandAccess, registerOpen } from './route-access.js';
import { type HealthOptions, healthRoute } from './routes/health-route.js';
import { metricsRoute } from './routes/metrics-route.js';
import { securityHeaders } from './security-headers.js';
import type { TlsMaterial } from './tls-material.js';
import { guardSockets, WebSocketOnlyRequest } from './upgrade-gate.js';

export type HttpServerOptions = HealthOptions & {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly metricsToken: string | null;
  readonly frameAncestors: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly bodyLimitBytes: number;
  readonly explainFault?: ExplainFault;
  /** Told of requests that are refused for who sends them, or for what they are. */
  readonly onRefused?: OnRefused;
  readonly tls: TlsMaterial | null;
  /** Folder of built pages; null serves none. */
  readonly webFolder: string | null;
  /** Routes of the application, made elsewhere and handed in. */
  readonly routes: ReadonlyArray<FastifyPluginCallback | FastifyPluginAsync>;
};

/** A client that is slow to send its headers must not hold a socket forever. */
const REQUEST_LIMIT_MS = 30_000;

/** Longer than any identifier in a path, percent-encoded: its schema says what is wrong with it, not the router. */
const MOST_PARAM_CHARACTERS = 4_096;

/**
 * HTTP beside the WebSockets: health, metrics, pages and the routes handed in. It listens to no port yet; upgrades go
 * to the handler given to `takeUpgrades(server.server, …)`.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { logger, metrics, onRefused = () => {}, tls } = options;
  const headers = securityHeaders({ frameAncestors: options.frameAncestors, isTls: tls !== null });
  const app = Fastify({
    logger: false,
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: REQUEST_LIMIT_MS,
    forceCloseConnections: 'idle',
    // Says itself that it is stopping, with a code.
    return503OnClosing: false,
    routerOptions: { maxParamLength: MOST_PARAM_CHARACTERS },
    frameworkErrors: (_fault, _request, reply) => {
      const { http, text } = ERRORS['http.request-invalid'];
      void (reply as FastifyReply).status(http).send({ code: 'http.request-invalid', message: text });
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET') {
        socket.destroy();
        return;
      }
      const code = codeOfBrokenRequest(error);
      onRefused(code, socket.remoteAddress ?? 'unknown');
      refuseSocket(socket, code);
    },
    ...transport(tls, headers),
  }) as unknown as FastifyInstance;
  guardSockets(app.server);
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  demandAccess(app);
  app.setErrorHandler(errorHandler(logger, options.explainFault, onRefused));
  app.setNotFoundHandler(() => {
    throw new EvenkeelError('http.not-found');
  });
  app.addHook('onRequest', async (_request, reply) => {
    if (options.isDraining() || isStopping) reply.header('connection', 'close');
    if (isStopping) throw new EvenkeelError('http.not-ready', 'It is stopping.');
  });
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.httpRequests.inc({ method: request.method, route, status: reply.statusCode });
    metrics.httpDuration.observe({ route }, reply.elapsedTime / 1000);
    const line = {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    logger.debug(line, 'Request answered');
  });

  await app.register(healthRoute(options));
  await app.register(metricsRoute(metrics, options.metricsToken));
  for (const route of options.routes) await app.register(route);
  if (options.webFolder !== null && existsSync(options.webFolder)) {
    const root = options.webFolder;
    await registerOpen(app, 'everyone', (scope) =>
      scope.register(fastifyStatic, {
        root,
        extensions: ['html'],
        cacheControl: false,
        setHeaders: (reply, path) => {
          // Built assets carry a hash in their name; pages must be asked for again after an upgrade.
          const isHashed = /[\\/]assets[\\/]/.test(path);
          reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
          // The one file that other sites import: agent desktops that mount the panel.
          if (path.endsWith('evenkeel-desktop.js')) {
            reply.header('access-control-allow-origin', '*');
            reply.header('cross-origin-resource-policy', 'cross-origin');
          }
        },
      }),
    );
  }
  return app;
}

function transport(tls: TlsMaterial | null, headers: Readonly<Record<string, string>>): object {
  const messages = { IncomingMessage: WebSocketOnlyRequest, ServerResponse: responseWith(headers) };
  if (tls === null) return { http: messages };
  return { https: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2', ...messages } };
}

/** Serves a renewed certificate to those who connect from now on; connections that are open keep theirs. */
export function replaceCertificate(app: FastifyInstance, { cert, key }: TlsMaterial): void {
  if (app.server instanceof TlsServer) app.server.setSecureContext({ cert, key, minVersion: 'TLSv1.2' });
}

/**
 * Starts to listen; resolves to the base URL, with the port that was given when `port` is 0.
 * @throws EvenkeelError `server.port-taken`, `server.port-forbidden`, `server.address-unavailable`
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const at = `${host}:${port}.`;
    if (code === 'EADDRINUSE') throw new EvenkeelError('server.port-taken', at, { cause });
    if (code === 'EACCES') throw new EvenkeelError('server.port-forbidden', at, { cause });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new EvenkeelError('server.address-unavailable', at, { cause });
    throw cause;
  }
  const { port: actual } = app.server.address() as AddressInfo;
  return `${app.server instanceof TlsServer ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}
