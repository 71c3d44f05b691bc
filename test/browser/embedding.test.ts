import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { welcomed } from '../../scripts/scenes/welcomed.js';
import type { CueMessage } from '../../src/delivery/agent-message.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { DesktopHost, testTicket } from '../support/desktop-host.js';
import { lacks } from '../support/requirements.js';
import { atRest } from './at-rest.js';

function cue(cueId: string, aheadMs = 0): CueMessage {
  const now = Date.now() + aheadMs;
  return {
    type: 'cue',
    callRef: 'c1',
    cueId,
    kind: 'reassure',
    step: 'soothe',
    reason: { key: 'tense-voice', values: { mood: 'anxious', seconds: 9 }, mood: null },
    atMs: 0,
    decidedAt: now,
    expiresAt: now + 600_000,
  };
}

let reactExample = '';

/** The React example as a host's own bundler builds it, with Preact in React's place. */
async function bundled(): Promise<string> {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
        { find: 'react-dom/client', replacement: 'preact/compat/client' },
        { find: 'react', replacement: 'preact/compat' },
      ],
    },
    build: {
      write: false,
      rolldownOptions: { input: 'docs/examples/react-desktop.jsx', external: /^https:/ },
    },
  });
  const { output } = result as { output: { type: string; code?: string }[] };
  return output.find(({ type }) => type === 'chunk')!.code!;
}

/** Another site: serves the example pages, with this test's Evenkeel in the place of the documented one. */
class OtherSite {
  /** What is answered next. */
  readonly tokens: string[] = [];
  /** Whether its back end has no token to give. */
  isFailing = false;
  readonly #http: Server;
  evenkeelUrl = '';

