import { Agent, request } from 'node:http';
import type { PrincipalRole } from '../../src/auth/principal.js';
import type { Random } from '../../src/lab/random/seeded-random.js';
import { blameStatus, type Conversation, PATIENCE_MS } from './hostile-site.js';
import { mutateText, OBJECT_MEMBERS, pick } from './mutate.js';

type Asked = {
  readonly role: PrincipalRole;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
};

const ID = '5d3a0f0e-0c5f-4a43-9d53-5d2a2a2b7f10';
const CALL = `/v1/calls/native/${ID}`;
const PATCH = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [
    { op: 'replace', path: 'active', value: false },
    { op: 'add', path: `members[value eq "${ID}"]`, value: [{ value: 'ann' }] },
    { op: 'remove', path: 'externalId' },
  ],
};
const PEOPLE = 'agent_id,team_id,team_name,time_zone,from,to\nann,t1,Team,Europe/Berlin,2026-01-01,\n';
const SHIFTS = 'team_id,shift_id,name,weekdays,start,end\nt1,early,Early,12345,08:00,16:00\n';

/** Every route, with a request that is right. */
const REQUESTS: readonly Asked[] = [
  { role: 'admin', method: 'GET', path: '/healthz' },
  { role: 'admin', method: 'GET', path: '/readyz' },
  { role: 'admin', method: 'GET', path: '/metrics' },
  { role: 'admin', method: 'GET', path: '/' },
  { role: 'admin', method: 'GET', path: '/v1/panel/settings' },
  { role: 'binder', method: 'PUT', path: `${CALL}/agent`, body: { agentId: 'ann' } },
  { role: 'binder', method: 'GET', path: `${CALL}/agent` },
  { role: 'binder', method: 'DELETE', path: `${CALL}/agent` },
  { role: 'binder', method: 'POST', path: `${CALL}/ticket`, body: { agentId: 'ann' } },
  { role: 'binder', method: 'PUT', path: `${CALL}/hold`, body: { on: true } },
  { role: 'binder', method: 'PUT', path: `${CALL}/objection`, body: {} },
  { role: 'binder', method: 'GET', path: `${CALL}/line` },
  {
    role: 'binder',
    method: 'POST',
    path: `${CALL}/media`,
    body: { connector: 'x', connectionId: 'y', role: 'agent' },
  },
  { role: 'agent', method: 'GET', path: '/v1/my/calls?limit=5&before=1790000000000' },
  { role: 'agent', method: 'GET', path: '/v1/my/export?format=csv' },
  { role: 'agent', method: 'GET', path: '/v1/my/check-ins?from=0' },
  { role: 'agent', method: 'POST', path: '/v1/my/check-ins', body: { feeling: 'fine' } },
  { role: 'agent', method: 'PUT', path: `/v1/my/calls/${ID}/note`, body: { text: 'a note' } },
  { role: 'agent', method: 'DELETE', path: `/v1/my/calls/${ID}` },
  { role: 'lead', method: 'GET', path: '/v1/exposure/options' },
  { role: 'lead', method: 'GET', path: '/v1/exposure/report?from=2026-W01&to=2026-W09&teams=t1&format=json' },
  {
    role: 'admin',
    method: 'POST',
    path: '/v1/people/import',
    body: { people: PEOPLE, shifts: SHIFTS, dryRun: true },
  },
  { role: 'admin', method: 'POST', path: '/v1/people/import', body: { people: PEOPLE } },
  { role: 'admin', method: 'GET', path: '/scim/v2/ServiceProviderConfig' },
  { role: 'admin', method: 'GET', path: '/scim/v2/Schemas' },
  {
    role: 'admin',
    method: 'GET',
    path: '/scim/v2/Users?filter=userName%20eq%20%22ann%22&startIndex=1&count=10',
  },
  {
    role: 'admin',
    method: 'POST',
    path: '/scim/v2/Users',
    body: { userName: 'ann', externalId: 'e', active: true },
  },
  { role: 'admin', method: 'PUT', path: '/scim/v2/Users/ann', body: { userName: 'ann', active: 'True' } },
  { role: 'admin', method: 'PATCH', path: '/scim/v2/Users/ann', body: PATCH },
  { role: 'admin', method: 'DELETE', path: '/scim/v2/Users/ann' },
  { role: 'admin', method: 'GET', path: '/scim/v2/Groups?filter=members%5Bvalue%20eq%20%22ann%22%5D' },
  {
    role: 'admin',
    method: 'POST',
    path: '/scim/v2/Groups',
    body: { displayName: 'g', members: [{ value: 'ann' }] },
  },
  { role: 'admin', method: 'PATCH', path: `/scim/v2/Groups/${ID}`, body: PATCH },
  { role: 'admin', method: 'GET', path: '/v1/audit?afterSeq=0&limit=50&subject=agent%3Aann' },
  { role: 'admin', method: 'POST', path: '/v1/retention/purge', body: { dryRun: true } },
  { role: 'admin', method: 'POST', path: '/v1/retention/erase', body: { what: 'agent', agentId: 'nobody' } },
];

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** One request to one route, wrong in its path, its query, its body or its proof. */
export const httpConversation: Conversation = async (site, random) => {
  const asked = pick(random, REQUESTS);
  const url = new URL(site.url);
  const body = asked.body === undefined ? null : bodyOf(asked.body, random);
  const token =
    random() < 0.93 ? site.token(asked.role) : mutateText(random, site.token('agent')).slice(0, 4_000);
  const headers: Record<string, string> = {
    authorization: `Bearer ${token.replace(/[^\x20-\x7e]/g, '')}`,
    ...(body === null
      ? {}
      : { 'content-type': typeOf(random), 'content-length': String(Buffer.byteLength(body)) }),
  };
  const method =
    random() < 0.95 ? asked.method : pick(random, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
  const path = pathOf(asked.path, random);
  await new Promise<void>((resolve) => {
    const sent = request({
      agent,
      host: url.hostname,
      port: url.port,
      method,
      path,
      headers,
      timeout: PATIENCE_MS,
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve());
    sent.on('response', (answer) => {
      let said = '';
      answer.on('data', (data) => {
        if (said.length < 4_000) said += String(data);
      });
      answer.on('error', () => resolve());
      answer.on('close', () => {
        blameStatus(site, `${method} ${path.slice(0, 120)}`, answer.statusCode ?? 0, said);
        resolve();
      });
    });
    sent.end(body ?? undefined);
  });
};

function bodyOf(body: object, random: Random): string {
  return random() < 0.1 ? JSON.stringify(body) : mutateText(random, JSON.stringify(body));
}

function typeOf(random: Random): string {
  if (random() < 0.9) return 'application/json';
  return pick(random, [
    'application/scim+json',
    'text/plain',
    'multipart/form-data',
    'x',
    'application/json; charset=utf-16',
  ]);
}

/** One part of the path or one value of the query in the place of which something else stands. */
function pathOf(path: string, random: Random): string {
  if (random() < 0.4) return path;
  const strange = pick(random, [
    ...OBJECT_MEMBERS,
    ...[
      '%00',
      '%',
      '%zz',
      '..',
      '%2e%2e',
      '*',
      '',
      ' ',
      '%F0%9F%98%80',
      '%ED%A0%80',
      'x'.repeat(300),
      '-1',
      '1e9',
      '9'.repeat(30),
    ],
    ...[
      'userName%20pr',
      '__proto__%20pr',
      '((((',
      'userName%20eq%20%22%00%22',
      'not%20(',
      '2026-W99',
      '%2Fetc',
    ],
  ]);
  const parts = path.split(/(?<=[/=&?])/);
  const at = Math.floor(random() * parts.length);
  const ending = /[/=&?]$/.exec(parts[at] ?? '')?.[0] ?? '';
  parts[at] = `${strange}${ending}`;
  return `/${parts.join('').replace(/^\/+/, '').replaceAll(' ', '%20')}`;
}
