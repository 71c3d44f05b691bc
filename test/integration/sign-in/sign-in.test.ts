import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { issueSignInLink } from '../../../src/auth/issue-token.js';
import { HttpVisitor } from '../../support/http-visitor.js';
import { FROM_PAGE, SECRET, type SignedInSite, signInAs, startSite } from '../../support/signed-in-site.js';

describe('sign-in at a real OpenID Connect provider', () => {
  let site: SignedInSite;
  let visitor: HttpVisitor;
  beforeEach(async () => {
    site = await startSite({}, { desktop: { heartbeatMs: 1_000 } });
    visitor = new HttpVisitor();
  });
  afterEach(() => site.stop());

  const signedIn = async (who = visitor) =>
    ((await (await who.ask(`${site.url}/v1/session`)).json()) as { signedIn: object[] }).signedIn;
  const post = (what: string, body: object, headers: object = FROM_PAGE) =>
    visitor.ask(`${site.url}/v1/session/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it.each([
    ['ada', 'agent', '/', [], '/v1/my/calls'],
    ['lea', 'lead', '/exposure', ['blue'], '/v1/exposure/options'],
    ['ann', 'admin', '/sign-in', [], '/v1/audit'],
  ] as const)('signs %s in as %s', async (...row) => {
    const [login, role, page, teams, route] = row;
    expect(await signInAs(visitor, site, login, `?as=${role}`)).toBe(`${site.url}${page}`);
    expect(await signedIn()).toEqual([
      expect.objectContaining({ role, tenant: 'acme', subject: login, teams: [...teams] }),
    ]);
    expect((await visitor.ask(site.url + route)).status).toBe(200);
    expect((await fetch(site.url + route)).status).toBe(401);
  });

  it('gives the least role when none is asked for, and every team only by *', async () => {
    await signInAs(visitor, site, 'ann');
    expect(await signedIn()).toEqual([expect.objectContaining({ role: 'lead', teams: ['*'] })]);
  });

  it.each([
    ['eve', '', 'auth.sign-in-no-role'],
    ['ada', '?as=admin', 'auth.sign-in-no-role'],
    ['nobody', '', 'auth.sign-in-refused'],
  ])('lets %s %s in nowhere, and says why', async (login, query, code) => {
    const end = new URL(await signInAs(visitor, site, login, query));
    expect(end.pathname).toBe('/sign-in');
    expect(new URLSearchParams(end.hash.slice(1)).get('problem')).toBe(code);
    expect(await signedIn()).toEqual([]);
  });

  it('keeps its cookie from scripts, other sites and the log', async () => {
    const form = await visitor.follow(`${site.url}/sign-in/start`);
    let answer = await visitor.ask(`${form.url}?login=ada`);
    while (!answer.url.startsWith(site.url)) answer = await visitor.ask(answer.headers.get('location')!);
    const cookies = answer.headers.getSetCookie();
    const session = cookies.find((line) => line.startsWith('evenkeel-agent='));
    expect(session).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookies.find((line) => line.startsWith('evenkeel-sign-in-'))).toContain('Max-Age=0');
  });

  it('refuses an answer that another browser began, and one that comes twice', async () => {
    const form = await visitor.follow(`${site.url}/sign-in/start`);
    let answer = await visitor.ask(`${form.url}?login=ada`);
    let callback = answer.headers.get('location')!;
    while (!callback.startsWith(site.url)) {
      answer = await visitor.ask(callback);
      callback = answer.headers.get('location')!;
    }
    const stranger = new HttpVisitor();
    expect((await stranger.follow(callback)).url).toContain('problem=auth.sign-in-stale');
    expect(await signedIn(stranger)).toEqual([]);
    expect((await visitor.follow(callback)).url).toBe(`${site.url}/`);
    expect((await visitor.follow(callback)).url).toContain('problem=auth.sign-in-stale');
  });

  it.each(['https://evil.example/', '//evil.example', 'exposure@evil.example', '../x'])(
    'never goes back to %s',
    async (to) => {
      const answer = await visitor.ask(`${site.url}/sign-in/start?to=${encodeURIComponent(to)}`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('location')).toBeNull();
    },
  );

  it('takes the cookie from its own pages alone', async () => {
    await signInAs(visitor, site, 'ada');
    const checkIn = (headers: object) =>
      visitor.ask(`${site.url}/v1/my/check-ins`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ feeling: 'fine' }),
      });
    const foreign = await checkIn({ 'sec-fetch-site': 'cross-site', ...FROM_PAGE });
    expect([foreign.status, (await foreign.json()) as object]).toEqual([
      403,
      expect.objectContaining({ code: 'auth.cross-site' }),
    ]);
    expect((await checkIn({})).status).toBe(403);
    expect((await checkIn({ 'sec-fetch-site': 'same-origin', ...FROM_PAGE })).status).toBe(204);
    const reading = await visitor.ask(`${site.url}/v1/my/calls`, {
      headers: { 'sec-fetch-site': 'same-site' },
    });
    expect(reading.status).toBe(403);
    expect((await post('token', { as: 'agent' }, {})).status).toBe(403);
  });

  it('gives a page tokens that end with the session', async () => {
    await signInAs(visitor, site, 'ada');
    const { token } = (await (await post('token', { as: 'agent' })).json()) as { token: string };
    const asAda = { headers: { authorization: `Bearer ${token}` } };
    expect((await fetch(`${site.url}/v1/my/calls`, asAda)).status).toBe(200);
    const out = (await (await post('sign-out', { as: 'agent' })).json()) as { providerUrl: string };
    expect(out.providerUrl).toContain(site.provider.issuer);
    const answer = await fetch(`${site.url}/v1/my/calls`, asAda);
    expect([answer.status, (await answer.json()) as object]).toEqual([
      401,
      expect.objectContaining({ code: 'auth.session-ended' }),
    ]);
    expect(await signedIn()).toEqual([]);
    const end = await visitor.follow(out.providerUrl);
    expect(await end.answer.text()).toContain('logout');
  });

  it('ends the session when the provider says so from behind', async () => {
    await signInAs(visitor, site, 'ada');
    const other = new HttpVisitor();
    await signInAs(other, site, 'lea');
    const [session] = await signedIn();
    expect(session).toBeDefined();
    await site.provider.logOutEverywhere('ada');
    expect(await signedIn()).toEqual([]);
    expect(await signedIn(other)).toHaveLength(1);
  });

  it.each(['nonsense', ''])('ends nothing for the log-out token "%s"', async (logout_token) => {
    await signInAs(visitor, site, 'ada');
    const answer = await fetch(`${site.url}/sign-in/back-channel-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token }),
    });
    expect([400, 401]).toContain(answer.status);
    expect(await signedIn()).toHaveLength(1);
  });

  it('is told of a provider that is away on a page, and lives on without it', async () => {
    await signInAs(visitor, site, 'ada');
    await site.provider.stop();
    expect(await signedIn()).toHaveLength(1);
    const { token } = (await (await post('token', { as: 'agent' })).json()) as { token: string | null };
    expect(token).not.toBeNull();
    const out = (await (await post('sign-out', { as: 'agent' })).json()) as { providerUrl: string | null };
    expect(typeof out.providerUrl === 'string' || out.providerUrl === null).toBe(true);
    expect(await signedIn()).toEqual([]);
  });

  it('asks the provider again whether somebody still has access, and ends the session when they have not', async () => {
    await signInAs(visitor, site, 'ada');
    const renew = async () => (await (await post('token', { as: 'agent' })).json()) as object;
    site.clock.aheadMs = 16 * 60_000;
    expect(await renew()).toMatchObject({ token: expect.stringMatching(/^evs_/), role: 'agent' });
    site.provider.disabled.add('ada');
    expect(await renew()).toMatchObject({ token: expect.stringMatching(/^evs_/) });
    site.clock.aheadMs = 32 * 60_000;
    expect(await renew()).toMatchObject({ token: null, ended: 'auth.session-ended' });
    expect(await signedIn()).toEqual([]);
  });

  it('replaces a cookie that has been in use for a while', async () => {
    await signInAs(visitor, site, 'ada');
    const before = visitor.cookies(site.url).get('evenkeel-agent');
    site.clock.aheadMs = 14 * 60_000;
    await post('token', { as: 'agent' });
    expect(visitor.cookies(site.url).get('evenkeel-agent')).toBe(before);
    site.clock.aheadMs = 16 * 60_000;
    await post('token', { as: 'agent' });
    expect(visitor.cookies(site.url).get('evenkeel-agent')).not.toBe(before);
    expect(await signedIn()).toHaveLength(1);
  });

  it('hands a ticket to the frame whose secret it was begun with', async () => {
    const secret = randomBytes(32).toString('hex');
    const proof = createHash('sha256').update(secret).digest('hex');
    const end = new URL(await signInAs(visitor, site, 'ada', `?as=agent&proof=${proof}`));
    const ticket = new URLSearchParams(end.hash.slice(1)).get('ticket');
    expect(await signedIn()).toEqual([]);
    const redeem = (given: string) => post('ticket', { ticket, secret: given });
    expect((await redeem(randomBytes(32).toString('hex'))).status).toBe(401);
    const { token } = (await (await redeem(secret)).json()) as { token: string };
    expect((await redeem(secret)).status).toBe(401);
    const asAda = { headers: { authorization: `Bearer ${token}` } };
    expect((await fetch(`${site.url}/v1/my/calls`, asAda)).status).toBe(200);
  });

  it('lets a link in once, and ends its session with it', async () => {
    const link = await issueSignInLink(
      { secret: SECRET, issuer: 'evenkeel', audience: 'evenkeel' },
      { role: 'lead', tenant: 'acme', subject: 'lou', teams: ['blue'] },
    );
    expect(
      (await fetch(`${site.url}/v1/exposure/options`, { headers: { authorization: `Bearer ${link}` } }))
        .status,
    ).toBe(401);
    expect(await (await post('link', { link })).json()).toMatchObject({ role: 'lead' });
    expect(await signedIn()).toEqual([
      expect.objectContaining({ role: 'lead', subject: 'lou', teams: ['blue'] }),
    ]);
    const again = await post('link', { link });
    expect(await again.json()).toMatchObject({ code: 'auth.link-used' });
  });

  it('closes the desktop of a session that ends', async () => {
    await signInAs(visitor, site, 'ada');
    const { token } = (await (await post('token', { as: 'agent' })).json()) as { token: string };
    const socket = new WebSocket(`${site.url.replace('http', 'ws')}/desktop`, 'evenkeel.desktop.v1');
    const heard: { readonly type: string; readonly code?: string }[] = [];
    socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token })));
    socket.on('message', (data) => heard.push(JSON.parse(String(data)) as { type: string }));
    await expect.poll(() => heard.map(({ type }) => type)).toContain('hello');
    await site.provider.logOutEverywhere('ada');
    await expect.poll(() => heard.find(({ type }) => type === 'error')?.code).toBe('auth.session-ended');
    await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);
  });
});
