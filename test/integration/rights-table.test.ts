import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SOCKET_ACCESS } from '../../src/app/socket-access.js';
import { issueToken } from '../../src/auth/issue-token.js';
import { ALL_TEAMS, type PrincipalRole, type Right, ROLES, rolesThatMay } from '../../src/auth/principal.js';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { DESKTOP_PROTOCOL } from '../../src/delivery/agent-message.js';
import { CUE_FEED_PROTOCOL } from '../../src/delivery/cue-feed.js';
import { LIVE_VIEW_PROTOCOL } from '../../src/delivery/live-view-message.js';
import type { RouteAccess } from '../../src/http/route-access.js';
import { writeAcmeRecords } from '../support/acme-records.js';
import {
  AGENT_ID,
  CALL_ID,
  DESKTOP_SAMPLES,
  NATIVE_SAMPLES,
  sampleOf,
  TEAM_ID,
} from '../support/rights-samples.js';
import { type RunningApp, startApp } from '../support/running-app.js';

const SECRET = 'a secret that only this test knows, long enough';
const METRICS_TOKEN = 'a token for the metrics alone';
const may = (role: PrincipalRole, needs: Right) => rolesThatMay(needs).includes(role);

let app: RunningApp;
let callRow: string;

/** A token of the role; in another tenant, of a party with the same name. */
function tokenOf(role: PrincipalRole, tenant: string, subject = AGENT_ID): Promise<string> {
  const signing = { ...app.app.config().auth, secret: SECRET };
  return issueToken(signing, {
    role,
    tenant,
    subject,
    teams: [ALL_TEAMS],
    expiresAtMs: Date.now() + 600_000,
  });
}

/** Everything that is kept of acme: by table, a digest of its rows. */
function keptOfAcme(): Record<string, string> {
  const database = new Database(app.sqliteFile, { readonly: true });
  const tables = database
    .prepare("select name from sqlite_master where type = 'table'")
    .pluck()
    .all() as string[];
  const kept = tables
    .filter((name) => !name.startsWith('kysely'))
    .map((name) => {
      const columns = database.pragma(`table_info("${name}")`) as { name: string }[];
      const has = (column: string) => columns.some(({ name: own }) => own === column);
      const ofTenant = has('tenant')
        ? "where tenant = 'acme'"
        : has('call_row')
          ? "where call_row in (select id from calls where tenant = 'acme')"
          : '';
      const rows = JSON.stringify(database.prepare(`select * from "${name}" ${ofTenant}`).all());
      return [name, createHash('sha256').update(rows).digest('hex')];
    });
  database.close();
  return Object.fromEntries(kept);
}

