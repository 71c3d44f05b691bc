import type { FastifyInstance } from 'fastify';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Counts and times every answer, and logs it at level debug. */
export function observeAnswers(app: FastifyInstance, metrics: Metrics, logger: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    metrics.httpRequests.inc({ method, route, status });
    metrics.httpDuration.observe({ route }, reply.elapsedTime / 1000);
    logger.debug({ method, route, status, ms: Math.round(reply.elapsedTime) }, 'Request answered');
  });
}
