import { z } from 'zod';
import { ERRORS, type ErrorCode } from '../errors.js';
import type { DescribedRoute } from './route-access.js';
import type { ApiBody, RouteApi } from './route-api.js';

type Json = Readonly<Record<string, unknown>>;

/** What `needs` asks of a request: a bearer token or a session's cookie, the token of the metrics, or nothing. */
const OPEN_NEEDS: ReadonlySet<string> = new Set(['everyone', 'identity-provider']);

const ERROR = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
const SCIM_ERROR = { 'application/scim+json': { schema: { $ref: '#/components/schemas/ScimError' } } };

/**
 * The HTTP interface as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made from the schemas that the routes
 * themselves parse with.
 */
export function openApiDocument(routes: readonly DescribedRoute[], version: string): Json {
  const paths = new Map<string, Record<string, Json>>();
  for (const route of routes) {
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}');
    paths.set(path, { ...paths.get(path), [route.method.toLowerCase()]: operation(route) });
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Evenkeel',
      version,
      description:
        'HTTP interface of the voice coaching sidecar. The tenant is always that of the token. Audio, cues and the agent’s panel travel over WebSockets, which are described elsewhere.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: {
        Error: {
          type: 'object',
          properties: {
            code: { type: 'string', description: 'Stable: clients switch on it.' },
            message: { type: 'string', description: 'A sentence that says what to do next.' },
          },
          required: ['code', 'message'],
        },
        ScimError: {
          type: 'object',
          description: 'RFC 7644, section 3.12.',
          properties: {
            schemas: { type: 'array', items: { type: 'string' } },
            status: { type: 'string' },
            detail: { type: 'string' },
            code: { type: 'string', description: 'Stable: clients switch on it.' },
          },
          required: ['schemas', 'status', 'detail', 'code'],
        },
      },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A signed token of `evenkeel token`, or of your identity provider.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-evenkeel-agent',
          description: 'The cookie of a sign-in; its name ends with the role.',
        },
      },
    },
  };
}

function operation({ url, needs, api }: DescribedRoute): Json {
  const parameters = [...parametersOf(api.params, 'path'), ...parametersOf(api.query, 'query')];
  return {
    operationId: api.id,
    summary: api.summary,
    tags: [tagOf(url)],
    security: OPEN_NEEDS.has(needs)
      ? []
      : needs === 'metrics-token'
        ? [{ token: [] }, {}]
        : [{ token: [] }, { session: [] }],
    ...(needs.includes('.') && { 'x-right': needs }),
    ...(parameters.length > 0 && { parameters }),
    ...(api.body && {
      requestBody: {
        required: !api.body.safeParse({}).success,
        content: { [api.bodyType ?? 'application/json']: { schema: schemaOf(api.body) } },
      },
    }),
    responses: { ...answersOf(api), ...refusalsOf(needs, api) },
  };
}

function answersOf({ answers }: RouteApi): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, bodies]) => {
      const content = Object.assign({}, ...[bodies].flat().map((body) => contentOf(body as ApiBody)));
      return [
        status,
        { description: wordFor(Number(status)), ...(Object.keys(content).length > 0 && { content }) },
      ];
    }),
  );
}

function contentOf(body: ApiBody): Json {
  if (body === null) return {};
  if (typeof body === 'string') return { [body]: { schema: { type: 'string' } } };
  return { 'application/json': { schema: schemaOf(body) } };
}

/** Every refusal by its status, with the codes that it may carry. */
function refusalsOf(needs: string, { body, query, params, errors, refusals = [] }: RouteApi): Json {
  const codes = new Set<ErrorCode>(refusals);
  if (needs.includes('.'))
    for (const code of ['auth.token-missing', 'auth.token-invalid', 'auth.right-missing'] as const)
      codes.add(code);
  if (needs.includes('.') || needs === 'own-session') codes.add('auth.cross-site');
  if (needs === 'metrics-token') codes.add('auth.token-missing');
  if (body || query || params) codes.add('http.body-invalid');
  if (body) codes.add('http.body-too-large');
  codes.add('http.not-ready');
  const statuses = new Set([...codes].map((code) => ERRORS[code].http));
  const sentences = (status: number) =>
    [...codes].flatMap((code) => (ERRORS[code].http === status ? `\`${code}\`: ${ERRORS[code].text}` : []));
  return Object.fromEntries(
    [...statuses].map((status) => [
      status,
      { description: sentences(status).join(' '), content: errors === 'scim' ? SCIM_ERROR : ERROR },
    ]),
  );
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): readonly Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, one]) => {
    const isOptional = z.safeParse(one, undefined).success;
    return {
      name,
      in: place,
      required: place === 'path' || !isOptional,
      schema: schemaOf(one as z.ZodType, 'output'),
    };
  });
}

/** JSON Schema of what travels; fields that a newer version adds are allowed. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

function tagOf(url: string): string {
  const [, first = '', second = ''] = url.split('/');
  return first === 'v1' ? second : first === 'scim' ? 'scim' : 'server';
}

function wordFor(status: number): string {
  if (status === 201) return 'Made.';
  if (status === 202) return 'Accepted.';
  if (status === 204) return 'Done; nothing to say.';
  return status >= 300 ? 'On to another page.' : 'Answered.';
}