beforeAll(async () => {
  app = await startApp({
    auth: { secret: SECRET },
    telemetry: { logLevel: 'silent', metricsToken: METRICS_TOKEN },
    desktop: { tryPage: true },
    connectors: connectorsSection.parse([
      { name: 'native', protocol: 'native', path: '/streams/native', agent: { trusted: true } },
    ]),
  });
  callRow = await writeAcmeRecords(app.sqliteFile);
  const ask = async (role: PrincipalRole, method: string, path: string, body: object) =>
    fetch(app.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(role, 'acme', 'it')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
  const people = `agent_id,team_id,team_name,time_zone,from,to\n${AGENT_ID},${TEAM_ID},${TEAM_ID},UTC,,\n`;
  expect((await ask('admin', 'POST', '/v1/people/import', { people })).status).toBe(200);
  expect((await ask('binder', 'PUT', '/v1/calls/native/live/agent', { agentId: AGENT_ID })).status).toBe(200);
});
afterAll(() => app.stop());

async function answerTo({ method, url }: RouteAccess, token: string | null) {
  const { path, body } = sampleOf(method, url, callRow);
  const cut = new AbortController();
  const answer = await fetch(app.url + path, {
    method,
    signal: cut.signal,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = isStream ? '' : await answer.text();
  cut.abort();
  return { status: answer.status, text, asked: path + (body ?? '') };
}

/** The routes without the built pages, which are files. */
const routes = () => app.app.routes().filter(({ url }) => url !== '/*');

/** Names of acme that the request did not say itself. */
function leaked(text: string, asked: string): readonly string[] {
  return [AGENT_ID, CALL_ID, TEAM_ID, 'acme'].filter((name) => text.includes(name) && !asked.includes(name));
}

/** What a route may ask for that is not a right of a role. */
const OPEN: ReadonlySet<string> = new Set(['everyone', 'metrics-token', 'own-session', 'identity-provider']);

describe('every route', () => {
  it('refuses whoever has no token, and whoever has one without the right', async () => {
    for (const route of routes()) {
      const { needs } = route;
      const cell = `${route.method} ${route.url}`;
      if (needs === 'own-session' || needs === 'identity-provider') continue;
      const { status: bare } = await answerTo(route, null);
      if (needs === 'everyone') expect([401, 403], cell).not.toContain(bare);
      else expect(bare, cell).toBe(401);
      for (const role of ROLES) {
        if (needs === 'everyone' || (needs !== 'metrics-token' && may(role, needs))) continue;
        const { status, text } = await answerTo(route, await tokenOf(role, 'acme'));
        const refusal = needs === 'metrics-token' ? [401, 'auth.token-missing'] : [403, 'auth.right-missing'];
        expect([status, JSON.parse(text).code], `${cell} as ${role}`).toEqual(refusal);
      }
    }
    expect(
      (await answerTo({ method: 'GET', url: '/metrics', needs: 'metrics-token' }, METRICS_TOKEN)).status,
    ).toBe(200);
  });

  const guarded = () =>
    routes().flatMap((route) => (OPEN.has(route.needs) ? [] : [{ ...route, needs: route.needs as Right }]));

  it('says and changes nothing of anybody where a sign-in is asked for that is not there', async () => {
    const before = keptOfAcme();
    const asking = routes().filter(({ needs }) => needs === 'own-session' || needs === 'identity-provider');
    expect(asking.length).toBeGreaterThan(4);
    for (const route of asking)
      for (const token of [null, ...(await Promise.all(ROLES.map((role) => tokenOf(role, 'acme'))))]) {
        const { text, asked } = await answerTo(route, token);
        expect(leaked(text, asked), `${route.method} ${route.url}: ${text}`).toEqual([]);
        expect(text).not.toContain('evs_');
      }
    expect(keptOfAcme()).toEqual(before);
  });

  it('shows and changes nothing of another tenant', async () => {
    const before = keptOfAcme();
    for (const route of guarded()) {
      for (const role of rolesThatMay(route.needs)) {
        const { status, text, asked } = await answerTo(route, await tokenOf(role, 'globex'));
        const cell = `${route.method} ${route.url} as ${role}: ${status} ${text}`;
        expect([401, 403], cell).not.toContain(status);
        expect(leaked(text, asked), cell).toEqual([]);
        expect(keptOfAcme(), cell).toEqual(before);
      }
    }
  });

  it('that is for the own records shows and changes nothing of another agent', async () => {
    for (const route of guarded().filter(({ needs }) => needs.endsWith('-own'))) {
      const { text, asked } = await answerTo(route, await tokenOf('agent', 'acme', 'acme-bob'));
      expect(leaked(text, `${asked} acme`), `${route.method} ${route.url}: ${text}`).toEqual([]);
    }
    const reading = { method: 'GET', url: '/v1/my/calls', needs: 'calls.read-own' } as const;
    const mine = await answerTo(reading, await tokenOf('agent', 'acme'));
    expect(JSON.parse(mine.text).calls).toMatchObject([{ callId: CALL_ID, note: null }]);
  });

  it('lets in whoever has the right', async () => {
    // What takes something away comes last.
    const order = ({ method, url }: RouteAccess) =>
      Number(method === 'DELETE') * 2 + Number(url.includes('retention'));
    for (const route of guarded().sort((a, b) => order(a) - order(b))) {
      for (const role of rolesThatMay(route.needs)) {
        const { status, text } = await answerTo(route, await tokenOf(role, 'acme'));
        const cell = `${route.method} ${route.url} as ${role}: ${status} ${text}`;
        expect([401, 403, 500], cell).not.toContain(status);
        expect(text, cell).not.toContain('http.body-invalid');
      }
    }
  });
});

/** A socket, everything that it was told, and how it was closed. */
async function connect(path: string, protocol: string | undefined, token?: string) {
  const got: { type?: string; code?: string }[] = [];
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(app.url.replace('http', 'ws') + path, protocol ?? [], { headers });
  let closed: number | null = null;
  socket.on('message', (data) => got.push(JSON.parse(String(data))));
  socket.on('close', (code) => {
    closed = code;
  });
  const opened = await new Promise<boolean>((resolve) => {
    socket.on('open', () => resolve(true));
    socket.on('error', () => resolve(false));
  });
  const say = (message: object | Buffer) =>
    socket.send(Buffer.isBuffer(message) ? message : JSON.stringify(message));
  const codes = () => got.flatMap(({ type, code }) => (type === 'error' ? [code] : []));
  return { opened, got, say, codes, closed: () => closed, close: () => socket.terminate() };
}

async function desktopOf(tenant: string, subject: string) {
  const socket = await connect('/desktop', DESKTOP_PROTOCOL);
  socket.say({ type: 'token', token: await tokenOf('agent', tenant, subject) });
  await expect.poll(() => socket.got.map(({ type }) => type)).toContain('hello');
  return socket;
}

const liveBinding = async () => {
  const headers = { authorization: `Bearer ${await tokenOf('binder', 'acme', 'it')}` };
  return (await fetch(`${app.url}/v1/calls/native/live/agent`, { headers })).json();
};

describe('every socket message', () => {
  // Whoever erased the agent has taken them off the call.
  beforeAll(async () => {
    const bound = await fetch(`${app.url}/v1/calls/native/live/agent`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await tokenOf('binder', 'acme', 'it')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ agentId: AGENT_ID }),
    });
    expect(bound.status).toBe(200);
  });

  const messages = (socket: string) => SOCKET_ACCESS.filter((access) => access.socket === socket);
  const desktopMessages = messages('/desktop').filter(({ message }) => message !== 'token');
  const sample = (type: string) => ({
    type,
    ...DESKTOP_SAMPLES[type],
    ...('callId' in (DESKTOP_SAMPLES[type] ?? {}) && { callId: 'live' }),
  });

  it.each([DESKTOP_PROTOCOL, CUE_FEED_PROTOCOL])(
    'of %s is refused before the token and without the right',
    async (protocol) => {
      for (const { message, needs } of desktopMessages) {
        const early = await connect('/desktop', protocol);
        early.say(sample(message));
        await expect.poll(early.closed, { message }).toBe(4401);
        for (const role of ROLES) {
          if (may(role, needs)) continue;
          const socket = await connect('/desktop', protocol);
          socket.say({ type: 'token', token: await tokenOf(role, 'acme') });
          socket.say(sample(message));
          await expect.poll(socket.closed, { message: `${message} as ${role}` }).not.toBeNull();
          expect(socket.got.map(({ type }) => type)).not.toContain('hello');
        }
      }
    },
  );

  it('of an agent’s desktop changes nothing of another tenant’s, or another agent’s', async () => {
    // Reading a binding is an entry of the audit trail: read it first.
    const binding = await liveBinding();
    const before = [keptOfAcme(), binding];
    for (const [tenant, subject] of [
      ['globex', AGENT_ID],
      ['acme', 'acme-bob'],
    ] as const) {
      const socket = await desktopOf(tenant, subject);
      for (const { message } of desktopMessages) socket.say(sample(message));
      // The last of them has no ticket, and what is said of it comes after all others were acted upon.
      await expect.poll(socket.codes).toEqual(['binding.ticket-missing']);
      socket.close();
    }
    expect([keptOfAcme(), await liveBinding()]).toEqual(before);
  });

  it('of an agent’s desktop is taken from that agent', async () => {
    const socket = await desktopOf('acme', AGENT_ID);
    socket.say(sample('hold'));
    await expect.poll(liveBinding).toMatchObject({ state: 'held' });
    for (const { message } of desktopMessages) socket.say(sample(message));
    await expect.poll(liveBinding).toMatchObject({ code: 'binding.call-unknown' });
    expect(socket.codes().filter((code) => code !== 'binding.ticket-missing')).toEqual([]);
    socket.close();
  });

  it('of the live view is taken from who may send audio, and from nobody else', async () => {
    for (const { message, needs } of messages('/try')) {
      for (const role of ROLES) {
        const socket = await connect('/try', LIVE_VIEW_PROTOCOL);
        if (message === 'audio') socket.say(Buffer.alloc(320));
        socket.say({ type: 'start', token: await tokenOf(role, 'acme'), sampleRateHz: 8000 });
        const expected =
          message === 'audio' ? 'desktop.token-first' : may(role, needs) ? undefined : 'auth.right-missing';
        if (expected === undefined) await expect.poll(() => socket.got).toEqual([{ type: 'ready' }]);
        else await expect.poll(socket.codes, { message: role }).toEqual([expected]);
        socket.close();
      }
    }
  });

  it('of a source is taken from who may send audio, and reaches no call of another tenant', async () => {
    // Reading a binding is an entry of the audit trail: read it first.
    const binding = await liveBinding();
    const before = [keptOfAcme(), binding];
    for (const role of ROLES) {
      const socket = await connect('/streams/native', undefined, await tokenOf(role, 'globex'));
      expect(socket.opened, role).toBe(may(role, 'stream.send'));
      if (!socket.opened) continue;
      for (const { message } of messages('native'))
        socket.say(
          message === 'audio'
            ? Buffer.alloc(320)
            : { type: message, ...NATIVE_SAMPLES[message], ...(message === 'start' && { callId: 'live' }) },
        );
      await expect.poll(() => socket.got.map(({ type }) => type)).toContain('ended');
      socket.close();
    }
    expect([keptOfAcme(), await liveBinding()]).toEqual(before);
  });
});
