import type { FastifyPluginCallback } from 'fastify';
import { z } from 'zod';
import { openApiDocument } from '../openapi-document.js';
import type { DescribedRoute } from '../route-access.js';

const api = {
  id: 'readOpenApi',
  summary: 'This document.',
  answers: { 200: z.looseObject({ openapi: z.string() }) },
} as const;

/** `GET /openapi.json`: every route of this server, made once from what the routes say of themselves. */
export function openApiRoute(
  routes: () => readonly DescribedRoute[],
  version: string,
): FastifyPluginCallback {
  return (app, _options, done) => {
    let document: object | null = null;
    app.get('/openapi.json', { config: { openTo: 'everyone', api } }, async () => {
      document ??= openApiDocument(routes(), version);
      return document;
    });
    done();
  };
}
