import { randomUUID } from 'node:crypto';
import type { PrincipalRole } from '../../src/auth/principal.js';
import { PEOPLE_COLUMNS, SHIFT_COLUMNS } from '../../src/people/people-csv.js';
import { nextWeek, weekOf } from '../../src/people/week-calendar.js';
import type { StallCase, StallSite } from './stall-case.js';
import { MEMBERS, OWN_AGENT } from './stalled-centre.js';

/** The longest range that a lead may ask for. */
const TWO_YEARS_AGO = nextWeek(weekOf(Date.now(), 'utc'), -106);

/** Limit of `server.bodyLimitBytes` as shipped. */
const BODY_BYTES = 65_536;

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** The right answer, where it is not 200, 201 or 204. */
  readonly refusal?: number;
};

/** Every route that takes more than a word, with as much as it takes. `asked` may ask for what must be there before. */
export function httpCases(): readonly StallCase[] {
  const call = (path: string) => `/v1/calls/stalls/${randomUUID()}/${path}`;
  const put = (path: string, body: object) => () => ({ method: 'PUT', path: call(path), body });
  const get = (path: string) => () => ({ method: 'GET', path });
  return [
    httpCase('binding', 'binder', put('agent', { agentId: 'a'.repeat(128) })),
    httpCase('objection', 'binder', put('objection', {})),
    httpCase('hold', 'binder', put('hold', { on: true })),
    httpCase('ticket', 'binder', () => ({ method: 'POST', path: call('ticket'), body: { agentId: 'a' } })),
    httpCase('SCIM users', 'admin', get('/scim/v2/Users?count=1000')),
    httpCase(
      'SCIM filter',
      'admin',
      get(`/scim/v2/Users?filter=${encodeURIComponent(longFilter())}&count=1000`),
    ),
    httpCase('SCIM user', 'admin', () => ({
      method: 'POST',
      path: '/scim/v2/Users',
      body: { userName: randomUUID(), externalId: 'x', active: true },
    })),
    httpCase('SCIM group', 'admin', () => ({ method: 'POST', path: '/scim/v2/Groups', body: group() })),
    httpCase('SCIM group again', 'admin', async (site) => ({
      method: 'PUT',
      path: `/scim/v2/Groups/${await madeGroup(site)}`,
      body: group(),
    })),
    httpCase('SCIM group patched', 'admin', async (site) => ({
      method: 'PATCH',
      path: `/scim/v2/Groups/${await madeGroup(site)}`,
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', path: 'members', value: group().members.slice(0, 3_000) }],
      },
    })),
    httpCase('SCIM groups', 'admin', get('/scim/v2/Groups?count=1000')),
    httpCase('people CSV', 'admin', () => imported({ people: peopleCsv() })),
    httpCase('shifts CSV', 'admin', () => imported({ shifts: shiftsCsv() })),
    httpCase('CSV of commas', 'admin', () => ({ ...imported({ people: ','.repeat(60_000) }), refusal: 400 })),
    httpCase('exposure options', 'lead', get('/v1/exposure/options')),
    httpCase('lead page', 'lead', get('/v1/exposure/report')),
    httpCase('lead page, 2 years', 'lead', get(`/v1/exposure/report?from=${TWO_YEARS_AGO}`)),
    httpCase('lead page as CSV', 'lead', get('/v1/exposure/report?format=csv')),
    httpCase('own records', 'agent', get('/v1/my/calls?limit=200')),
    httpCase('own export', 'agent', get('/v1/my/export')),
    httpCase('audit', 'admin', get('/v1/audit?limit=1000')),
    httpCase('purge', 'admin', () => ({ method: 'POST', path: '/v1/retention/purge', body: {} })),
    httpCase('deep JSON', 'admin', () => ({
      method: 'POST',
      path: '/scim/v2/Users',
      body: `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      refusal: 400,
    })),
    httpCase('metrics', 'admin', get('/metrics')),
  ];
}

function httpCase(
  kind: string,
  role: PrincipalRole,
  ask: (site: StallSite) => Asked | Promise<Asked>,
): StallCase {
  return {
    listener: 'http',
    kind,
    needsCentre: role === 'lead' || role === 'agent' || kind.startsWith('SCIM'),
    async prepare(site) {
      const { method, path, body, refusal } = await ask(site);
      const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${await site.token(role, role === 'agent' ? OWN_AGENT : 'stalls')}`,
        ...(text === null ? {} : { 'content-type': 'application/json' }),
      };
      return {
        async send() {
          const answer = await fetch(`${site.url}${path}`, { method, headers, body: text });
          const said = await answer.text();
          if (refusal === undefined ? !answer.ok : answer.status !== refusal)
            throw new Error(`${method} ${path} answered ${answer.status}: ${said.slice(0, 200)}`);
          return path.length + (text?.length ?? 0);
        },
      };
    },
  };
}

function group() {
  const name = randomUUID();
  return { displayName: name, externalId: name, members: MEMBERS.map((value) => ({ value })) };
}

async function madeGroup(site: StallSite): Promise<string> {
  const answer = await fetch(`${site.url}/scim/v2/Groups`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await site.token('admin', 'stalls')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(group()),
  });
  const made = (await answer.json()) as { readonly id: string };
  return made.id;
}

function longFilter(): string {
  return Array.from({ length: 8 }, (_, index) => `userName co "a${'b'.repeat(90)}${index}"`).join(' or ');
}

function imported(texts: object): Asked {
  return { method: 'POST', path: '/v1/people/import', body: texts };
}

function peopleCsv(): string {
  return csv(PEOPLE_COLUMNS, (index) => `p${index},q,,UTC,,`);
}

function shiftsCsv(): string {
  return csv(SHIFT_COLUMNS, (index) => `team-00,s${index},,1,08:00,09:00`);
}

/** As many lines as the largest body holds; a line break takes two bytes in JSON. */
function csv(columns: readonly string[], line: (index: number) => string): string {
  const lines = [columns.join(',')];
  for (let bytes = 200, index = 0; ; index++) {
    const next = line(index);
    bytes += next.length + 2;
    if (bytes > BODY_BYTES) return lines.join('\n');
    lines.push(next);
  }
}
