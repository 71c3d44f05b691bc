import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';

export type PrivacyRouteOptions<Facts> = {
  /** What the configuration in force does with people's data; no secret is in it. */
  readonly facts: () => Facts;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
};

const api = {
  id: 'readPrivacyFacts',
  summary: 'What this configuration does with people’s data, for auditors.',
  answers: { 200: z.looseObject({ retentionDays: z.record(z.string(), z.number()) }) },
} as const;

/** `GET /v1/privacy`: the facts of `evenkeel privacy-report`, for auditors. */
export function privacyRoute<Facts>({
  facts,
  requireRight,
}: PrivacyRouteOptions<Facts>): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get('/v1/privacy', { preHandler: requireRight('audit.read'), config: { api } }, async () => facts());
    done();
  };
}
