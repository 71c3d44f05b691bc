import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { storageSection } from '../../src/config/sections/storage-section.js';
import { evenkeel } from '../support/command-line.js';
import { DATABASES, type TestDatabase } from '../support/databases.js';
import { openDesktop, type RunningApp, startApp } from '../support/running-app.js';

/** What no database or log should ever be asked to keep as a name. */
const BAD_NAMES = ['a\u0000b', '\u0001', 'a\nb', 'M\ufffdller', 'a\u202eb', 'x'.repeat(300)];

describe.each(DATABASES.filter(({ skip }) => !skip))('names at every door, on $name', ({ make }) => {
  let database: TestDatabase;
  let running: RunningApp;
  beforeAll(async () => {
    database = await make();
    running = await startApp({ storage: storageSection.parse(database.choice) });
  });
  afterAll(async () => {
    await running.stop();
    await database.dispose();
  });

  type Ask = readonly [role: 'agent' | 'admin' | 'binder', method: string, path: string, body?: object];
  const routesWith = (name: string): readonly Ask[] => {
    const part = encodeURIComponent(name);
    return [
      ['binder', 'PUT', `/v1/calls/native/${part}/agent`, { agentId: 'ana' }],
      ['binder', 'PUT', '/v1/calls/native/c-1/agent', { agentId: name }],
      ['binder', 'GET', `/v1/calls/${part}/c-1/agent`],
      ['binder', 'PUT', `/v1/calls/native/${part}/objection`],
      ['binder', 'PUT', `/v1/calls/native/${part}/hold`, { on: true }],
      ['binder', 'POST', `/v1/calls/native/${part}/ticket`, { agentId: 'ana' }],
      [
        'binder',
        'POST',
        '/v1/calls/native/c-1/media',
        { connector: name, connectionId: name, role: 'agent' },
      ],
      ['admin', 'GET', `/v1/calls/native/${part}/line`],
      ['admin', 'POST', '/v1/retention/erase', { what: 'agent', agentId: name }],
      ['admin', 'POST', '/v1/retention/erase', { what: 'objection', platform: 'native', callId: name }],
      ['admin', 'POST', '/v1/people/import', { people: csv(name) }],
      ['admin', 'POST', '/scim/v2/Users', { userName: name }],
      ['admin', 'POST', '/scim/v2/Users', { userName: 'ok', externalId: name }],
      ['admin', 'POST', '/scim/v2/Groups', { displayName: name }],
      ['admin', 'POST', '/scim/v2/Groups', { displayName: 'G', members: [{ value: name }] }],
      ['admin', 'GET', `/scim/v2/Users/${part}`],
      ['admin', 'DELETE', `/scim/v2/Groups/${part}`],
      ['agent', 'DELETE', `/v1/my/calls/${part}`],
      ['agent', 'PUT', `/v1/my/calls/${part}/note`, { text: 'x' }],
    ];
  };
  const csv = (name: string) =>
    `agent_id,team_id,team_name,time_zone,from,to\n"${name}",t,T,Europe/Berlin,2026-01-05,\n`;

  async function ask([role, method, path, body]: Ask): Promise<number> {
    const answer = await fetch(`${running.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await running.token(role, 'somebody')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await answer.text();
    return answer.status;
  }

  it('are refused by every route, never a fault of ours', async () => {
    for (const name of BAD_NAMES)
      for (const route of routesWith(name)) {
        const status = await ask(route);
        expect([JSON.stringify(name), ...route.slice(0, 3), status >= 400 && status < 500]).toEqual([
          JSON.stringify(name),
          ...route.slice(0, 3),
          true,
        ]);
      }
  });

  it('are refused as texts too: a filter, a note, a question of the trail', async () => {
    const quoted = encodeURIComponent(`userName eq ${JSON.stringify('a\u0000b')}`);
    expect(await ask(['admin', 'GET', `/scim/v2/Users?filter=${quoted}`])).toBe(400);
    expect(await ask(['agent', 'PUT', '/v1/my/calls/none/note', { text: 'a\u0000b' }])).toBe(400);
    expect(await ask(['admin', 'GET', '/v1/audit?subject=agent:%00'])).toBe(200);
  });

  it('are refused by a stream, before a call begins whose summary could not be kept', async () => {
    const socket = new WebSocket(`${running.url.replace('http', 'ws')}/streams/native`, 'evenkeel.audio.v1', {
      headers: { authorization: `Bearer ${await running.token('source', 'pbx')}` },
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const start = {
      type: 'start',
      callId: 'c\u0000d',
      roles: ['customer'],
      codec: 'pcmu',
      sampleRateHz: 8000,
    };
    socket.send(JSON.stringify(start));
    const [code] = await new Promise<[number]>((resolve) =>
      socket.once('close', (...end) => resolve(end as never)),
    );
    expect(code).toBe(1007);
  });

  it('are refused by a desktop', async () => {
    const desktop = await openDesktop(running, 'ana');
    desktop.send({ type: 'feedback', cueId: 'a\u0000b', verdict: 'helped' });
    await expect
      .poll(() => desktop.messages.at(-1))
      .toMatchObject({ type: 'error', code: 'desktop.message-invalid' });
    desktop.close();
  });
});

describe('a file of people', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-people-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const text = 'agent_id,team_id,team_name,time_zone,from,to\nmüller,t,Büro,Europe/Berlin,2026-01-05,\n';

  async function importing(bytes: Uint8Array) {
    const file = join(folder, 'people.csv');
    writeFileSync(file, bytes);
    const env = { EVENKEEL_STORAGE_SQLITE_FILE: join(folder, 'people.sqlite') };
    return evenkeel(['people', 'import', '--people', file, '--tenant', 'acme', '--dry-run'], env);
  }

  it('is read in UTF-8 or UTF-16, and refused by name in any other encoding', async () => {
    for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')])
      expect((await importing(bytes)).out).toContain('1 agents in 1 teams');
    const refused = await importing(Buffer.from(text, 'latin1'));
    expect(refused.status).not.toBe(0);
    expect(refused.err).toContain('Windows-1252');
  });
});