  constructor() {
    this.#http = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (path === '/evenkeel-token') {
        if (this.isFailing) response.writeHead(503).end();
        else response.end(this.tokens.shift() ?? 'agent.ada.600000');
        return;
      }
      if (path.startsWith('/evenkeel-ticket/')) {
        const [platform, callId] = path.split('/').slice(2).map(decodeURIComponent);
        response.end(testTicket('ada', platform!, callId!));
        return;
      }
      if (path === '/react-desktop.js') {
        response.setHeader('content-type', 'text/javascript');
        response.end(reactExample.replaceAll('https://evenkeel.example/', this.evenkeelUrl));
        return;
      }
      const file = join('docs/examples', path);
      if (!existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      const type = { html: 'text/html', js: 'text/javascript', css: 'text/css' }[file.split('.').at(-1)!];
      response.setHeader('content-type', `${type}; charset=utf-8`);
      response.end(readFileSync(file, 'utf8').replaceAll('https://evenkeel.example/', this.evenkeelUrl));
    });
  }

  /** By name, where the panel is served by address: to the browser these are two sites. */
  get origin(): string {
    return `http://localhost:${(this.#http.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await once(this.#http.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((done) => this.#http.close(done));
  }
}

describe.skipIf(lacks('browser'))('the panel in other applications', () => {
  let browser: Browser;
  let host: DesktopHost;
  let site: OtherSite;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    // Third-party cookies and storage blocked or partitioned: nothing of the panel may need them.
    browser = await openBrowser(['--test-third-party-cookie-phaseout']);
    reactExample = await bundled();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    site = await new OtherSite().start();
    host = await new DesktopHost({ hostOrigins: [site.origin] }).start();
    site.evenkeelUrl = `${host.url}/`;
    context = await welcomed(
      await browser.newContext({ viewport: { width: 400, height: 300 }, locale: 'en-GB' }),
    );
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await host.stop();
    await site.stop();
  });

  const panel = () => page.frameLocator('iframe');
  const bound = (platform: string, callId: string) =>
    expect.poll(() => host.binds).toContainEqual({ platform, callId });
  const unbound = (platform: string, callId: string) =>
    expect.poll(() => host.reports).toContainEqual({ type: 'unbind', platform, callId });

  async function showsCue(): Promise<void> {
    host.bus.publish(host.agent, { type: 'call', callRef: 'c1', state: 'listening' });
    host.bus.publish(host.agent, cue('q1', host.clockAheadMs));
    await panel().getByRole('heading', { name: 'Reassure' }).waitFor();
    await expect
      .poll(() => panel().locator('.cue .why').textContent())
      .toContain('The caller sounds anxious');
  }

  it('Genesys Cloud: takes the conversation from the widget URL', async () => {
    await page.goto(`${site.origin}/genesys-client-app.html?conversation=conv-7&language=en-us`);
    await bound('audiohook', 'conv-7');
    await showsCue();
    await atRest(page);
    await keepPicture(page, 'embedded-genesys');
  });

  it('Twilio Flex: follows the accepted task', async () => {
    await page.addInitScript(() => {
      const listeners = new Map<string, (payload: unknown) => void>();
      const addListener = (name: string, run: (payload: unknown) => void) => listeners.set(name, run);
      Object.assign(window, { Twilio: { Flex: { Actions: { addListener } } }, listeners });
    });
    const happen = (name: string) =>
      page.evaluate((action) => {
        const { listeners } = window as unknown as { listeners: Map<string, (payload: unknown) => void> };
        listeners.get(action)?.({ task: { attributes: { call_sid: 'CA1' } } });
      }, name);
    await page.goto(`${site.origin}/twilio-flex.html`);
    await panel().getByRole('heading', { name: 'No call' }).waitFor();
    await happen('afterAcceptTask');
    await bound('twilio', 'CA1');
    await showsCue();
    await happen('afterHangupCall');
    await unbound('twilio', 'CA1');
  });

  it('Salesforce: raises a minimised softphone when a cue comes', async () => {
    await page.route('https://login.salesforce.com/**', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `window.raised = []; window.sforce = { opencti: {
          setSoftphonePanelVisibility: ({ visible }) => window.raised.push(visible) } };`,
      }),
    );
    await page.goto(`${site.origin}/salesforce-open-cti.html`);
    await panel().getByRole('heading', { name: 'No call' }).waitFor();
    await page.evaluate(() =>
      window.dispatchEvent(new CustomEvent('softphone:connected', { detail: { callId: 'c-9' } })),
    );
    await bound('native', 'c-9');
    await showsCue();
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { raised: boolean[] }).raised))
      .toEqual([true]);
  });

  it('Amazon Connect: follows the connected contact', async () => {
    await page.addInitScript(() => {
      const handlers: Record<string, (event: unknown) => void> = {};
      class ContactClient {
        onConnected(run: (event: unknown) => void) {
          handlers.connected = run;
        }
        onCleared(run: (event: unknown) => void) {
          handlers.cleared = run;
        }
      }
      const AmazonConnectApp = { init: () => ({ provider: {} }) };
      Object.assign(window, { AmazonConnectSDK: { AmazonConnectApp, ContactClient }, handlers });
    });
    const happen = (name: string) =>
      page.evaluate((event) => {
        const { handlers } = window as unknown as { handlers: Record<string, (event: unknown) => void> };
        handlers[event]?.({ contactId: 'contact-3' });
      }, name);
    await page.goto(`${site.origin}/amazon-connect.html`);
    await panel().getByRole('heading', { name: 'No call' }).waitFor();
    await happen('connected');
    await bound('native', 'contact-3');
    await showsCue();
    await happen('cleared');
    await unbound('native', 'contact-3');
  });

  it.each(['plain-desktop.html', 'react-desktop.html'])(
    '%s: binds who is answered, raises a folded panel for a cue, and changes its language',
    async (example) => {
      await page.setViewportSize({ width: 1000, height: 600 });
      await page.goto(`${site.origin}/${example}`);
      await panel().getByRole('heading', { name: 'No call' }).waitFor();
      await page.getByRole('button', { name: 'Answer Mrs Ada Byron' }).click();
      await bound('native', 'call-1');
      const fold = page.getByRole('button', { name: 'Coach' });
      await fold.click();
      await expect.poll(() => fold.getAttribute('aria-expanded')).toBe('false');
      await showsCue();
      await expect.poll(() => fold.getAttribute('aria-expanded')).toBe('true');
      await page.getByRole('button', { name: '中文' }).click();
      await panel().getByRole('heading', { name: '请客户放心' }).waitFor();
      await page.getByRole('button', { name: 'Hang up' }).click();
      await unbound('native', 'call-1');
    },
  );

  it('renews the token through its host, without a reload', async () => {
    await host.stop();
    host = await new DesktopHost({ hostOrigins: [site.origin], renewBeforeMs: 120_000 }).start();
    site.evenkeelUrl = `${host.url}/`;
    site.tokens.push('agent.ada.120000', 'agent.ada.600000');
    const opening = page.waitForEvent('websocket');
    await page.goto(`${site.origin}/genesys-client-app.html?conversation=conv-7`);
    await panel().getByRole('heading', { name: 'No call' }).waitFor();
    await expect.poll(() => host.tokensTaken).toContain('agent.ada.600000');
    // The first token's time is over: what the session stands on is the second. Each heartbeat looks at it.
    const socket = await opening;
    host.clockAheadMs += 121_000;
    for (let beats = 0; beats < 2; beats++)
      await socket.waitForEvent('framereceived', ({ payload }) => payload.includes('heartbeat'));
    await showsCue();
    expect(host.reports.filter((event) => event.type === 'joined')).toHaveLength(1);
    expect(site.tokens).toEqual([]);
  });

  it('asks again when its host has no token at the moment', async () => {
    site.isFailing = true;
    await page.goto(`${site.origin}/genesys-client-app.html?conversation=conv-7`);
    await panel().getByRole('heading', { name: 'Sign-in needed' }).waitFor();
    site.isFailing = false;
    await panel().getByRole('heading', { name: 'No call' }).waitFor({ timeout: 55_000 });
  });

  it('is not framed by an origin that the configuration does not name', async () => {
    const stranger = await new OtherSite().start();
    stranger.evenkeelUrl = `${host.url}/`;
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(`${stranger.origin}/genesys-client-app.html?conversation=x`);
    await refused;
    expect(host.reports).toEqual([]);
    await stranger.stop();
  });

  it('does not listen to windows that are not its host', async () => {
    await page.goto(`${host.url}/#token=agent.ada.600000`);
    await page.getByRole('heading', { name: 'No call' }).waitFor();
    await page.evaluate(() =>
      window.postMessage({ type: 'evenkeel.call', platform: 'p', callId: 'forged' }, location.origin),
    );
    // What the panel says arrives in the order in which it was said.
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    await page.getByRole('button', { name: 'An hour' }).click();
    await expect.poll(() => host.reports).toContainEqual(expect.objectContaining({ type: 'mute' }));
    expect(host.binds).toEqual([]);
  });

  it('takes the call from its own URL', async () => {
    const ticket = Buffer.from(JSON.stringify(['ada', 'audiohook', 'conv 8'])).toString('base64url');
    await page.goto(`${host.url}/#token=agent.ada.600000&platform=audiohook&call=conv%208&ticket=${ticket}`);
    await bound('audiohook', 'conv 8');
    expect(page.url()).not.toContain('token');
  });

  it('stands in a picture-in-picture window, and comes back', async () => {
    await page.goto(`${host.url}/#token=agent.ada.600000`);
    await page.getByRole('heading', { name: 'No call' }).waitFor();
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Keep on top' }).click();
    const own = await opening;
    await own.setViewportSize({ width: 360, height: 260 });
    host.bus.publish(host.agent, { type: 'call', callRef: 'c1', state: 'listening' });
    host.bus.publish(host.agent, cue('q1'));
    await own.getByRole('heading', { name: 'Reassure' }).waitFor();
    await atRest(own);
    await keepPicture(own, 'picture-in-picture');
    const { violations } = await new AxeBuilder({ page: own }).setLegacyMode().analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await own.getByRole('button', { name: 'Not now' }).click();
    await own.getByRole('heading', { name: 'Listening' }).waitFor();
    await page.getByRole('heading', { name: 'In its own window' }).waitFor();
    await keepPicture(page, 'panel-in-own-window');
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await page.getByRole('heading', { name: 'Listening' }).waitFor();
    expect(host.reports.filter((event) => event.type === 'joined')).toHaveLength(1);
  });

  it('keeps two tabs in step: an answer in one clears the cue in the other', async () => {
    const other = await context.newPage();
    for (const tab of [page, other]) {
      await tab.goto(`${host.url}/#token=agent.ada.600000`);
      await tab.getByRole('heading', { name: 'No call' }).waitFor();
    }
    host.bus.publish(host.agent, { type: 'call', callRef: 'c1', state: 'listening' });
    host.bus.publish(host.agent, cue('q1'));
    await other.getByRole('heading', { name: 'Reassure' }).waitFor();
    await page.getByRole('button', { name: 'Not now' }).click();
    await other.getByRole('heading', { name: 'Listening' }).waitFor();
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    await page.getByRole('button', { name: 'This call' }).click();
    await other.getByRole('heading', { name: 'Cues are off' }).waitFor();
  });

  it('reloads its shell without a server', async () => {
    await page.goto(`${host.url}/#token=agent.ada.600000`);
    await page.getByRole('heading', { name: 'No call' }).waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    // The first load came before the worker: one more lets it keep the assets.
    await page.reload();
    await page.getByRole('heading', { name: 'No call' }).waitFor();
    const { port } = host;
    await host.stop();
    await page.reload();
    await page.getByRole('heading', { name: 'Cues unavailable' }).waitFor();
    host = await new DesktopHost({ port, hostOrigins: [site.origin] }).start();
    await page.close();
  });

  it('says that the server is away, tries again, and shows nothing stale when it is back', async () => {
    await page.goto(`${host.url}/#token=agent.ada.600000`);
    await page.getByRole('heading', { name: 'No call' }).waitFor();
    host.bus.publish(host.agent, { type: 'call', callRef: 'c1', state: 'listening' });
    await page.getByRole('heading', { name: 'Listening' }).waitFor();
    const { port } = host;
    await host.stop();
    await page.getByRole('heading', { name: 'Cues unavailable' }).waitFor();
    await keepPicture(page, 'panel-server-away');
    host = await new DesktopHost({ port, hostOrigins: [site.origin] }).start();
    await page.getByRole('heading', { name: 'No call' }).waitFor();
    await page.close();
  });
});
