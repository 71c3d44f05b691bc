import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issueToken } from '../../src/auth/issue-token.js';
import { ALL_TEAMS, type PrincipalRole, type Right, ROLES, rolesThatMay } from '../../src/auth/principal.js';
import { ERRORS, type ErrorCode } from '../../src/errors.js';
import type { DescribedRoute } from '../../src/http/route-access.js';
import type { ApiBody } from '../../src/http/route-api.js';
import { SAME_SITE_HEADER } from '../../src/http/session-cookies.js';
import { writeAcmeRecords } from '../support/acme-records.js';
import { AGENT_ID, sampleOf } from '../support/rights-samples.js';
import { type RunningApp, startApp } from '../support/running-app.js';

const SECRET = 'a secret that only this test knows, long enough';

type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; components: object };

let app: RunningApp;
let document: Document;
let callRow: string;
const described = () => app.app.routes().filter((route): route is DescribedRoute => route.api !== undefined);

beforeAll(async () => {
  app = await startApp({
    auth: { secret: SECRET },
    telemetry: { logLevel: 'silent' },
    desktop: { tryPage: true },
  });
  callRow = await writeAcmeRecords(app.sqliteFile);
  document = (await (await fetch(`${app.url}/openapi.json`)).json()) as Document;
});
afterAll(() => app.stop());

function tokenOf(role: PrincipalRole): Promise<string> {
  const signing = { ...app.app.config().auth, secret: SECRET };
  return issueToken(signing, {
    role,
    tenant: 'acme',
    subject: AGENT_ID,
    teams: [ALL_TEAMS],
    expiresAtMs: Date.now() + 600_000,
  });
}

const operationOf = ({ method, url }: DescribedRoute): Operation | undefined =>
  document.paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];

/** Asks a route for what is acme's: the status, the media type and the text of the answer. */
async function answerTo({ method, url }: DescribedRoute, role: PrincipalRole | null, search = '') {
  const { path, body } = sampleOf(method, url, callRow);
  const isForm = url.endsWith('/back-channel-logout');
  const cut = new AbortController();
  const answer = await fetch(app.url + path + search, {
    method,
    redirect: 'manual',
    signal: cut.signal,
    headers: {
      ...(url.startsWith('/v1/session') && role !== null && { [SAME_SITE_HEADER]: '1' }),
      ...(role !== null && { authorization: `Bearer ${await tokenOf(role)}` }),
      ...(body !== undefined && {
        'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      }),
    },
    ...(body !== undefined && { body: isForm ? 'logout_token=made-up' : body }),
  });
  const type = answer.headers.get('content-type')?.split(';')[0] ?? null;
  const text = type === 'text/event-stream' ? '' : await answer.text();
  cut.abort();
  return { status: answer.status, type, text };
}

type Answer = Awaited<ReturnType<typeof answerTo>>;

/** The answer is one that the document has; a JSON body holds what the schema says, and nothing beside it. */
function expectDocumented(route: DescribedRoute, { status, type, text }: Answer): void {
  const cell = `${route.method} ${route.url}: ${status} ${text.slice(0, 300)}`;
  const response = operationOf(route)?.responses[status];
  expect.soft(response, cell).toBeDefined();
  if (text === '') {
    const kinds = Object.keys(response?.content ?? {});
    expect
      .soft(
        kinds.filter((one) => one.endsWith('json')),
        cell,
      )
      .toEqual([]);
    return;
  }
  expect.soft(Object.keys(response?.content ?? {}), cell).toContain(type);
  if (status >= 400) {
    expect.soft(response?.description, cell).toContain(JSON.parse(text).code);
    return;
  }
  const bodies: readonly ApiBody[] = [route.api.answers[status] ?? null].flat();
  const schema = bodies.find((body) => body instanceof z.ZodType);
  if (type === 'application/json')
    expect.soft(schema?.parse(JSON.parse(text)), cell).toEqual(JSON.parse(text));
}

describe('/openapi.json', () => {
  it('has every route but the built pages, each with a name of its own', () => {
    const bare = app.app
      .routes()
      .filter(({ api, url }) => api === undefined && !url.startsWith('/try') && url !== '/*');
    expect(bare).toEqual([]);
    const names = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(names.length).toBe(described().length);
    expect(new Set(names).size).toBe(names.length);
  });

  it('names every parameter of a path, and only those', () => {
    for (const [path, operations] of Object.entries(document.paths))
      for (const [method, { parameters = [] }] of Object.entries(operations)) {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const named = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
        expect(named.sort(), `${method} ${path}`).toEqual(inPath.sort());
      }
  });

  it('tells what every route answers, to whoever may ask and to whoever may not', async () => {
    const last = ({ method, url }: DescribedRoute) =>
      Number(method === 'DELETE') * 2 + Number(url.includes('retention'));
    for (const route of described().sort((a, b) => last(a) - last(b))) {
      expectDocumented(route, await answerTo(route, null));
      const roles = route.needs.includes('.') ? rolesThatMay(route.needs as Right) : [];
      for (const role of [...roles, ...ROLES.filter((one) => !roles.includes(one)).slice(0, 1)])
        expectDocumented(route, await answerTo(route, role));
      if (route.api.query) expectDocumented(route, await answerTo(route, roles[0] ?? null, '?unknown=1'));
      if (route.api.query?.shape.format)
        expectDocumented(route, await answerTo(route, roles[0] ?? null, '?format=csv'));
    }
  });

  it('explains every refusal in the words of its code', () => {
    const codes = new Set<string>(Object.keys(ERRORS));
    for (const route of described())
      for (const code of route.api.refusals ?? []) {
        expect(codes).toContain(code);
        expect(operationOf(route)?.responses[ERRORS[code as ErrorCode].http]?.description).toContain(
          ERRORS[code].text,
        );
      }
  });
});
