import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueSignInLink } from '../../src/auth/issue-token.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { lacks } from '../support/requirements.js';
import { SECRET, type SignedInSite, startSite } from '../support/signed-in-site.js';

/** A softphone's page on another site than Evenkeel's, and on the same one: it frames whatever it is asked to. */
async function startSoftphone(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const frame = new URL(request.url ?? '/', 'http://x').searchParams.get('frame') ?? '';
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><title>Softphone</title><iframe src="${frame}" width="480" height="560"></iframe>`,
    );
  });
  await once(server.listen(0), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const PEOPLE = [
  { login: 'ada', page: '', button: 'Sign in', inside: 'No call' },
  { login: 'lea', page: 'exposure', button: 'Sign in', inside: 'Nothing is published for these weeks yet' },
  { login: 'ann', page: 'sign-in', button: 'Sign in as an administrator', inside: 'Administrator' },
] as const;

describe.skipIf(lacks('browser')).each([
  { cookies: 'allowed', flags: [] },
  { cookies: 'blocked on other sites', flags: ['--test-third-party-cookie-phaseout'] },
])('sign-in in a real browser, cookies $cookies', ({ flags }) => {
  let browser: Browser;
  let site: SignedInSite;
  let softphone: Awaited<ReturnType<typeof startSoftphone>>;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser(flags);
    softphone = await startSoftphone();
    const origins = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${softphone.port}`);
    site = await startSite({}, { desktop: { hostOrigins: origins, heartbeatMs: 1_000 } });
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
    await softphone.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 700, height: 700 } });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const enter = async (at: Page, login: string) => {
    await at.getByLabel('Login').fill(login);
    await at.getByRole('button', { name: 'Enter' }).click();
  };
  const shown = (place: Page | FrameLocator, words: string) =>
    place.getByText(new RegExp(words)).filter({ visible: true }).first().waitFor();

  it.each(PEOPLE)('signs $login in, in a tab, and is still signed in after a reload', async (person) => {
    await page.goto(`${site.url}/${person.page}`);
    await page.getByRole('button', { name: person.button, exact: true }).click();
    await enter(page, person.login);
    await shown(page, person.inside);
    expect(
      await page.evaluate(() => [document.cookie, ...Object.values(sessionStorage)].join()),
    ).not.toContain('evs_');
    await page.reload();
    await shown(page, person.inside);
    expect(page.url()).toBe(`${site.url}/${person.page}`);
  });

  it.each(
    PEOPLE.flatMap((person) => [
      { ...person, host: '127.0.0.1', where: 'on the same site' },
      { ...person, host: 'localhost', where: 'on another site' },
    ]),
  )('signs $login in, in a frame $where', async (person) => {
    await page.goto(
      `http://${person.host}:${softphone.port}/?frame=${encodeURIComponent(`${site.url}/${person.page}`)}`,
    );
    const frame = page.frameLocator('iframe');
    const opening = context.waitForEvent('page');
    await frame.getByRole('button', { name: person.button, exact: true }).click();
    const popUp = await opening;
    const closing = popUp.waitForEvent('close');
    await enter(popUp, person.login);
    await closing;
    await shown(frame, person.inside);
  });

  it('renews silently in the panel, and says when the session has ended, with a way on', async () => {
    await page.goto(`${site.url}/`);
    await page.getByRole('heading', { name: 'Sign-in needed' }).waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await enter(page, 'ada');
    await shown(page, 'No call');
    const renewal = page.waitForResponse(/v1\/session\/token/);
    site.clock.aheadMs += 8.5 * 60_000;
    expect((await renewal).status()).toBe(200);
    await shown(page, 'No call');
    await site.provider.logOutEverywhere('ada');
    await page.getByRole('heading', { name: 'Sign-in expired' }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await keepPicture(page, 'panel-sign-in-expired');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await shown(page, 'No call');
  });

  it('says on the lead’s page that the session has ended, in Chinese too', async () => {
    await page.goto(`${site.url}/exposure`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await enter(page, 'lea');
    await shown(page, PEOPLE[1].inside);
    site.clock.aheadMs += 13 * 3_600_000;
    await page.reload();
    await page.getByText('Your sign-in has expired').waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('登录已过期').waitFor();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
  });

  const goOn = async (ms: number) => {
    site.clock.aheadMs += ms;
  };
  it.each(PEOPLE)(
    'says to $login that a session has expired, or was revoked, and lets them in again',
    async (person) => {
      const { login, page: path, button, inside } = person;
      const ends = [() => goOn(13 * 3_600_000), () => site.provider.logOutEverywhere(login)];
      await page.goto(`${site.url}/${path}`);
      await page.getByRole('button', { name: button, exact: true }).click();
      await enter(page, login);
      await shown(page, inside);
      for (const end of ends) {
        // Away meanwhile: an open panel may renew its sign-in by itself.
        const address = page.url();
        await page.goto('about:blank');
        await end();
        await page.goto(address);
        await shown(page, '(S|s)ign-in (has )?(expired|ended)');
        // The provider still knows them, and asks nothing.
        await page.getByRole('button', { name: button, exact: true }).click();
        await shown(page, inside);
      }
    },
  );

  it('says in a frame on another site that the session has ended, and lets the agent in again', async () => {
    await page.goto(`http://localhost:${softphone.port}/?frame=${encodeURIComponent(`${site.url}/`)}`);
    const frame = page.frameLocator('iframe');
    const signIn = async () => {
      const opening = context.waitForEvent('page');
      await frame.getByRole('button', { name: 'Sign in', exact: true }).click();
      return opening;
    };
    await enter(await signIn(), 'ada');
    await shown(frame, 'No call');
    await site.provider.logOutEverywhere('ada');
    await shown(frame, 'Sign-in expired');
    const popUp = await signIn();
    if (!popUp.isClosed()) await popUp.waitForEvent('close');
    await shown(frame, 'No call');
  });

  it('says who has no access, and lets them try as somebody else', async () => {
    await page.goto(`${site.url}/sign-in`);
    await page.getByRole('button', { name: 'Sign in as an administrator' }).click();
    await enter(page, 'eve');
    await page.getByText('Your organisation knows you, but you have no access').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('您的身份已确认').waitFor();
    await page.getByRole('link', { name: '重试' }).waitFor();
  });

  it('signs in by a link once, and signs out', async () => {
    const link = await issueSignInLink(
      { secret: SECRET, issuer: 'evenkeel', audience: 'evenkeel' },
      { role: 'admin', tenant: 'acme', subject: 'olu', teams: [] },
    );
    await page.goto(`${site.url}/sign-in#sign-in=${link}`);
    await page.getByRole('heading', { name: 'Administrator' }).waitFor();
    await page.getByText('olu, acme').waitFor();
    expect(page.url()).toBe(`${site.url}/sign-in`);
    const audit = await context.request.get(`${site.url}/v1/audit`);
    expect(audit.status()).toBe(200);
    const other = await browser.newContext({ locale: 'en-GB' });
    const second = await other.newPage();
    await second.goto(`${site.url}/sign-in#sign-in=${link}`);
    await second.getByText('A link works once').waitFor();
    await other.close();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    expect((await context.request.get(`${site.url}/v1/audit`)).status()).toBe(401);
  });

  it('keeps the panel small', async () => {
    const assets = new Set<string>();
    page.on('response', (answer) => {
      if (/\.(js|css)$/.test(new URL(answer.url()).pathname)) assets.add(answer.url());
    });
    await page.goto(`${site.url}/`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    const sizes = await Promise.all(
      [...assets].map(
        async (url) => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).byteLength,
      ),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  });
});
