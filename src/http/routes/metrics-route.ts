import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginCallback } from 'fastify';
import { EvenkeelError } from '../../errors.js';
import type { Metrics } from '../../telemetry/metrics.js';

const METRICS = {
  config: {
    openTo: 'metrics-token',
    api: {
      id: 'readMetrics',
      summary: 'Metrics in Prometheus’ text format.',
      answers: { 200: 'text/plain' },
    },
  },
} as const;

/** `/metrics` in Prometheus text format; asks for a bearer token when one is configured. */
export function metricsRoute(metrics: Metrics, token: string | null): FastifyPluginCallback {
  const expected = token === null ? null : digest(`Bearer ${token}`);
  return (app, _options, done) => {
    app.get('/metrics', METRICS, async (request, reply) => {
      if (expected !== null && !timingSafeEqual(digest(request.headers.authorization ?? ''), expected))
        throw new EvenkeelError('auth.token-missing');
      reply.header('content-type', metrics.registry.contentType);
      return metrics.registry.metrics();
    });
    done();
  };
}

/** Equal lengths for the constant-time comparison. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
