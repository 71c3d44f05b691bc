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
import { observeAnswers } from './observe-answers.js';
import { codeOfBrokenRequest, refuseSocket } from './refuse-socket.js';
import { responseWith } from './response-with.js';
import { demandAccess, describedRoutes } from './route-access.js';
import { type HealthOptions, healthRoute } from './routes/health-route.js';
import { metricsRoute } from './routes/metrics-route.js';
import { openApiRoute } from './routes/openapi-route.js';
import { securityHeaders } from './security-headers.js';
import { servePages } from './serve-pages.js';
import type { TlsMaterial } from './tls-material.js';
import { guardSockets, WebSocketOnlyRequest } from './upgrade-gate.js';

export type HttpServerOptions = HealthOptions & {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly metricsToken: string | null;
  /** Of this program, for the document of its interface. */
  readonly version: string;
  readonly frameAncestors: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly bodyLimitBytes: number;
  readonly explainFault?: ExplainFault;
  /** Told of requests that are refused for who sends them, or for what they are. */
  readonly onRefused?: OnRefused;
  readonly tls: TlsMaterial | null;
  /** A connection on which nothing is sent or read for so long is cut; default five minutes, longer than any answer takes. */
  readonly quietLimitMs?: number;
  /** Folder of built pages; null serves none. */
  readonly webFolder: string | null;
  /** Routes of the application, made elsewhere and handed in. */
  readonly routes: ReadonlyArray<FastifyPluginCallback | FastifyPluginAsync>;
};

/** A client that is slow to send its headers must not hold a socket forever. */
const REQUEST_LIMIT_MS = 30_000;
/** One that does not read its answer must not keep it in memory forever; feeds have a heartbeat. */
const QUIET_LIMIT_MS = 300_000;

/** Longer than any identifier in a path, percent-encoded: its schema says what is wrong with it, not the router. */
const MOST_PARAM_CHARACTERS = 4_096;

/**
 * HTTP beside the WebSockets: health, metrics, pages and the routes handed in. It listens to no port yet; upgrades go
 * to the handler given to `takeUpgrades(server.server, …)`.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { logger, metrics, onRefused = () => {}, webFolder } = options;
  const app = bareServer(options, onRefused);
  guardSockets(app.server);
  demandAccess(app);
  app.setErrorHandler(errorHandler(logger, options.explainFault, onRefused));
  app.setNotFoundHandler(() => {
    throw new EvenkeelError('http.not-found');
  });
  refuseWhileStopping(app, options.isDraining);
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  observeAnswers(app, metrics, logger);
  await app.register(healthRoute(options));
  await app.register(metricsRoute(metrics, options.metricsToken));
  await app.register(openApiRoute(() => describedRoutes(app), options.version));
  for (const route of options.routes) await app.register(route);
  if (webFolder !== null) await servePages(app, webFolder);
  return app;
}

/** Fastify with our limits, and with answers of our own to what never becomes a request. */
function bareServer(
  { tls, frameAncestors, trustedProxies, bodyLimitBytes, quietLimitMs = QUIET_LIMIT_MS }: HttpServerOptions,
  onRefused: OnRefused,
): FastifyInstance {
  const headers = securityHeaders({ frameAncestors, isTls: tls !== null });
  return Fastify({
    logger: false,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: bodyLimitBytes,
    requestTimeout: REQUEST_LIMIT_MS,
    connectionTimeout: quietLimitMs,
    forceCloseConnections: 'idle',
    // `refuseWhileStopping` answers with a code instead.
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
}

/** A draining server ends each connection with its answer; one that stops refuses with `http.not-ready`. */
function refuseWhileStopping(app: FastifyInstance, isDraining: () => boolean): void {
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  app.addHook('onRequest', async (_request, reply) => {
    if (isDraining() || isStopping) reply.header('connection', 'close');
    if (isStopping) throw new EvenkeelError('http.not-ready', 'It is stopping.');
  });
}

function transport(tls: TlsMaterial | null, headers: Readonly<Record<string, string>>): object {
  const messages = { IncomingMessage: WebSocketOnlyRequest, ServerResponse: responseWith(headers) };
  if (tls === null) return { http: messages };
  return { https: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2', ...messages } };
}
