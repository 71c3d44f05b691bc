import { afterEach, describe, expect, it } from 'vitest';
import { desktopSection } from '../../src/config/sections/desktop-section.js';
import { storageSection } from '../../src/config/sections/storage-section.js';
import { DATABASES } from '../support/databases.js';
import { lacks } from '../support/requirements.js';
import { openDesktop, type RunningApp, startApp } from '../support/running-app.js';
import { lineTo } from '../support/tcp-proxy.js';

const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** As `lineTo`; the line ends with the test. */
async function through(url: string): ReturnType<typeof lineTo> {
  const made = await lineTo(url);
  closing.push(() => made.line.close());
  return made;
}

async function warnings({ url }: RunningApp): Promise<readonly string[]> {
  const answer = await fetch(`${url}/readyz`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { warnings: string[] }).warnings;
}

async function isUp({ url }: RunningApp, dependency: string): Promise<string | undefined> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return new RegExp(`evenkeel_dependency_up\\{dependency="${dependency}"\\} (\\d)`).exec(text)?.[1];
}

const POLL = { timeout: 30_000 };

describe.skipIf(lacks('postgres'))('the database away', () => {
  type Ask = readonly [
    role: 'agent' | 'lead' | 'admin' | 'binder',
    method: string,
    path: string,
    body?: object,
  ];
  /** A route of every kind that asks the database. */
  const ROUTES: readonly Ask[] = [
    ['agent', 'GET', '/v1/my/calls'],
    ['agent', 'DELETE', '/v1/my/calls'],
    ['agent', 'GET', '/v1/my/export'],
    ['agent', 'POST', '/v1/my/check-ins', { feeling: 'fine' }],
    ['lead', 'GET', '/v1/exposure/options'],
    ['admin', 'GET', '/v1/audit'],
    [
      'admin',
      'POST',
      '/v1/people/import',
      { people: 'agent_id,team_id,team_name,time_zone,from,to\na,t,T,UTC,,\n' },
    ],
    ['admin', 'POST', '/v1/retention/erase', { what: 'agent', agentId: 'ana' }],
    ['admin', 'POST', '/v1/retention/purge', {}],
    ['admin', 'GET', '/scim/v2/Users'],
    ['admin', 'POST', '/scim/v2/Users', { userName: 'ana' }],
    [
      'admin',
      'PATCH',
      '/scim/v2/Users/ana',
      { Operations: [{ op: 'replace', path: 'active', value: false }] },
    ],
    ['binder', 'PUT', '/v1/calls/native/c-1/agent', { agentId: 'ana' }],
    ['binder', 'PUT', '/v1/calls/native/c-1/objection'],
  ];

  async function start() {
    const database = await DATABASES[1].make();
    closing.push(() => database.dispose());
    const { line, url } = await through(database.choice.postgresUrl ?? '');
    const storage = storageSection.parse({ ...database.choice, postgresUrl: url });
    const running = await startApp({ storage });
    closing.push(() => running.stop());
    return { line, running };
  }

  async function ask({ url, token }: RunningApp, [role, method, path, body]: Ask): Promise<string> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token(role, 'ana')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status === 503) expect(answer.headers.get('retry-after')).toBe('5');
    const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
    return `${answer.status} ${code ?? ''}`.trim();
  }

  it('is 503 on every route, a metric, a warning and a word to desktops, and passes', async () => {
    const { line, running } = await start();
    const desktop = await openDesktop(running, 'ana');
    const limits = () => desktop.messages.filter((message) => message.type === 'limited').at(-1);
    expect(await isUp(running, 'database')).toBe('1');
    line.cut();
    for (const route of ROUTES)
      expect([...route.slice(0, 3), await ask(running, route)]).toEqual([
        ...route.slice(0, 3),
        expect.stringMatching(/^503 (storage\.unavailable|binding\.not-kept)$/),
      ]);
    await expect.poll(() => isUp(running, 'database'), POLL).toBe('0');
    expect(await warnings(running)).toEqual([expect.stringMatching(/^storage\.unavailable: /)]);
    await expect.poll(limits, POLL).toMatchObject({ codes: ['storage.unavailable'] });
    line.mend();
    await expect.poll(() => isUp(running, 'database'), POLL).toBe('1');
    await expect.poll(limits, POLL).toMatchObject({ codes: [] });
    expect(await ask(running, ['agent', 'GET', '/v1/my/calls'])).toBe('200');
    expect(await warnings(running)).toEqual([]);
    desktop.close();
  });

  it('is known although it answers nothing at all, and health answers all the while', async () => {
    const { line, running } = await start();
    line.stall();
    await expect.poll(() => isUp(running, 'database'), POLL).toBe('0');
    expect(await warnings(running)).toEqual([expect.stringMatching(/^storage\.unavailable: /)]);
    line.mend();
    await expect.poll(() => isUp(running, 'database'), POLL).toBe('1');
  });

  it('is not away when it is slow', async () => {
    const { line, running } = await start();
    line.slow(100);
    expect(await ask(running, ['agent', 'GET', '/v1/my/calls'])).toBe('200');
    expect(await isUp(running, 'database')).toBe('1');
  });
});

describe.skipIf(lacks('redis'))('Redis away', () => {
  it('is a metric, a warning and a word to desktops, and passes', async () => {
    const { line, url } = await through(process.env.EVENKEEL_REDIS_URL ?? '');
    const running = await startApp({ desktop: desktopSection.parse({ redisUrl: url }) });
    closing.push(() => running.stop());
    await expect.poll(() => isUp(running, 'redis'), POLL).toBe('1');
    const desktop = await openDesktop(running, 'ana');
    line.cut();
    await expect.poll(() => isUp(running, 'redis'), POLL).toBe('0');
    expect(await warnings(running)).toEqual([expect.stringMatching(/^desktop\.redis-unavailable: /)]);
    const late = await openDesktop(running, 'bo');
    for (const { messages } of [desktop, late])
      await expect
        .poll(() => messages.filter(({ type }) => type === 'limited').at(-1), POLL)
        .toEqual({ type: 'limited', codes: ['desktop.redis-unavailable'] });
    line.mend();
    await expect.poll(() => isUp(running, 'redis'), POLL).toBe('1');
    await expect
      .poll(() => desktop.messages.filter(({ type }) => type === 'limited').at(-1), POLL)
      .toEqual({ type: 'limited', codes: [] });
    for (const { close } of [desktop, late]) close();
  });
});

describe('the identity provider away', () => {
  it('is 503 over HTTP and "try again" for a desktop, a warning, and no end of what runs', async () => {
    const auth = { jwksUrl: 'http://127.0.0.1:9/keys' };
    const running = await startApp({ auth: auth as never });
    closing.push(() => running.stop());
    await expect.poll(() => isUp(running, 'keys'), POLL).toBe('0');
    expect(await warnings(running)).toEqual([expect.stringMatching(/^auth\.keys-unavailable: /)]);
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'k' })).toString('base64url');
    const foreign = `${header}.e30.AAAA`;
    const answer = await fetch(`${running.url}/v1/my/calls`, {
      headers: { authorization: `Bearer ${foreign}` },
    });
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'auth.keys-unavailable' }),
    ]);
  });
});
