import { z } from 'zod';
import { VERSION } from '../src/app/package-root.js';
import { ERRORS } from '../src/errors.js';
import { openApiDocument } from '../src/http/openapi-document.js';
import type { DescribedRoute } from '../src/http/route-access.js';
import type { ApiBody, RouteApi } from '../src/http/route-api.js';
import { productRoutes } from './rights-page.js';

/** Longest schema that a cell shows; longer ones are in `/openapi.json`. */
const MOST_CHARACTERS = 160;

async function described(): Promise<readonly DescribedRoute[]> {
  return (await productRoutes()).flatMap((route) => (route.api ? [{ ...route, api: route.api }] : []));
}

/** The document that a running server has at `/openapi.json`. */
export async function httpApiDocument(): Promise<Readonly<Record<string, unknown>>> {
  return openApiDocument(await described(), VERSION);
}

/** The HTTP interface for people: every route with what it takes, answers and refuses. */
export async function httpApiPage(note: string): Promise<string> {
  const routes = (await described()).filter(({ url }) => !url.startsWith('/scim/'));
  return [
    '# HTTP interface',
    '',
    `${note} For programs: a running server has it as OpenAPI 3.1 at \`/openapi.json\`. \`test/app/openapi.test.ts\` asks every route and holds its answers to that document.`,
    '',
    'Send `Authorization: Bearer TOKEN`; what each right means, and who has it: [rights](rights.md). The tenant is the token’s. A refusal is `{"code", "message"}`; switch on the code. Fields may be added to answers.',
    '',
    'SCIM 2.0 lies under `/scim/v2` ([RFC 7644](https://www.rfc-editor.org/rfc/rfc7644)); its routes are in `/openapi.json`, what it can in its own `/ServiceProviderConfig`.',
    '',
    ...routes.flatMap(({ method, url, needs, api }) => [
      `## \`${method} ${url}\``,
      '',
      api.summary,
      '',
      `- Needs: \`${needs}\``,
      ...(api.query ? [`- Query: ${fieldsOf(api.query)}`] : []),
      ...(api.body ? [`- Body: ${shapeOf(api.body)}`] : []),
      ...answersOf(api),
      ...(api.refusals ?? []).map((code) => `- \`${ERRORS[code].http}\` \`${code}\`: ${ERRORS[code].text}`),
      '',
    ]),
  ].join('\n');
}

function answersOf({ answers }: RouteApi): string[] {
  return Object.entries(answers).flatMap(([status, bodies]) =>
    [bodies].flat().map((body) => `- \`${status}\` ${wordsFor(body as ApiBody)}`),
  );
}

function wordsFor(body: ApiBody): string {
  if (body === null) return 'without a body';
  return typeof body === 'string' ? `\`${body}\`` : shapeOf(body);
}

function fieldsOf(schema: z.ZodObject): string {
  return Object.entries(schema.shape)
    .map(([name, one]) => `\`${name}\`${z.safeParse(one, undefined).success ? '' : ' (required)'}`)
    .join(', ');
}

type JsonSchema = {
  type?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
};

/** A JSON value of the schema in the notation of TypeScript, or its fields' names where that is too long to read. */
function shapeOf(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const full = shape(json);
  if (full.length <= MOST_CHARACTERS) return `\`${full}\``;
  return `an object with ${Object.keys(json.properties ?? {})
    .map((name) => `\`${name}\``)
    .join(', ')}`;
}

function shape(schema: JsonSchema): string {
  const { type, properties, items, anyOf, oneOf } = schema;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const choices = anyOf ?? oneOf;
  if (choices) return choices.map(shape).join(' | ');
  if (properties)
    return `{ ${Object.entries(properties)
      .map(([name, one]) => `${name}: ${shape(one)}`)
      .join(', ')} }`;
  if (items) return `[${shape(items)}, …]`;
  return type ?? 'any';
}
