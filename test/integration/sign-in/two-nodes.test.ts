import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CUE_FEED_PROTOCOL } from '../../../src/delivery/cue-feed.js';
import { DATABASES, type TestDatabase } from '../../support/databases.js';
import { HttpVisitor } from '../../support/http-visitor.js';
import { lacks } from '../../support/requirements.js';
import type { RunningApp } from '../../support/running-app.js';
import { FROM_PAGE, type SignedInSite, signInAs, startSite } from '../../support/signed-in-site.js';

describe.skipIf(lacks('postgres'))('a sign-in, on two nodes that share a database', () => {
  let database: TestDatabase;
  let site: SignedInSite;
  let other: RunningApp;
  const visitor = new HttpVisitor();

  beforeEach(async () => {
    database = await DATABASES[1].make();
    const storage = { postgresUrl: database.choice.postgresUrl! };
    site = await startSite({}, { storage, desktop: { heartbeatMs: 1_000 } });
    other = await site.another();
  });
  afterEach(async () => {
    await other.stop();
    await site.stop();
    await database.dispose();
  });

  /** The visitor's browser at the other node: behind a balancer both have one address. */
  const atOther = (path: string, init: RequestInit = {}) => {
    const cookies = [...visitor.cookies(site.url)].map(([name, value]) => `${name}=${value}`).join('; ');
    return fetch(other.url + path, { ...init, headers: { ...init.headers, cookie: cookies } });
  };

  it('holds at either, and its end at one closes panel and feeds at the other', async () => {
    await signInAs(visitor, site, 'ada');
    expect(await (await atOther('/v1/session')).json()).toMatchObject({ signedIn: [{ subject: 'ada' }] });
    const body = JSON.stringify({ as: 'agent' });
    const given = await atOther('/v1/session/token', { method: 'POST', headers: FROM_PAGE, body });
    const { token } = (await given.json()) as { token: string };
    const authorization = `Bearer ${token}`;
    const sockets = ['evenkeel.desktop.v1', CUE_FEED_PROTOCOL].map((protocol) => {
      const socket = new WebSocket(`${other.url.replace('http', 'ws')}/desktop`, protocol);
      socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token })));
      return socket;
    });
    const feed = await fetch(`${other.url}/v1/cues`, { headers: { authorization } });
    expect(feed.status).toBe(200);
    const feedText = feed.text();
    await expect
      .poll(async () => /^evenkeel_desktops_open (\d+)/m.exec(await metricsOf(other))?.[1])
      .toBe('3');

    await site.provider.logOutEverywhere('ada');
    expect(await (await atOther('/v1/session')).json()).toMatchObject({ signedIn: [] });
    expect((await fetch(`${other.url}/v1/my/calls`, { headers: { authorization } })).status).toBe(401);
    for (const socket of sockets) await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);
    expect(await feedText).toContain('auth.session-ended');
  });
});

const metricsOf = async ({ url }: RunningApp) => (await fetch(`${url}/metrics`)).text();
